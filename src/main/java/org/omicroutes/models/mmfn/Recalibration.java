package org.omicroutes.models.mmfn;

import java.util.Arrays;

/**
 * From a model's log odds to a probability: {@code 1 / (1 + exp(-(intercept + slope * log odds)))}
 * (Cox, Biometrika 1958; Platt, 1999). Estimated from the log odds of patients that the model has
 * not seen, it undoes overfitting.
 *
 * @param intercept log odds where a model's are 0
 * @param slope at least 0; 0 where log odds do not predict
 */
public record Recalibration(double intercept, double slope) {

  /** The log odds as they are. */
  static final Recalibration NONE = new Recalibration(0, 1);

  /** Draws the slope towards 1, so that it is finite where the classes do not overlap. */
  private static final double RIDGE = 0.1;

  private static final int STEPS = 50;

  /**
   * A logistic regression by Newton's method.
   *
   * @param labels 1 or 0; NaN takes no part
   * @param weights of the labelled
   */
  static Recalibration of(double[] logOdds, double[] labels, double[] weights) {
    Recalibration both = fit(logOdds, labels, weights, true);
    return both.slope() > 0 ? both : fit(logOdds, labels, weights, false);
  }

  private static Recalibration fit(double[] x, double[] labels, double[] weights, boolean sloped) {
    double a = 0;
    double b = sloped ? 1 : 0;
    for (int step = 0; step < STEPS; step++) {
      double ga = 0;
      double gb = sloped ? RIDGE * (1 - b) : 0;
      double aa = 1e-9;
      double ab = 0;
      double bb = sloped ? RIDGE : 1;
      for (int i = 0; i < x.length; i++) {
        if (Double.isNaN(labels[i])) {
          continue;
        }
        double p = sigmoid(a + b * x[i]);
        double own = sloped ? x[i] : 0;
        double information = weights[i] * p * (1 - p);
        ga += weights[i] * (labels[i] - p);
        gb += weights[i] * (labels[i] - p) * own;
        aa += information;
        ab += information * own;
        bb += information * own * own;
      }
      double determinant = aa * bb - ab * ab;
      double da = (bb * ga - ab * gb) / determinant;
      double db = (aa * gb - ab * ga) / determinant;
      // A step that is too long is cut: log odds change by a few units at most.
      double cut = Math.min(1, 3 / (Math.abs(da) + Math.abs(db) + 1e-300));
      a += cut * da;
      b += cut * db;
      if (Math.abs(da) + Math.abs(db) < 1e-10) {
        break;
      }
    }
    return new Recalibration(a, b);
  }

  /** Probabilities. */
  double[] probability(double[] logOdds) {
    return Arrays.stream(logOdds).map(x -> sigmoid(intercept + slope * x)).toArray();
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
