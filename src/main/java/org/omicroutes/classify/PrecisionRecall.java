package org.omicroutes.classify;

import java.util.ArrayList;
import java.util.List;

/**
 * The precision-recall curve and the area under its steps, the average precision: {@code sum_k (R_k
 * - R_{k-1}) P_k} over the distinct scores, the highest first, as scikit-learn's {@code
 * average_precision_score} has it. Straight lines between points would promise too much (Davis and
 * Goadrich, ICML 2006). A score that tells nobody apart has the share of class 1.
 */
public final class PrecisionRecall {
  private PrecisionRecall() {}

  /**
   * A point of the curve.
   *
   * @param threshold scores at or above it are taken as class 1
   * @param recall share of class 1 that has them
   * @param precision share of class 1 among those who have them
   */
  public record Point(double threshold, double recall, double precision) {}

  /**
   * The weighted curve, one point a distinct score, recall rising to 1.
   *
   * @throws org.omicroutes.cohort.DataException where one of the classes has nobody
   */
  public static List<Point> curve(ScoredLabels data) {
    data.requireBoth();
    return points(data);
  }

  /**
   * The weighted average precision.
   *
   * @throws org.omicroutes.cohort.DataException where one of the classes has nobody
   */
  public static double average(ScoredLabels data) {
    data.requireBoth();
    return value(data);
  }

  /** The average precision; NaN without class 1. */
  static double value(ScoredLabels data) {
    double sum = 0;
    double before = 0;
    for (Point point : points(data)) {
      sum += (point.recall - before) * point.precision;
      before = point.recall;
    }
    return sum;
  }

  private static List<Point> points(ScoredLabels data) {
    double died = data.total(true);
    List<Point> points = new ArrayList<>();
    for (Above above : Above.thresholds(data)) {
      double all = above.died() + above.alive();
      // Of a resample the highest scores may weigh nothing: no point yet.
      if (all > 0) {
        double recall = Math.min(1, above.died() / died);
        points.add(new Point(above.threshold(), recall, above.died() / all));
      }
    }
    return points;
  }
}
