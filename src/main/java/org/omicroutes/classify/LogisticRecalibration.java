package org.omicroutes.classify;

import org.omicroutes.survival.Calibration.Fitted;

/**
 * Logistic regression of the labels on the log-odds of the probabilities (Cox, Biometrika 1958), by
 * Newton's method. With equal weights, standard errors are those of the information (R's {@code
 * glm}); with others they are the sandwich's, to which a weight is no number of patients.
 */
final class LogisticRecalibration {
  /** Probabilities are cut here from 0 and 1: a forest's 0 would have infinite log-odds. */
  static final double EDGE = 1e-6;

  private static final int MOST_STEPS = 100;
  private static final double TOLERANCE = 1e-12;
  private static final Fitted NONE = new Fitted(Double.NaN, Double.NaN);

  private final ScoredLabels data;
  private final double[] logit;
  private final double scale;
  private final boolean sameWeights;

  LogisticRecalibration(ScoredLabels data) {
    this.data = data;
    this.logit = new double[data.size()];
    for (int i = 0; i < logit.length; i++) {
      double p = Math.min(1 - EDGE, Math.max(EDGE, data.score(i)));
      logit[i] = Math.log(p / (1 - p));
    }
    this.scale = data.size() / (data.total(true) + data.total(false));
    this.sameWeights = data.sameWeights();
  }

  /** The intercept where the slope is held at 1: calibration in the large. */
  Fitted inTheLarge() {
    Fit fit = new Fit(false);
    return fit.converged ? new Fitted(fit.intercept, fit.standardErrors()[0]) : NONE;
  }

  /** Intercept and slope; none where the classes do not overlap or all log-odds are equal. */
  Fitted[] interceptAndSlope() {
    if (!overlap()) {
      return new Fitted[] {NONE, NONE};
    }
    Fit fit = new Fit(true);
    double[] se = fit.standardErrors();
    return fit.converged
        ? new Fitted[] {new Fitted(fit.intercept, se[0]), new Fitted(fit.slope, se[1])}
        : new Fitted[] {NONE, NONE};
  }

  /** Whether the likelihood has a maximum: neither class lies wholly on one side of the other. */
  private boolean overlap() {
    double[] least = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] most = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (int i = 0; i < logit.length; i++) {
      int c = data.died(i) ? 1 : 0;
      least[c] = Math.min(least[c], logit[i]);
      most[c] = Math.max(most[c], logit[i]);
    }
    return most[0] > least[1] && most[1] > least[0];
  }

  /** One regression; with a fixed slope the log-odds are an offset. */
  private final class Fit {
    private final boolean sloped;
    private double intercept;
    private double slope = 1;
    private boolean converged;

    Fit(boolean sloped) {
      this.sloped = sloped;
      for (int step = 0; step < MOST_STEPS && !converged; step++) {
        double[] move = move();
        double before = logLikelihood(intercept, slope);
        double share = 1;
        while (share > TOLERANCE
            && logLikelihood(intercept + share * move[0], slope + share * move[1])
                < before - 1e-9 * Math.abs(before)) {
          share /= 2;
        }
        intercept += share * move[0];
        slope += share * move[1];
        converged =
            Math.abs(move[0]) < TOLERANCE * (1 + Math.abs(intercept))
                && Math.abs(move[1]) < TOLERANCE * (1 + Math.abs(slope));
      }
    }

    private double weight(int i) {
      return data.weight(i) * scale;
    }

    private double fitted(int i) {
      return 1 / (1 + Math.exp(-intercept - slope * logit[i]));
    }

    private double logLikelihood(double a, double b) {
      double sum = 0;
      for (int i = 0; i < logit.length; i++) {
        double eta = (a + b * logit[i]) * (data.died(i) ? -1 : 1);
        sum -= weight(i) * (Math.max(0, eta) + Math.log1p(Math.exp(-Math.abs(eta))));
      }
      return sum;
    }

    private double[] move() {
      double[] score = new double[2];
      for (int i = 0; i < logit.length; i++) {
        double part = weight(i) * ((data.died(i) ? 1 : 0) - fitted(i));
        score[0] += part;
        score[1] += sloped ? part * logit[i] : 0;
      }
      double[] inverse = inverse();
      return new double[] {
        inverse[0] * score[0] + inverse[1] * score[1], inverse[1] * score[0] + inverse[2] * score[1]
      };
    }

    /** Of the information: both diagonal elements first and last. */
    private double[] inverse() {
      double[] sums = new double[3];
      for (int i = 0; i < logit.length; i++) {
        double mu = fitted(i);
        add(sums, weight(i) * mu * (1 - mu), logit[i]);
      }
      if (!sloped) {
        return new double[] {1 / sums[0], 0, 0};
      }
      double determinant = sums[0] * sums[2] - sums[1] * sums[1];
      return new double[] {sums[2] / determinant, -sums[1] / determinant, sums[0] / determinant};
    }

    private void add(double[] sums, double part, double x) {
      sums[0] += part;
      sums[1] += part * x;
      sums[2] += part * x * x;
    }

    double[] standardErrors() {
      double[] a = inverse();
      if (sameWeights) {
        return new double[] {Math.sqrt(a[0]), Math.sqrt(a[2])};
      }
      double[] b = new double[3];
      for (int i = 0; i < logit.length; i++) {
        double residual = weight(i) * ((data.died(i) ? 1 : 0) - fitted(i));
        add(b, residual * residual, logit[i]);
      }
      return new double[] {
        Math.sqrt(a[0] * a[0] * b[0] + 2 * a[0] * a[1] * b[1] + a[1] * a[1] * b[2]),
        Math.sqrt(a[1] * a[1] * b[0] + 2 * a[1] * a[2] * b[1] + a[2] * a[2] * b[2])
      };
    }
  }
}
