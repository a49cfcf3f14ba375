package org.omicroutes.survival;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;

/**
 * The training samples as the trees that did not draw them see them (out-of-bag): what a forest
 * would say of a sample that it was not trained on. Samples are in the order of the survival data.
 */
public final class ForestOutOfBag {
  private static final int GRID = 100;

  private final SurvivalForest forest;
  private final ForestData data;
  private final SurvivalData survival;
  private final boolean[][] drawn;

  /**
   * @param forest grown on just these samples with these settings
   */
  public ForestOutOfBag(
      SurvivalForest forest, LabelledMatrix x, SurvivalData survival, ForestSettings settings) {
    this(forest, SurvivalForest.data(x, survival), survival, settings);
  }

  ForestOutOfBag(
      SurvivalForest forest, ForestData data, SurvivalData survival, ForestSettings settings) {
    this.forest = forest;
    this.data = data;
    this.survival = survival;
    drawn = new boolean[forest.size()][data.samples()];
    for (int b = 0; b < drawn.length; b++) {
      int[] counts = ForestGrower.drawn(data.samples(), settings, b);
      for (int i = 0; i < counts.length; i++) {
        drawn[b][i] = counts[i] > 0;
      }
    }
  }

  /**
   * Each sample by the trees that did not draw it; NaN where all did.
   *
   * @param days times of the survival probabilities, ascending
   */
  public ForestPrediction predict(double[] days, int threads) {
    int[] until = forest.until(days);
    ForestPrediction prediction = ForestPrediction.empty(data.samples());
    ForestWorkers.each(
        data.samples(),
        threads,
        i ->
            forest.predict(
                prediction, data.original(i), f -> data.value(f, i), b -> !drawn[b][i], until));
    return prediction;
  }

  /**
   * The samples that a tree did not draw, in order of time.
   *
   * @return positions in {@link ForestData}
   */
  int[] samples(int tree) {
    return IntStream.range(0, data.samples()).filter(i -> !drawn[tree][i]).toArray();
  }

  /**
   * Out-of-bag performance.
   *
   * @param concordance Harrell's C of the mortality; NaN where no pair can be compared
   * @param integratedBrier integrated Brier score from 0 to {@code days}, trapezoid rule; NaN where
   *     it cannot be estimated
   * @param days the last time of the Brier score
   * @param samples how many samples some tree could tell of
   */
  public record Performance(double concordance, double integratedBrier, double days, int samples) {}

  /**
   * Performance with the Brier score at 100 equally spaced times up to the last time at which a
   * tenth of the samples is still at risk.
   */
  public Performance performance(int threads) {
    double[] sorted = Arrays.stream(survival.times()).sorted().toArray();
    double end = sorted[sorted.length - (sorted.length + 9) / 10];
    double[] grid = new double[GRID];
    Arrays.setAll(grid, t -> end * (t + 1) / GRID);
    return performance(grid, threads);
  }

  /**
   * @param days times of the Brier score, ascending
   */
  public Performance performance(double[] days, int threads) {
    ForestPrediction prediction = predict(days, threads);
    int[] told =
        IntStream.range(0, survival.size()).filter(i -> prediction.trees()[i] > 0).toArray();
    double last = days[days.length - 1];
    if (told.length == 0) {
      return new Performance(Double.NaN, Double.NaN, last, 0);
    }
    double[] times = new double[told.length];
    boolean[] events = new boolean[told.length];
    double[] risk = new double[told.length];
    for (int k = 0; k < told.length; k++) {
      times[k] = survival.time(told[k]);
      events[k] = survival.event(told[k]);
      risk[k] = prediction.risk()[told[k]];
    }
    Estimate[] scores = new Estimate[days.length];
    for (int t = 0; t < days.length; t++) {
      int at = t;
      double[] alive = Arrays.stream(told).mapToDouble(i -> prediction.survival()[i][at]).toArray();
      scores[t] = BrierScore.at(times, events, alive, days[t]);
    }
    return new Performance(
        Concordance.harrell(times, events, risk).value(),
        BrierScore.integrated(days, scores, BrierScore.Integration.TRAPEZOID).value(),
        last,
        told.length);
  }
}
