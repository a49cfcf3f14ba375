package org.omicroutes.survival;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;

/**
 * A random survival forest (Ishwaran et al., Annals of Applied Statistics 2008). Each tree draws
 * its samples; each node draws {@code mtry} features and splits where the log-rank statistic is
 * largest, in the middle between two values; a leaf's cumulative hazard is the Nelson-Aalen
 * estimate of its samples. The forest's is the mean over trees, at any time: no time grid is laid,
 * leaves keep their own event times.
 *
 * <p>A node is not split where it would get a child with fewer than {@code minNodeSize} samples, or
 * where no drawn feature parts its samples with a statistic above 0. Of equally good splits the
 * first one found is taken. These are the rules of R's {@code ranger}.
 *
 * <p>Missing values (NaN) take part as such, in training and prediction alike (missingness
 * incorporated in attributes; Twala, Jones and Hand, Pattern Recognition Letters 2008): each split
 * is tried with the missing values on the left and on the right, and missing is tried against
 * known. Where a node saw none, a missing value goes to the larger child.
 *
 * <p>The same seed gives the same forest on any number of threads and in any order of samples.
 */
public final class SurvivalForest {
  private final List<String> features;
  private final double[] eventTimes;
  private final ForestTree[] trees;
  private final double[][] mortality;

  SurvivalForest(List<String> features, double[] eventTimes, ForestTree[] trees) {
    this.features = List.copyOf(features);
    this.eventTimes = eventTimes;
    this.trees = trees;
    this.mortality = new double[trees.length][];
    Arrays.setAll(mortality, b -> trees[b].mortalities(eventTimes.length));
  }

  /**
   * Grows a forest.
   *
   * @param x features × samples, NaN where missing; must hold the samples of {@code survival}
   * @param threads 0: as many as there are processors
   * @throws DataException where no event was seen or there is no feature
   */
  public static SurvivalForest fit(
      LabelledMatrix x, SurvivalData survival, ForestSettings settings, int threads) {
    return fit(x.featureIds(), data(x, survival), settings, threads);
  }

  static SurvivalForest fit(
      List<String> features, ForestData data, ForestSettings settings, int threads) {
    ForestTree[] trees = new ForestTree[settings.trees()];
    ForestWorkers.each(trees.length, threads, b -> trees[b] = ForestGrower.grow(data, settings, b));
    return new SurvivalForest(features, data.eventTimes(), trees);
  }

  /** The training samples, ready for growing. */
  static ForestData data(LabelledMatrix x, SurvivalData survival) {
    if (survival.eventCount() == 0) {
      throw DataException.of(
          "no event among " + survival.size() + " samples (all censored)", "at least one event");
    }
    if (x.featureCount() == 0) {
      throw DataException.of("no feature", "at least one");
    }
    return new ForestData(x.selectSamples(survival.sampleIds()).toArray(), survival);
  }

  /**
   * Predicts all samples of a matrix by all trees. Features are matched by name; one that the
   * matrix lacks counts as missing.
   *
   * @param days times of the survival probabilities, ascending
   */
  public ForestPrediction predict(LabelledMatrix x, double[] days, int threads) {
    int[] rows = features.stream().mapToInt(x::featureIndex).toArray();
    int[] until = until(days);
    ForestPrediction prediction = ForestPrediction.empty(x.sampleCount());
    ForestWorkers.each(
        x.sampleCount(),
        threads,
        s ->
            predict(
                prediction, s, f -> rows[f] < 0 ? Double.NaN : x.at(rows[f], s), b -> true, until));
    return prediction;
  }

  /** Predicts one sample by the trees that may tell of it. */
  void predict(
      ForestPrediction prediction,
      int sample,
      ForestTree.Values values,
      IntPredicate may,
      int[] until) {
    double sum = 0;
    double[] hazard = new double[until.length];
    int told = 0;
    for (int b = 0; b < trees.length; b++) {
      if (may.test(b)) {
        int leaf = trees[b].leaf(values);
        sum += mortality[b][leaf];
        trees[b].addHazard(leaf, until, hazard);
        told++;
      }
    }
    prediction.set(sample, sum, hazard, told);
  }

  /** How many event times are at or before each of the given times. */
  int[] until(double[] days) {
    int[] until = new int[days.length];
    for (int t = 0; t < days.length; t++) {
      int found = Arrays.binarySearch(eventTimes, days[t]);
      until[t] = found < 0 ? -found - 1 : found + 1;
    }
    return until;
  }

  /** The trees as compressed bytes, for a saved model; {@link #unpack} reads them. */
  public byte[] pack() {
    return ForestCodec.write(this);
  }

  /**
   * A forest packed by {@link #pack}.
   *
   * @param features names in the order of training
   * @param eventTimes of the training samples in days
   * @throws DataException where the trees are damaged
   */
  public static SurvivalForest unpack(List<String> features, double[] eventTimes, byte[] trees) {
    return new SurvivalForest(
        features, eventTimes, ForestCodec.read(trees, features.size(), eventTimes.length));
  }

  /** Names of the features in the order of training. */
  public List<String> features() {
    return features;
  }

  /** Distinct event times of the training samples in days, ascending. */
  public double[] eventTimes() {
    return eventTimes.clone();
  }

  public int size() {
    return trees.length;
  }

  ForestTree tree(int b) {
    return trees[b];
  }

  /** The mortality of each leaf of a tree, by node. */
  double[] leafMortality(int b) {
    return mortality[b];
  }
}
