package org.omicroutes.harmonize;

import org.omicroutes.cohort.LabelledMatrix;

/** How far two of our own results are apart; references are compared by {@code Agreement}. */
final class Difference {
  private Difference() {}

  /**
   * The largest absolute difference over the features and samples of {@code a}; infinite where only
   * one of the two is missing.
   */
  static double largest(LabelledMatrix a, LabelledMatrix b) {
    LabelledMatrix same = b.selectFeatures(a.featureIds()).selectSamples(a.sampleIds());
    double largest = 0;
    for (int f = 0; f < a.featureCount(); f++) {
      for (int s = 0; s < a.sampleCount(); s++) {
        double x = a.at(f, s);
        double y = same.at(f, s);
        if (Double.isNaN(x) != Double.isNaN(y)) {
          return Double.POSITIVE_INFINITY;
        }
        largest = Double.isNaN(x) ? largest : Math.max(largest, Math.abs(x - y));
      }
    }
    return largest;
  }
}
