package org.omicroutes.neural;

/**
 * The shape of a MOANet and how it is trained.
 *
 * @param width length of a token's embedding, a multiple of {@code heads}
 * @param heads attention heads
 * @param layers attention blocks
 * @param dropout share of values dropped inside a block while training, [0, 1)
 * @param modalityDropout chance that a present modality is hidden from a patient in one step of
 *     training, [0, 1)
 * @param learningRate AdamW's, &gt; 0
 * @param weightDecay AdamW's, ≥ 0
 * @param maxEpochs full-batch steps at most, ≥ 0
 * @param patience epochs without a better validation loss before a member stops, ≥ 1
 * @param validationShare share of the fitted patients that a member is validated on, (0, 0.5]
 * @param members networks in the ensemble, ≥ 1
 * @param seed of everything random
 */
public record MoaNetConfig(
    int width,
    int heads,
    int layers,
    double dropout,
    double modalityDropout,
    double learningRate,
    double weightDecay,
    int maxEpochs,
    int patience,
    double validationShare,
    int members,
    long seed) {
  public MoaNetConfig {
    require(width >= 1 && width <= 512, "width", width, "1 to 512");
    require(heads >= 1 && width % heads == 0, "heads", heads, "a divisor of the width " + width);
    require(layers >= 1 && layers <= 8, "layers", layers, "1 to 8");
    require(dropout >= 0 && dropout < 1, "dropout", dropout, "0 to below 1");
    require(
        modalityDropout >= 0 && modalityDropout < 1,
        "modality-dropout",
        modalityDropout,
        "0 to below 1");
    require(learningRate > 0 && learningRate <= 1, "learning-rate", learningRate, "> 0 to 1");
    require(weightDecay >= 0 && weightDecay <= 10, "weight-decay", weightDecay, "0 to 10");
    require(maxEpochs >= 0, "max-epochs", maxEpochs, ">= 0");
    require(patience >= 1, "patience", patience, ">= 1");
    require(
        validationShare > 0 && validationShare <= 0.5,
        "validation-share",
        validationShare,
        "> 0 to 0.5");
    require(members >= 1 && members <= 100, "members", members, "1 to 100");
  }

  private static void require(boolean holds, String option, Number found, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(option + ": found " + found + ", expected " + expected);
    }
  }
}
