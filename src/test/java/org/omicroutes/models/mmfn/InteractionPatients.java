package org.omicroutes.models.mmfn;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.models.ClassOptions;
import org.omicroutes.models.Modality;
import org.omicroutes.models.Modality.Kind;
import org.omicroutes.models.PatientData;

/**
 * A seeded cohort whose outcome is told by an interaction between the modalities: the log hazard is
 * the product of what a module of genes and of what a clinical variable say. Neither of them tells
 * anything alone. About half of the patients die by 36 months, one in ten is censored before.
 *
 * @param truth the product, of each patient
 */
public record InteractionPatients(PatientData data, SurvivalData survival, double[] truth) {
  private static final int GENES = 20;
  private static final int MODULE = 6;
  private static final double STRENGTH = 3;

  /** A cohort of this size. */
  public static InteractionPatients cohort(int patients, long seed) {
    Random random = new Random(seed);
    List<String> ids = IntStream.range(0, patients).mapToObj(i -> "p" + i).toList();
    double[][] genes = new double[GENES][patients];
    double[][] clinical = new double[2][patients];
    double[] times = new double[patients];
    boolean[] events = new boolean[patients];
    double[] truth = new double[patients];
    double horizon = ClassOptions.DEFAULT.days();
    for (int i = 0; i < patients; i++) {
      double module = random.nextGaussian();
      for (int g = 0; g < GENES; g++) {
        genes[g][i] = random.nextGaussian() * (g < MODULE ? 0.6 : 1) + (g < MODULE ? module : 0);
      }
      clinical[0][i] = random.nextGaussian();
      clinical[1][i] = random.nextGaussian();
      truth[i] = module * clinical[0][i];
      double death =
          -Math.log(random.nextDouble()) * horizon / Math.log(2) * Math.exp(-STRENGTH * truth[i]);
      double censoring = -Math.log(random.nextDouble()) * horizon * 8;
      times[i] = Math.ceil(Math.min(death, censoring)) + 1;
      events[i] = death <= censoring;
    }
    List<String> names = IntStream.range(0, GENES).mapToObj(g -> "g" + g).toList();
    Map<String, Modality> modalities =
        Map.of(
            "rna",
            new Modality(Kind.CONTINUOUS, LabelledMatrix.of(names, ids, genes)),
            "clinical",
            new Modality(
                Kind.CLINICAL, LabelledMatrix.of(List.of("marker", "other"), ids, clinical)));
    return new InteractionPatients(
        new PatientData(ids, modalities), new SurvivalData(ids, times, events), truth);
  }

  /** Patients from one position to another. */
  public List<String> ids(int from, int to) {
    return data.patients().subList(from, to);
  }
}
