package org.omicroutes.models.mmfn;

import java.util.ArrayList;
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
 * A seeded cohort in which the tumour's subtype decides which pathway matters and in which
 * direction: in the first subtype the activity of the first pathway raises the log hazard, in the
 * second it lowers it, in the third and fourth the same of the second pathway, and so on. Over all
 * subtypes no gene tells anything, and over all tumours no subtype does; age never does. About half
 * of the patients die by 36 months, one in ten is censored before.
 *
 * @param truth the log hazard of each patient
 */
public record InteractionPatients(PatientData data, SurvivalData survival, double[] truth) {
  private static final int PATHWAYS = 2;
  private static final int SUBTYPES = 2 * PATHWAYS;

  /** Genes of a pathway, and genes that are of none. */
  private static final int MEMBERS = 8;

  private static final int OTHERS = 8;
  private static final int GENES = PATHWAYS * MEMBERS + OTHERS;

  /** Standard deviation of a gene around the activity of its pathway, which has 1. */
  private static final double NOISE = 0.6;

  private static final double STRENGTH = 3;

  /** A cohort of this size. */
  public static InteractionPatients cohort(int patients, long seed) {
    Random random = new Random(seed);
    List<String> ids = IntStream.range(0, patients).mapToObj(i -> "p" + i).toList();
    double[][] genes = new double[GENES][patients];
    double[][] clinical = new double[SUBTYPES + 1][patients];
    double[] times = new double[patients];
    boolean[] events = new boolean[patients];
    double[] truth = new double[patients];
    double horizon = ClassOptions.DEFAULT.days();
    for (int i = 0; i < patients; i++) {
      double[] activity = new double[PATHWAYS];
      for (int k = 0; k < PATHWAYS; k++) {
        activity[k] = random.nextGaussian();
      }
      for (int g = 0; g < GENES; g++) {
        int pathway = g / MEMBERS;
        double own = random.nextGaussian();
        genes[g][i] = pathway < PATHWAYS ? activity[pathway] + NOISE * own : own;
      }
      int subtype = random.nextInt(SUBTYPES);
      clinical[subtype][i] = 1;
      clinical[SUBTYPES][i] = 60 + 10 * random.nextGaussian();
      truth[i] = STRENGTH * activity[subtype / 2] * (subtype % 2 == 0 ? 1 : -1);
      double death = -Math.log(random.nextDouble()) * horizon / Math.log(2) * Math.exp(-truth[i]);
      double censoring = -Math.log(random.nextDouble()) * horizon * 8;
      times[i] = Math.ceil(Math.min(death, censoring)) + 1;
      events[i] = death <= censoring;
    }
    return new InteractionPatients(
        data(ids, genes, clinical), new SurvivalData(ids, times, events), truth);
  }

  private static PatientData data(List<String> ids, double[][] genes, double[][] clinical) {
    List<String> names = IntStream.range(0, GENES).mapToObj(g -> "g" + g).toList();
    List<String> columns = new ArrayList<>();
    for (int k = 1; k <= SUBTYPES; k++) {
      columns.add("subtype=S" + k);
    }
    columns.add("age");
    return new PatientData(
        ids,
        Map.of(
            "rna",
            new Modality(Kind.CONTINUOUS, LabelledMatrix.of(names, ids, genes)),
            "clinical",
            new Modality(Kind.CLINICAL, LabelledMatrix.of(columns, ids, clinical))));
  }

  /** Patients from one position to another. */
  public List<String> ids(int from, int to) {
    return data.patients().subList(from, to);
  }
}
