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
  /** Units after the branches that are too few to tell each subtype's pathway apart. */
  public static final int NARROW = 2;

  /** Units after the branches that are enough for that. */
  public static final int WIDE = 16;

  /** Epochs of each network; the one with the lowest validation loss is kept. */
  public static final int EPOCHS = 40;

  private static final int TRAINING = 800;
  private static final int ALL = 1800;

  private Interaction() {}

  /**
   * Small branches, four heads over tokens of eight.
   *
   * @param units of the one layer after the branches, the same with and without attention
   */
  public static FusionPreset sizes(int units, int epochs, boolean ensemble) {
    return new FusionPreset(
        5000,
        false,
        ensemble,
        new FusionConfig(
            1,
            1,
            List.of(),
            List.of(32),
            List.of(16),
            List.of(units),
            List.of(),
            4,
            8,
            true,
            0,
            0,
            0,
            1e-3,
            1e-2,
            10,
            32,
            epochs,
            epochs));
  }

  /** AUC on 1,000 patients that were not seen, by model; trained on 800. */
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
