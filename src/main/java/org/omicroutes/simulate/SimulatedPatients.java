package org.omicroutes.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The patients: what is true of them (the module's activity, factors that do not matter for
 * survival, the log hazard), what the clinic knows, and which layers were measured.
 *
 * <p>Survival is Weibull of shape 1.3 with proportional hazards; a patient of average risk lives
 * three years in the median. Censoring is uniform over the follow-up, which is made as long as the
 * wanted share of events needs.
 */
final class SimulatedPatients {
  private static final double SHAPE = 1.3;
  private static final double MEDIAN_DAYS = 3 * 365.25;
  private static final double AGE_EFFECT = 0.035;
  private static final double STAGE_EFFECT = 0.45;
  private static final double[] STAGE_SHARES = {0.2, 0.35, 0.3, 0.15};

  /** Factors that shape the layers and have nothing to do with survival. */
  static final int NUISANCE_FACTORS = 3;

  final List<String> ids = new ArrayList<>();
  final double[] activity;
  final double[][] nuisance;
  final double[] clinicalRisk;
  final double[] risk;
  final int[] age;
  final int[] stage;
  final boolean[] female;
  final int[] batch;
  final long[] days;
  final boolean[] event;
  final boolean[] hasRna;
  final boolean[] hasMethylation;
  final boolean[] hasMutations;

  SimulatedPatients(CohortDesign design) {
    int n = design.patients();
    activity = new double[n];
    nuisance = new double[NUISANCE_FACTORS][n];
    clinicalRisk = new double[n];
    risk = new double[n];
    age = new int[n];
    stage = new int[n];
    female = new boolean[n];
    batch = new int[n];
    days = new long[n];
    event = new boolean[n];
    hasRna = new boolean[n];
    hasMethylation = new boolean[n];
    hasMutations = new boolean[n];
    int width = Math.max(3, Integer.toString(n).length());
    for (int i = 0; i < n; i++) {
      ids.add(String.format(Locale.ROOT, "P%0" + width + "d", i + 1));
    }
    drawTruth(design);
    drawSurvival(design);
    drawLayers(design);
  }

  private void drawTruth(CohortDesign design) {
    Draws draws = new Draws(design.seed(), 2);
    for (int i = 0; i < activity.length; i++) {
      activity[i] = draws.normal();
      for (double[] factor : nuisance) {
        factor[i] = draws.normal();
      }
      age[i] = (int) Math.max(28, Math.min(90, Math.rint(draws.normal(62, 11))));
      stage[i] = 1 + draws.weighted(STAGE_SHARES);
      female[i] = draws.chance(0.5);
      batch[i] = draws.below(design.batches());
      clinicalRisk[i] = AGE_EFFECT * (age[i] - 62) + STAGE_EFFECT * (stage[i] - 2.4);
      risk[i] = design.effect() * activity[i] + clinicalRisk[i];
    }
  }

  private void drawSurvival(CohortDesign design) {
    Draws draws = new Draws(design.seed(), 3);
    int n = risk.length;
    double scale = MEDIAN_DAYS / StrictMath.pow(StrictMath.log(2), 1 / SHAPE);
    double[] death = new double[n];
    double[] followed = new double[n];
    for (int i = 0; i < n; i++) {
      double hazardSum = -StrictMath.log(1 - draws.uniform());
      death[i] = scale * StrictMath.pow(hazardSum / StrictMath.exp(risk[i]), 1 / SHAPE);
      followed[i] = draws.uniform();
    }
    double followUp = followUp(death, followed, design.eventShare());
    for (int i = 0; i < n; i++) {
      double censored = followed[i] * followUp;
      event[i] = death[i] <= censored;
      days[i] = (long) Math.max(1, Math.ceil(Math.min(death[i], censored)));
    }
  }

  /** The length of follow-up at which the share of deaths seen reaches the wanted one. */
  private static double followUp(double[] death, double[] followed, double share) {
    double[] needed = new double[death.length];
    for (int i = 0; i < needed.length; i++) {
      needed[i] = death[i] / followed[i];
    }
    Arrays.sort(needed);
    int wanted = (int) Math.rint(share * needed.length);
    return needed[Math.max(0, Math.min(needed.length - 1, wanted - 1))];
  }

  /** Layers are missing at random; nobody is left without any. */
  private void drawLayers(CohortDesign design) {
    Draws draws = new Draws(design.seed(), 4);
    for (int i = 0; i < hasRna.length; i++) {
      hasRna[i] = !draws.chance(CohortDesign.NO_RNA);
      hasMethylation[i] = !draws.chance(CohortDesign.NO_METHYLATION);
      hasMutations[i] = !draws.chance(CohortDesign.NO_MUTATIONS);
      hasRna[i] |= !hasMethylation[i] && !hasMutations[i];
    }
  }

  int size() {
    return activity.length;
  }

  /** The positions of the patients for whom a layer was measured. */
  static int[] having(boolean[] layer) {
    return java.util.stream.IntStream.range(0, layer.length).filter(i -> layer[i]).toArray();
  }
}
