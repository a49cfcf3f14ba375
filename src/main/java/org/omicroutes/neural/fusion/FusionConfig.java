package org.omicroutes.neural.fusion;

import java.util.List;

/**
 * The sizes and the training of a fusion network.
 *
 * @param genes how many genes; 0: no genomic branch
 * @param continuous how many continuous clinical variables
 * @param levels of each category, with the unseen one (code 0), each at least 2; with no continuous
 *     variable and no category there is no clinical branch
 * @param genomicLayers sizes of the dense layers of the genomic branch, each followed by batch
 *     normalisation, ReLU and dropout
 * @param clinicalLayers the same of the clinical branch
 * @param fusionLayers sizes of the dense layers after attention (or after plain concatenation),
 *     each followed by ReLU and dropout
 * @param headLayers sizes of the dense layers of the prediction, each followed by ReLU, before its
 *     one sigmoid unit; dropout {@code headDropout} after the first
 * @param attentionHeads heads of the attention over the fused features; 0: plain concatenation
 * @param tokenWidth the fused features are cut into tokens of this width, which attend to each
 *     other; it divides each branch's width, so that a token is of one branch. Read with attention
 *     only
 * @param batchNormalisation whether dense layers of the branches are batch-normalised; they then
 *     have no biases, which the normalisation would take away again
 * @param dropout of the branches and the fusion, in [0, 1)
 * @param headDropout of the prediction, in [0, 1)
 * @param inputDropout share of the genes that are dropped at the input, in [0, 1)
 * @param l2 penalty of the weights w (not of biases, nor of batch normalisation): the loss of a
 *     batch grows by l2/2 · Σ w², as with Deeplearning4j's {@code l2} and PyTorch's {@code
 *     weight_decay}
 * @param learningRate of Adam at the start; halved after {@code plateau} epochs without progress
 * @param plateau epochs
 * @param batchSize patients in a step; the last batch takes in a rest of less than half of it
 * @param maxEpochs at most so many epochs; 0: the network stays untrained
 * @param patience epochs without progress of the validation loss after which training stops
 */
public record FusionConfig(
    int genes,
    int continuous,
    List<Integer> levels,
    List<Integer> genomicLayers,
    List<Integer> clinicalLayers,
    List<Integer> fusionLayers,
    List<Integer> headLayers,
    int attentionHeads,
    int tokenWidth,
    boolean batchNormalisation,
    double dropout,
    double headDropout,
    double inputDropout,
    double l2,
    double learningRate,
    int plateau,
    int batchSize,
    int maxEpochs,
    int patience) {

  /**
   * @throws IllegalArgumentException naming what is out of range
   */
  public FusionConfig {
    levels = List.copyOf(levels);
    genomicLayers = List.copyOf(genomicLayers);
    clinicalLayers = List.copyOf(clinicalLayers);
    fusionLayers = List.copyOf(fusionLayers);
    headLayers = List.copyOf(headLayers);
    atLeast("genes", genes, 0);
    atLeast("continuous", continuous, 0);
    levels.forEach(count -> atLeast("levels", count, 2));
    if (genes == 0 && continuous == 0 && levels.isEmpty()) {
      throw new IllegalArgumentException("a fusion network needs genes or clinical variables");
    }
    for (List<Integer> layers : List.of(genomicLayers, clinicalLayers, fusionLayers, headLayers)) {
      layers.forEach(size -> atLeast("size of a layer", size, 1));
    }
    share("dropout", dropout);
    share("headDropout", headDropout);
    share("inputDropout", inputDropout);
    require(l2 >= 0 && l2 < Double.POSITIVE_INFINITY, "l2", l2, "0 or more");
    require(
        learningRate > 0 && learningRate < Double.POSITIVE_INFINITY,
        "learningRate",
        learningRate,
        "more than 0");
    atLeast("plateau", plateau, 1);
    atLeast("batchSize", batchSize, 2);
    atLeast("maxEpochs", maxEpochs, 0);
    atLeast("patience", patience, 1);
    atLeast("attentionHeads", attentionHeads, 0);
    if (attentionHeads > 0) {
      checkTokens(genes, continuous, levels, genomicLayers, clinicalLayers, tokenWidth);
      require(
          tokenWidth % attentionHeads == 0,
          "tokenWidth",
          tokenWidth,
          "a multiple of the " + attentionHeads + " heads of attention");
    }
  }

  private static void checkTokens(
      int genes,
      int continuous,
      List<Integer> levels,
      List<Integer> genomicLayers,
      List<Integer> clinicalLayers,
      int tokenWidth) {
    atLeast("tokenWidth", tokenWidth, 1);
    int genomic = FusionShapes.last(genomicLayers, genes);
    int clinical =
        continuous == 0 && levels.isEmpty()
            ? 0
            : FusionShapes.last(clinicalLayers, FusionShapes.clinicalInputs(continuous, levels));
    require(
        genomic % tokenWidth == 0 && clinical % tokenWidth == 0,
        "tokenWidth",
        tokenWidth,
        "a divisor of the branches' widths, " + genomic + " and " + clinical);
  }

  private static void atLeast(String name, int value, int least) {
    require(value >= least, name, value, least + " or more");
  }

  private static void share(String name, double value) {
    require(value >= 0 && value < 1, name, value, "0 or more and less than 1");
  }

  private static void require(boolean holds, String name, Object found, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": found " + found + ", expected " + expected);
    }
  }

  /**
   * The paper's network for these inputs. It does not say the strength of the L2 penalty, the width
   * of a token and the patience of early stopping: 1e-4, 16 (384 fused features are 24 tokens, 16
   * of the genes and 8 clinical ones) and 10 are ours.
   */
  public static FusionConfig paper(int genes, int continuous, List<Integer> levels) {
    return new FusionConfig(
        genes,
        continuous,
        levels,
        List.of(1024, 512, 256),
        List.of(256, 128),
        List.of(256, 128),
        List.of(128, 64),
        8,
        16,
        true,
        0.3,
        0.5,
        0,
        1e-4,
        1e-3,
        5,
        32,
        100,
        10);
  }

  /** The same with plain concatenation in place of attention. */
  public FusionConfig withoutAttention() {
    return with(genes, continuous, levels, 0);
  }

  /**
   * The same of the genes alone, without attention (there is nothing to fuse).
   *
   * @throws IllegalArgumentException without genes
   */
  public FusionConfig genomicOnly() {
    return with(genes, 0, List.of(), 0);
  }

  /**
   * The same of the clinical variables alone, without attention.
   *
   * @throws IllegalArgumentException without clinical variables
   */
  public FusionConfig clinicalOnly() {
    return with(0, continuous, levels, 0);
  }

  private FusionConfig with(int genes, int continuous, List<Integer> levels, int heads) {
    return new FusionConfig(
        genes,
        continuous,
        levels,
        genomicLayers,
        clinicalLayers,
        fusionLayers,
        headLayers,
        heads,
        tokenWidth,
        batchNormalisation,
        dropout,
        headDropout,
        inputDropout,
        l2,
        learningRate,
        plateau,
        batchSize,
        maxEpochs,
        patience);
  }
}
