package org.omicroutes.models.mmfn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.classify.HorizonLabels;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.models.ClassOptions;
import org.omicroutes.models.ModelTrainer.FitContext;
import org.omicroutes.neural.fusion.FusionConfig;

/** MMFN beside its parts on patients whose outcome an interaction tells. */
public final class Interaction {
  private static final int TRAINING = 600;
  private static final int ALL = 1200;

  private Interaction() {}

  /** Layers after the branches that are too narrow to multiply what comes out of them. */
  public static FusionPreset narrow(int epochs, boolean ensemble) {
    return new FusionPreset(
        5000,
        false,
        ensemble,
        new FusionConfig(
            1,
            1,
            List.of(),
            List.of(16, 8),
            List.of(16, 8),
            List.of(4),
            List.of(4),
            2,
            2,
            true,
            0,
            0,
            0,
            1e-3,
            5e-3,
            5,
            32,
            epochs,
            epochs));
  }

  /** AUC on 600 patients that were not seen, by model; trained on 600. */
  public static Map<String, Double> areas(
      long seed, FusionPreset preset, List<FusionTrainer> arms) {
    InteractionPatients cohort = InteractionPatients.cohort(ALL, seed);
    FitContext context = new FitContext(seed, 5, null);
    List<String> training = cohort.ids(0, TRAINING);
    List<String> test = cohort.ids(TRAINING, ALL);
    Map<String, Double> areas = new LinkedHashMap<>();
    for (FusionTrainer arm : arms) {
      SurvivalData survival = cohort.survival().select(training);
      MmfnModel model = arm.fit(cohort.data().select(training), survival, context, preset).model();
      double[] said = model.probability(cohort.data().select(test));
      areas.put(arm.name(), area(said, cohort.survival().select(test)));
    }
    return areas;
  }

  /** The four models. */
  public static List<FusionTrainer> arms() {
    return List.of(
        new MmfnTrainer(),
        new MmfnConcatTrainer(),
        new MmfnGenomicTrainer(),
        new MmfnClinicalTrainer());
  }

  /** Weighted share of pairs of a patient who died and one who did not that are in order. */
  public static double area(double[] scores, SurvivalData survival) {
    ClassOptions options = ClassOptions.DEFAULT;
    HorizonLabels labels = HorizonLabels.of(survival, options.days(), options.censored());
    double pairs = 0;
    double right = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (labels.labels()[i] == 1 && labels.labels()[j] == 0) {
          double weight = labels.weights()[i] * labels.weights()[j];
          pairs += weight;
          right += weight * (Math.signum(scores[i] - scores[j]) + 1) / 2;
        }
      }
    }
    return right / pairs;
  }
}
