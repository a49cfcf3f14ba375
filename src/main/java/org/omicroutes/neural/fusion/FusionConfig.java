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
 * @param fusionLayers the same after attention (or after plain concatenation)
 * @param headLayers the same of the prediction, before its one sigmoid unit; dropout {@code
 *     headDropout} after the first
 * @param attentionHeads heads of the attention over the fused features; 0: plain concatenation
 * @param tokenWidth the fused features are cut into tokens of this width, which attend to each
 *     other
 * @param batchNormalisation whether dense layers of the branches are batch-normalised
 * @param dropout of the branches and the fusion, in [0, 1)
 * @param headDropout of the prediction, in [0, 1)
 * @param inputDropout share of the genes that are dropped at the input, in [0, 1)
 * @param l2 penalty of the weights (not of biases)
 * @param learningRate of Adam at the start; halved after {@code plateau} epochs without progress
 * @param plateau epochs
 * @param batchSize patients in a step; the last batch takes in a rest that is too small
 * @param maxEpochs at most so many epochs
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
    int patience) {}
