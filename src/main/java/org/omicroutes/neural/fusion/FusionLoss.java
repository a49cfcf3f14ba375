package org.omicroutes.neural.fusion;

/**
 * How far predictions are from labels.
 *
 * @param weight sum of the patients' weights
 * @param positiveWeight of those with label 1
 * @param loss weighted mean of the cross-entropies
 * @param accuracy weighted share of the patients whose more probable class is theirs, 0 to 1; log
 *     odds of 0 are taken as class 1
 */
record FusionLoss(double weight, double positiveWeight, double loss, double accuracy) {

  static FusionLoss of(FusionData data, double[] logits) {
    double weight = 0;
    double positive = 0;
    double loss = 0;
    double right = 0;
    for (int i = 0; i < logits.length; i++) {
      double w = data.weights()[i];
      double label = data.labels()[i];
      weight += w;
      positive += label * w;
      loss += w * crossEntropy(logits[i], label);
      right += (logits[i] >= 0) == (label == 1) ? w : 0;
    }
    return new FusionLoss(weight, positive, loss / weight, right / weight);
  }

  /** Without overflow or loss of digits for large log odds. */
  private static double crossEntropy(double logit, double label) {
    double most = Double.isNaN(logit) ? Double.NaN : Math.max(logit, 0);
    return most - logit * label + Math.log1p(Math.exp(-Math.abs(logit)));
  }
}
