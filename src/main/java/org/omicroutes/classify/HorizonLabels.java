package org.omicroutes.classify;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.survival.CensoringWeights;

/**
 * Who died by a horizon. The positive class (1) is death at or before it, the negative one (0)
 * being alive beyond it; a patient censored at or before it has no label.
 *
 * @param patients in the order of the survival data
 * @param days the horizon, &gt; 0
 * @param labels 1, 0, or NaN where there is none
 * @param weights of the labelled, &gt; 0, with mean 1 over them; 0 where there is no label
 */
public record HorizonLabels(List<String> patients, double days, double[] labels, double[] weights) {

  /** What is done about patients censored before the horizon. */
  public enum Censored {
    /** Those with a label are weighted by the inverse probability of censoring. */
    WEIGHTED,
    /** They are left out; every label weighs the same. */
    LEFT_OUT
  }

  public HorizonLabels {
    patients = List.copyOf(patients);
    if (labels.length != patients.size() || weights.length != patients.size()) {
      throw new IllegalArgumentException(
          patients.size()
              + " patients, "
              + labels.length
              + " labels, "
              + weights.length
              + " weights");
    }
  }

  /**
   * Labels and weights of patients. Weighted, a death at T has the weight {@code 1/G(T-)} and a
   * patient seen beyond the horizon h {@code 1/G(h)}, G being the Kaplan-Meier estimate of the
   * censoring distribution in these patients (Graf et al., 1999), so that the labelled stand for
   * all as long as censoring does not depend on the patient; then all are divided by their mean.
   *
   * @param days the horizon, &gt; 0
   * @throws DataException where nobody died by the horizon or nobody is followed beyond it
   */
  public static HorizonLabels of(SurvivalData survival, double days, Censored censored) {
    if (!(days > 0) || Double.isInfinite(days)) {
      throw new IllegalArgumentException("horizon " + days + ", expected days > 0");
    }
    int n = survival.size();
    CensoringWeights known = new CensoringWeights(survival.times(), survival.events(), days);
    double[] labels = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      labels[i] = known.isCase(i) ? 1 : known.isControl(i) ? 0 : Double.NaN;
      if (!Double.isNaN(labels[i])) {
        weights[i] = censored == Censored.WEIGHTED ? known.weight(i) : 1;
      }
    }
    HorizonLabels all = scaled(survival.sampleIds(), days, labels, weights);
    all.requireBoth(survival);
    return all;
  }

  private void requireBoth(SurvivalData survival) {
    String who = " among " + survival.size() + " patients";
    if (alive() == 0) {
      double last = Arrays.stream(survival.times()).max().orElse(0);
      throw DataException.of(
          "nobody followed beyond " + horizon() + who + " (the last was seen on day " + last + ")",
          "a horizon that some patients are seen to outlive");
    }
    if (deaths() == 0) {
      throw DataException.of(
          "no death by " + horizon() + who, "patients of whom some die by the horizon");
    }
  }

  private String horizon() {
    return String.format(
        Locale.ROOT, "day %.1f (month %.1f)", days, days / SurvivalPredictions.DAYS_PER_MONTH);
  }

  private static HorizonLabels scaled(
      List<String> patients, double days, double[] labels, double[] weights) {
    double mean = Arrays.stream(weights).filter(w -> w > 0).average().orElse(1);
    double[] scaled = Arrays.stream(weights).map(w -> w / mean).toArray();
    return new HorizonLabels(patients, days, labels, scaled);
  }

  /**
   * Some of the patients, their weights as they are in all but with mean 1 again. One class, or
   * both, may be empty then.
   *
   * @param positions in {@link #patients}
   */
  public HorizonLabels select(int[] positions) {
    return scaled(
        Arrays.stream(positions).mapToObj(patients::get).toList(),
        days,
        Arrays.stream(positions).mapToDouble(i -> labels[i]).toArray(),
        Arrays.stream(positions).mapToDouble(i -> weights[i]).toArray());
  }

  /** Only those with a label. */
  public HorizonLabels labelledOnly() {
    return select(labelled());
  }

  /** Positions of the patients with a label, ascending. */
  public int[] labelled() {
    return IntStream.range(0, labels.length).filter(i -> !Double.isNaN(labels[i])).toArray();
  }

  /** How many died at or before the horizon. */
  public int deaths() {
    return count(1);
  }

  /** How many were seen alive beyond the horizon. */
  public int alive() {
    return count(0);
  }

  /** How many have no label: censored at or before the horizon. */
  public int unlabelled() {
    return labels.length - deaths() - alive();
  }

  private int count(double label) {
    return (int) Arrays.stream(labels).filter(v -> v == label).count();
  }
}
