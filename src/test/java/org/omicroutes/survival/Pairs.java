package org.omicroutes.survival;

import java.util.ArrayList;
import java.util.List;

/** Found and expected values of one quantity, gathered over several settings. */
final class Pairs {
  private final List<Double> found = new ArrayList<>();
  private final List<Double> expected = new ArrayList<>();

  void add(double[] found, double[] expected) {
    for (double value : found) {
      this.found.add(value);
    }
    for (double value : expected) {
      this.expected.add(value);
    }
  }

  void add(double found, double expected) {
    this.found.add(found);
    this.expected.add(expected);
  }

  double[] found() {
    return found.stream().mapToDouble(Double::doubleValue).toArray();
  }

  double[] expected() {
    return expected.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
