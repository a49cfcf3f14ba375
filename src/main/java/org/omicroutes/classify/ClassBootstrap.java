package org.omicroutes.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.survival.Bootstrap;
import org.omicroutes.survival.CensoringWeights;
import org.omicroutes.survival.Holm;

/**
 * The bootstrap over patients of several models' measures: all models on the same resamples. All
 * patients are drawn, those without a label included, and the censoring weights are estimated anew
 * in every resample. A model may have several predictions of the same patients (repeats of a
 * cross-validation); its measure is the mean over them.
 */
public final class ClassBootstrap {

  /** What is measured. */
  public enum Measure {
    /** Area under the ROC curve. */
    AUC(RocAuc::value),
    /** Area under the precision-recall steps. */
    AVERAGE_PRECISION(PrecisionRecall::value),
    /** Mean squared error of the probability. */
    BRIER(ProbabilityScore::brierValue),
    /** Binary cross-entropy. */
    LOG_LOSS(ProbabilityScore::logLossValue);

    private final ToDoubleFunction<ScoredLabels> of;

    Measure(ToDoubleFunction<ScoredLabels> of) {
      this.of = of;
    }
  }

  /**
   * A model against the reference.
   *
   * @param test reference minus model; limits are percentiles, p-value by the standard error
   * @param holm p-value corrected for the number of models
   */
  public record Difference(String model, PairedTest test, double holm) {}

  private final SurvivalData survival;
  private final HorizonLabels labels;
  private final boolean weighted;
  private final int[] known;
  private final Map<String, List<ScoredLabels>> models = new LinkedHashMap<>();
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final double[] values;
  private final double[][] replicates;

  /**
   * @param days the horizon
   * @param probabilities by model: repeats × patients, the probability of death by the horizon
   * @param resamples how many
   * @throws DataException where one of the classes has nobody, or a model has no probability for a
   *     patient with a label
   */
  public ClassBootstrap(
      SurvivalData survival,
      double days,
      HorizonLabels.Censored censored,
      Map<String, double[][]> probabilities,
      int resamples,
      long seed) {
    this.survival = survival;
    this.labels = HorizonLabels.of(survival, days, censored);
    this.weighted = censored == HorizonLabels.Censored.WEIGHTED;
    this.known = labels.labelled();
    probabilities.forEach((model, repeats) -> models.put(model, scored(model, repeats)));
    models.keySet().forEach(model -> columns.put(model, columns.size() * Measure.values().length));
    this.values = measure(null);
    this.replicates =
        Bootstrap.replicates(
            survival.size(), resamples, seed, drawn -> measure(resampledWeights(drawn)));
  }

  private List<ScoredLabels> scored(String model, double[][] repeats) {
    if (repeats.length == 0) {
      throw DataException.of("no predictions of model " + model, "at least one for every patient");
    }
    List<ScoredLabels> scored = new ArrayList<>();
    for (double[] probability : repeats) {
      ScoredLabels one = ScoredLabels.of(labels, probability);
      one.requireProbabilities();
      scored.add(one);
    }
    return scored;
  }

  /** Of the labelled: how often each was drawn, times its weight in the resample. */
  private double[] resampledWeights(int[] drawn) {
    int n = survival.size();
    int[] of = new int[Arrays.stream(drawn).sum()];
    double[] times = new double[of.length];
    boolean[] events = new boolean[of.length];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < drawn[i]; k++) {
        of[at] = i;
        times[at] = survival.time(i);
        events[at++] = survival.event(i);
      }
    }
    CensoringWeights censoring = new CensoringWeights(times, events, labels.days());
    double[] weights = new double[n];
    for (int k = 0; k < of.length; k++) {
      weights[of[k]] += weighted ? censoring.weight(k) : 1;
    }
    return Arrays.stream(known).mapToDouble(i -> weights[i]).toArray();
  }

  /**
   * All models' measures, one after the other.
   *
   * @param weights of the labelled; null: their own
   */
  private double[] measure(double[] weights) {
    Measure[] measures = Measure.values();
    double[] all = new double[models.size() * measures.length];
    models.forEach(
        (model, repeats) -> {
          int at = columns.get(model);
          for (ScoredLabels repeat : repeats) {
            ScoredLabels data = weights == null ? repeat : repeat.reweighted(weights);
            for (Measure measure : measures) {
              all[at + measure.ordinal()] += measure.of.applyAsDouble(data) / repeats.size();
            }
          }
        });
    return all;
  }

  private int column(String model, Measure measure) {
    Integer first = columns.get(model);
    if (first == null) {
      throw new IllegalArgumentException(
          "model " + model + ", expected one of " + columns.keySet());
    }
    return first + measure.ordinal();
  }

  /**
   * A model's measure with limits of its resamples, moved by their bias.
   *
   * @param level coverage, within (0, 1)
   */
  public Interval interval(String model, Measure measure, double level) {
    int column = column(model, measure);
    double[] drawn = Arrays.stream(replicates).mapToDouble(r -> r[column]).toArray();
    Bootstrap.Spread spread = Bootstrap.spread(values[column], drawn, level);
    double most = measure == Measure.LOG_LOSS ? Double.POSITIVE_INFINITY : 1;
    return new Interval(
        values[column], Math.max(0, spread.lower()), Math.min(most, spread.upper()));
  }

  /**
   * All other models against a reference, p-values corrected over them by Holm's method. The
   * p-value is normal with the standard error of the resamples; NaN where that is 0, as of equal
   * predictions.
   *
   * @param level coverage of the limits, which are not corrected
   */
  public List<Difference> against(String reference, Measure measure, double level) {
    int own = column(reference, measure);
    List<String> others = models.keySet().stream().filter(m -> !m.equals(reference)).toList();
    List<PairedTest> tests = new ArrayList<>();
    for (String model : others) {
      int other = column(model, measure);
      double difference = values[own] - values[other];
      double[] drawn = Arrays.stream(replicates).mapToDouble(r -> r[own] - r[other]).toArray();
      Bootstrap.Spread spread = Bootstrap.spread(difference, drawn, level);
      PairedTest normal = PairedTest.of(difference, spread.standardError(), level);
      tests.add(normal.withLimits(spread.lower(), spread.upper()));
    }
    double[] adjusted = Holm.adjust(tests.stream().mapToDouble(PairedTest::pValue).toArray());
    List<Difference> differences = new ArrayList<>();
    for (int k = 0; k < adjusted.length; k++) {
      differences.add(new Difference(others.get(k), tests.get(k), adjusted[k]));
    }
    return differences;
  }
}
