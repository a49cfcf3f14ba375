package org.omicroutes.models;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.survival.ScoreCalibration;

/**
 * The {@link KernelEnsembleTrainer}'s ensemble and, where the data have a modality {@link
 * PanCancer#MODALITY}, two members more:
 *
 * <ol>
 *   <li>{@code 3 K(pan-cancer) + K(rna) + 0.3 (the sum of K over the other omics)}, fitted as the
 *       others are;
 *   <li>the pan-cancer score itself, of which nothing is fitted but its mean and spread.
 * </ol>
 *
 * <p>All members weigh the same. Without that modality it is the ensemble as it was. The score was
 * learned from other cohorts; the survival of these training patients is not in it, and so it is
 * out of fold for all of them.
 */
@AutoService(ModelTrainer.class)
public final class BackboneTrainer implements ModelTrainer<KernelEnsemble> {
  private static final double PAN_CANCER = 3;

  @Override
  public String name() {
    return "backbone";
  }

  @Override
  public String summary() {
    return "The kernel Cox ensemble with a score learned from other cohorts.";
  }

  @Override
  public Class<KernelEnsemble> type() {
    return KernelEnsemble.class;
  }

  @Override
  public KernelEnsemble fit(PatientData training, SurvivalData survival, FitContext context) {
    return fitWithScores(training, survival, context).model();
  }

  /** As {@link KernelEnsembleTrainer#fitWithScores}. */
  public KernelEnsembleTrainer.Fit fitWithScores(
      PatientData training, SurvivalData survival, FitContext context) {
    var base = new KernelEnsembleTrainer().fitWithScores(training, survival, context);
    String pan = PanCancer.MODALITY;
    if (!training.modalities().containsKey(pan)) {
      return base;
    }
    Roles roles = Roles.of(training);
    Map<String, Double> weights = Roles.weights(pan, PAN_CANCER, roles.rna(), 1);
    roles.otherOmics().forEach(name -> weights.put(name, KernelEnsembleTrainer.OTHER_OMICS));
    KernelBlocks blocks = new KernelBlocks(training, survival, weights.keySet());
    if (blocks.rows().get(pan)[0].length == 0) {
      return base;
    }
    KernelBlocks.Fit fit = blocks.fit(weights, Map.of(), KernelEnsembleTrainer.LAMBDAS, context);
    KernelScore itself = new KernelScore(Map.of(pan, new double[] {1}), List.of());
    double[] own = itself.of(blocks.rows(), survival.size());
    List<KernelEnsemble.Member> added =
        List.of(
            member("pan-cancer and omics", fit.score(), fit.cox().lambda(), blocks, survival),
            member(pan, itself, 0, blocks, survival));
    double[][] more =
        new KernelEnsemble(blocks.scales(), added, null)
            .scaled(training, List.of(fit.cox().outOfFold(), own));
    return joined(base, added, blocks.scales(), more, survival);
  }

  private static KernelEnsembleTrainer.Fit joined(
      KernelEnsembleTrainer.Fit base,
      List<KernelEnsemble.Member> added,
      List<ModalityScale> scales,
      double[][] more,
      SurvivalData survival) {
    Map<String, ModalityScale> all = new LinkedHashMap<>();
    base.model().scales().forEach(scale -> all.put(scale.modality(), scale));
    scales.forEach(scale -> all.putIfAbsent(scale.modality(), scale));
    List<KernelEnsemble.Member> members = new ArrayList<>(base.model().members());
    members.addAll(added);
    List<double[]> byMember = new ArrayList<>(Arrays.asList(base.byMember()));
    byMember.addAll(Arrays.asList(more));
    double[][] scores = byMember.toArray(double[][]::new);
    double[] means = KernelEnsemble.mean(scores);
    ScoreCalibration calibration = ScoreCalibration.of(means, survival);
    double factor = base.model().calibration().slope() / calibration.slope();
    List<KernelEnsemble.Member> standIns =
        Double.isFinite(factor) && factor > 0
            ? base.model().standIns().stream().map(m -> m.times(factor)).toList()
            : List.of();
    KernelEnsemble model =
        new KernelEnsemble(List.copyOf(all.values()), List.copyOf(members), standIns, calibration);
    return new KernelEnsembleTrainer.Fit(model, means, scores);
  }

  private static KernelEnsemble.Member member(
      String name, KernelScore score, double lambda, KernelBlocks blocks, SurvivalData survival) {
    double[] scores = score.of(blocks.rows(), survival.size());
    double mean = KernelEnsembleTrainer.mean(scores);
    return new KernelEnsemble.Member(
        name, PanCancer.MODALITY, score, lambda, mean, KernelEnsembleTrainer.spread(scores, mean));
  }
}
