package org.omicroutes.cohort;

import java.util.List;

/**
 * What a model says of each sample: a risk score (higher is worse; any scale) and the probability
 * to be alive at each horizon.
 *
 * @param sampleIds the samples
 * @param risk one score a sample
 * @param horizonMonths the horizons in months, ascending
 * @param survival samples × horizons, each in [0, 1] and not increasing along a row
 */
public record SurvivalPredictions(
    List<String> sampleIds, double[] risk, int[] horizonMonths, double[][] survival) {

  /** Days in a month: 365.25 / 12. */
  public static final double DAYS_PER_MONTH = 365.25 / 12;

  public SurvivalPredictions {
    sampleIds = List.copyOf(sampleIds);
    if (risk.length != sampleIds.size() || survival.length != sampleIds.size()) {
      throw new IllegalArgumentException(
          sampleIds.size() + " samples, " + risk.length + " risks, " + survival.length + " curves");
    }
    for (double[] curve : survival) {
      if (curve.length != horizonMonths.length) {
        throw new IllegalArgumentException(
            curve.length + " probabilities for " + horizonMonths.length + " horizons");
      }
    }
  }

  /** The horizon in days. */
  public double horizonDays(int horizon) {
    return horizonMonths[horizon] * DAYS_PER_MONTH;
  }

  /** The named samples in the given order; an unknown one is a programming error. */
  public SurvivalPredictions select(List<String> wanted) {
    int[] from = new Labels(sampleIds, "sample").positions(wanted);
    double[] selectedRisk = new double[from.length];
    double[][] selectedSurvival = new double[from.length][];
    for (int i = 0; i < from.length; i++) {
      selectedRisk[i] = risk[from[i]];
      selectedSurvival[i] = survival[from[i]];
    }
    return new SurvivalPredictions(wanted, selectedRisk, horizonMonths, selectedSurvival);
  }

  /**
   * These horizons only, in the given order; an unknown one is a programming error.
   *
   * @param months each one of {@link #horizonMonths}
   */
  public SurvivalPredictions at(int[] months) {
    double[][] curves = new double[survival.length][months.length];
    for (int h = 0; h < months.length; h++) {
      int from = 0;
      while (horizonMonths[from] != months[h]) {
        from++;
      }
      for (int i = 0; i < curves.length; i++) {
        curves[i][h] = survival[i][from];
      }
    }
    return new SurvivalPredictions(sampleIds, risk, months, curves);
  }
}
