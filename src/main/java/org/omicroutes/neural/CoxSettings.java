package org.omicroutes.neural;

/**
 * How a {@link CoxNetwork} is built and trained.
 *
 * @param width of its hidden states
 * @param dropout share that is dropped in training, within [0, 1)
 * @param learningRate of AdamW
 * @param weightDecay of AdamW: weights shrink by {@code learningRate * weightDecay} a step
 * @param maxEpochs at most
 * @param patience epochs without a better validation part after which training ends
 */
public record CoxSettings(
    int width,
    double dropout,
    double learningRate,
    double weightDecay,
    int maxEpochs,
    int patience) {

  public CoxSettings {
    require(width >= 1, "width", width, "at least 1");
    require(dropout >= 0 && dropout < 1, "dropout", dropout, "0 or above and below 1");
    require(learningRate > 0, "learningRate", learningRate, "above 0");
    require(weightDecay >= 0, "weightDecay", weightDecay, "0 or above");
    require(maxEpochs >= 1, "maxEpochs", maxEpochs, "at least 1");
    require(patience >= 1, "patience", patience, "at least 1");
  }

  private static void require(boolean holds, String name, double found, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": found " + found + ", expected " + expected);
    }
  }
}
