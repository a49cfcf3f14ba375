package org.omicroutes.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.models.PatientData;

/**
 * The values of a variable that were observed, and what it costs to change it, in standard
 * deviations of the background patients.
 *
 * <p>A number may take any value between the smallest and the largest one observed, at the cost of
 * its distance. A category (also a single feature of zeros and ones) may take the levels observed;
 * a level that a share q of the patients have has the deviation {@code s = √(q(1-q))} as a 0/1
 * feature, and a change from a to b costs the mean of {@code 1/s} of both: what a single 0/1
 * feature would, and more for rare levels.
 */
final class Domain {
  private final Variable variable;
  private final double lowest;
  private final double highest;
  private final double deviation;

  /** Observed levels and how many have them; empty for numbers. */
  private final Map<List<Double>, Integer> levels;

  private final int known;

  private Domain(Variable variable, List<double[]> values) {
    this.variable = variable;
    double[] first = values.stream().mapToDouble(v -> v[0]).toArray();
    boolean isCategory =
        !variable.levels().isEmpty() || Arrays.stream(first).allMatch(v -> v == 0 || v == 1);
    lowest = Arrays.stream(first).min().orElse(Double.NaN);
    highest = Arrays.stream(first).max().orElse(Double.NaN);
    deviation = first.length < 2 ? 0 : GlobalImportance.deviation(first);
    known = first.length;
    levels = new LinkedHashMap<>();
    for (double[] value : isCategory ? values : List.<double[]>of()) {
      levels.merge(boxed(value), 1, Integer::sum);
    }
  }

  /** Of the background's known values. */
  static Domain of(Variable variable, PatientData background) {
    return new Domain(
        variable,
        background.patients().stream()
            .map(id -> variable.values(background, id))
            .filter(Domain::isKnown)
            .toList());
  }

  static boolean isKnown(double[] values) {
    return Arrays.stream(values).noneMatch(Double::isNaN);
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  Variable variable() {
    return variable;
  }

  boolean isCategory() {
    return !levels.isEmpty();
  }

  /** Of a category; null where nobody has a known level. */
  double[] mostFrequent() {
    return levels.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(entry -> entry.getKey().stream().mapToDouble(Double::doubleValue).toArray())
        .orElse(null);
  }

  /** Of a number; 0 where it does not vary. */
  double deviation() {
    return deviation;
  }

  /** Whether there are two values at least. */
  boolean varies() {
    return isCategory() ? levels.size() > 1 : deviation > 0;
  }

  /**
   * Where the variable may go: the other levels, or the ends of the range and half the way there.
   *
   * @return none where it does not vary, or the own value is missing: what is not known is not
   *     changed
   */
  List<double[]> proposals(double[] own) {
    if (!varies() || !isKnown(own)) {
      return List.of();
    }
    if (isCategory()) {
      return levels.keySet().stream()
          .map(level -> level.stream().mapToDouble(Double::doubleValue).toArray())
          .filter(level -> !Arrays.equals(level, own))
          .toList();
    }
    List<double[]> found = new ArrayList<>();
    for (double end : new double[] {lowest, highest}) {
      for (double share : new double[] {0.5, 1}) {
        double to = between(own, new double[] {end}, share)[0];
        if (to != own[0]) {
          found.add(new double[] {to});
        }
      }
    }
    return found;
  }

  /** A part of the way to a value in the range, from the own value or the end nearest to it. */
  double[] between(double[] own, double[] to, double share) {
    double start = Math.max(lowest, Math.min(highest, own[0]));
    return new double[] {share == 1 ? to[0] : start + share * (to[0] - start)};
  }

  /** Of a change. */
  double cost(double[] own, double[] to) {
    if (Arrays.equals(own, to)) {
      return 0;
    }
    if (!isCategory()) {
      return Math.abs(to[0] - own[0]) / deviation;
    }
    double there = 1 / spread(to);
    return levels.containsKey(boxed(own)) ? (1 / spread(own) + there) / 2 : there;
  }

  private double spread(double[] level) {
    double share = (double) levels.get(boxed(level)) / known;
    return Math.sqrt(share * (1 - share));
  }
}
