package org.omicroutes.models.mmfn;

import java.util.List;
import org.omicroutes.models.ClassOptions.Preset;
import org.omicroutes.models.mmfn.GenePreprocessing.Choice;
import org.omicroutes.neural.fusion.FusionConfig;

/**
 * The sizes of networks and how they are trained.
 *
 * @param mostGenes how many genes they look at
 * @param differential whether only at genes that differ between the labels. Such genes are chosen
 *     with every training patient's label, so that what a network says of patients it was not
 *     trained on is not quite out-of-fold
 * @param calibrated whether there is a network for each inner fold, and probabilities are
 *     calibrated by what each says of its own; else there is one, stopped early by the first fold
 * @param sizes of a network; its counts of inputs are not read
 */
public record FusionPreset(
    int mostGenes, boolean differential, boolean calibrated, FusionConfig sizes) {

  /** Folds: a fifth of the training patients stops the training of a network. */
  static final int FOLDS = 5;

  private static final int MOST_GENES = 5000;

  private static final FusionPreset PAPER =
      new FusionPreset(MOST_GENES, true, false, FusionConfig.paper(1, 1, List.of()));

  /** Chosen by search over small cohorts; see {@code docs/mmfn.md}. */
  private static final FusionPreset SMALL_COHORT =
      new FusionPreset(
          MOST_GENES,
          false,
          true,
          new FusionConfig(
              1,
              1,
              List.of(),
              List.of(16, 8),
              List.of(32),
              List.of(16),
              List.of(16),
              2,
              8,
              true,
              0.3,
              0.3,
              0.8,
              1e-2,
              5e-3,
              5,
              16,
              100,
              10));

  /** The sizes of a named preset. */
  public static FusionPreset of(Preset preset) {
    return preset == Preset.PAPER ? PAPER : SMALL_COHORT;
  }

  /** The same, with a network for each inner fold. */
  public FusionPreset withEnsemble() {
    return new FusionPreset(mostGenes, differential, true, sizes);
  }

  Choice choice() {
    return differential ? Choice.DIFFERENTIAL : Choice.VARIABLE;
  }

  /** A network of these sizes for the inputs that preprocessing gives. */
  FusionConfig config(MmfnPreprocessing inputs, Arm arm) {
    FusionConfig both =
        new FusionConfig(
            inputs.geneCount(),
            inputs.continuousCount(),
            inputs.levels(),
            sizes.genomicLayers(),
            sizes.clinicalLayers(),
            sizes.fusionLayers(),
            sizes.headLayers(),
            sizes.attentionHeads(),
            sizes.tokenWidth(),
            sizes.batchNormalisation(),
            sizes.dropout(),
            sizes.headDropout(),
            sizes.inputDropout(),
            sizes.l2(),
            sizes.learningRate(),
            sizes.plateau(),
            sizes.batchSize(),
            sizes.maxEpochs(),
            sizes.patience());
    return arm.of(both);
  }
}
