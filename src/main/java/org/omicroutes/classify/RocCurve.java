package org.omicroutes.classify;

import java.util.ArrayList;
import java.util.List;

/**
 * The ROC curve: at every score that a patient has, the shares of both classes with that score or a
 * higher one. Straight lines between the points, the area under them is {@link RocAuc}.
 */
public final class RocCurve {
  private RocCurve() {}

  /**
   * A point of the curve.
   *
   * @param threshold scores at or above it are taken as class 1; infinite at the first point
   * @param falsePositiveRate share of class 0, 1 - specificity
   * @param truePositiveRate share of class 1, sensitivity
   */
  public record Point(double threshold, double falsePositiveRate, double truePositiveRate) {}

  /**
   * The weighted curve from (0, 0) to (1, 1), one point a distinct score besides the first.
   *
   * @throws org.omicroutes.cohort.DataException where one of the classes has nobody
   */
  public static List<Point> of(ScoredLabels data) {
    data.requireBoth();
    double died = data.total(true);
    double alive = data.total(false);
    List<Point> points = new ArrayList<>();
    points.add(new Point(Double.POSITIVE_INFINITY, 0, 0));
    for (Above above : Above.thresholds(data)) {
      // Sums of weights in another order may differ from the total in the last digit.
      points.add(
          new Point(
              above.threshold(),
              Math.min(1, above.alive() / alive),
              Math.min(1, above.died() / died)));
    }
    return points;
  }
}
