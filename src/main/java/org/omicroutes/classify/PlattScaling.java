package org.omicroutes.classify;

/**
 * Probabilities from decision values, {@code 1 / (1 + exp(slope f + intercept))} (Platt, 1999),
 * fitted by the safeguarded Newton method of Lin, Lin and Weng (Machine Learning 2007).
 *
 * @param slope below 0 where larger decision values belong to class 1
 */
public record PlattScaling(double slope, double intercept) {
  private static final int MAX_STEPS = 100;
  private static final double GRADIENT = 1e-10;
  private static final double RIDGE = 1e-12;
  private static final double LEAST_STEP = 1e-10;

  /**
   * The targets are {@code (P + 1) / (P + 2)} and {@code 1 / (N + 2)}, with P and N the weights of
   * the classes, so that separated classes do not reach 0 and 1.
   *
   * @param decisions of patients that the decision function was not fitted on
   * @param labels 0 or 1
   * @param weights with mean 1
   */
  static PlattScaling fit(double[] decisions, double[] labels, double[] weights) {
    double positive = 0;
    double negative = 0;
    for (int i = 0; i < labels.length; i++) {
      positive += labels[i] * weights[i];
      negative += (1 - labels[i]) * weights[i];
    }
    double[] targets = new double[labels.length];
    for (int i = 0; i < labels.length; i++) {
      targets[i] = labels[i] == 1 ? (positive + 1) / (positive + 2) : 1 / (negative + 2);
    }
    PlattScaling at = new PlattScaling(0, Math.log((negative + 1) / (positive + 1)));
    double loss = at.loss(decisions, targets, weights);
    for (int step = 0; step < MAX_STEPS; step++) {
      double[] move = at.newtonStep(decisions, targets, weights);
      if (move == null) {
        return at;
      }
      double part = 1;
      PlattScaling next = at.moved(move, part);
      double nextLoss = next.loss(decisions, targets, weights);
      while (!(nextLoss < loss + 1e-4 * part * move[2]) && part >= LEAST_STEP) {
        part /= 2;
        next = at.moved(move, part);
        nextLoss = next.loss(decisions, targets, weights);
      }
      if (part < LEAST_STEP) {
        return at;
      }
      at = next;
      loss = nextLoss;
    }
    return at;
  }

  private PlattScaling moved(double[] move, double part) {
    return new PlattScaling(slope + part * move[0], intercept + part * move[1]);
  }

  /** Changes of slope and intercept, and the loss's derivative that way; null at the minimum. */
  private double[] newtonStep(double[] decisions, double[] targets, double[] weights) {
    double h11 = RIDGE;
    double h22 = RIDGE;
    double h21 = 0;
    double g1 = 0;
    double g2 = 0;
    for (int i = 0; i < decisions.length; i++) {
      double p = probability(decisions[i]);
      double curvature = weights[i] * p * (1 - p);
      double residual = weights[i] * (targets[i] - p);
      h11 += decisions[i] * decisions[i] * curvature;
      h22 += curvature;
      h21 += decisions[i] * curvature;
      g1 += decisions[i] * residual;
      g2 += residual;
    }
    if (Math.abs(g1) < GRADIENT && Math.abs(g2) < GRADIENT) {
      return null;
    }
    double determinant = h11 * h22 - h21 * h21;
    double a = -(h22 * g1 - h21 * g2) / determinant;
    double b = -(h11 * g2 - h21 * g1) / determinant;
    return new double[] {a, b, g1 * a + g2 * b};
  }

  private double loss(double[] decisions, double[] targets, double[] weights) {
    double loss = 0;
    for (int i = 0; i < decisions.length; i++) {
      double logOdds = -(slope * decisions[i] + intercept);
      loss += weights[i] * (LogisticLikelihood.logOnePlusExp(logOdds) - targets[i] * logOdds);
    }
    return loss;
  }

  /** The weighted mean of {@code -log} of the probability of each one's class. */
  double logLoss(double[] decisions, double[] labels, double[] weights) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    return loss(decisions, labels, weights) / total;
  }

  double probability(double decision) {
    return LogisticLikelihood.probability(-(slope * decision + intercept));
  }
}
