package org.omicroutes.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.omicroutes.cohort.StopSignal;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.survival.Estimate;

/**
 * One model's held-out predictions of a cohort: each patient once in each repeat. Arrays run along
 * the patients of the cohort.
 */
final class StudyModel {
  private final String name;
  private final List<StudyFold> folds;
  private final int patients;
  private final int[] months;
  private final double[][] risk;
  private final double[][] quantiles;
  private final int[][] foldOf;
  private final double[][][] curves;

  /**
   * @param folds all folds of all repeats, in order
   * @param patients of the cohort
   */
  StudyModel(String name, List<StudyFold> folds, int patients) {
    this.name = name;
    this.folds = List.copyOf(folds);
    this.patients = patients;
    int repeats = folds.get(folds.size() - 1).repeat() + 1;
    months = folds.get(0).test().predictions().horizonMonths();
    risk = new double[repeats][patients];
    quantiles = new double[repeats][patients];
    foldOf = new int[repeats][patients];
    curves = new double[repeats][patients][];
    for (StudyFold fold : folds) {
      double[] own = fold.test().riskQuantiles();
      for (int k = 0; k < own.length; k++) {
        int i = fold.patients()[k];
        risk[fold.repeat()][i] = fold.test().predictions().risk()[k];
        quantiles[fold.repeat()][i] = own[k];
        foldOf[fold.repeat()][i] = fold.fold();
        curves[fold.repeat()][i] = fold.test().predictions().survival()[k];
      }
    }
  }

  /** What it predicted in the first repeats. */
  StudyModel first(int repeats) {
    return repeats >= risk.length
        ? this
        : new StudyModel(name, folds.stream().filter(f -> f.repeat() < repeats).toList(), patients);
  }

  String name() {
    return name;
  }

  List<StudyFold> folds() {
    return folds;
  }

  int repeats() {
    return risk.length;
  }

  int[] months() {
    return months;
  }

  /** Horizons in days. */
  double[] days() {
    return Arrays.stream(months).mapToDouble(m -> m * SurvivalPredictions.DAYS_PER_MONTH).toArray();
  }

  double[] risk(int repeat) {
    return risk[repeat];
  }

  /** Mid-rank of the risk within the fold over its patients: comparable over folds. */
  double[] quantiles(int repeat) {
    return quantiles[repeat];
  }

  int[] foldOf(int repeat) {
    return foldOf[repeat];
  }

  /** Patients × horizons. */
  double[][] curves(int repeat) {
    return curves[repeat];
  }

  /** Predicted survival at a horizon; null where the model has no such horizon. */
  double[] survivalAt(int repeat, int month) {
    int at = Arrays.binarySearch(months, month);
    return at < 0 ? null : Arrays.stream(curves[repeat]).mapToDouble(curve -> curve[at]).toArray();
  }

  /** The mean over repeats of each patient's quantile. */
  double[] meanQuantiles() {
    double[] mean = new double[patients];
    for (double[] repeat : quantiles) {
      for (int i = 0; i < patients; i++) {
        mean[i] += repeat[i] / quantiles.length;
      }
    }
    return mean;
  }

  /** Groups of about equal size by quantile of the risk, as {@link RiskGroupCurves} has them. */
  static int[] groups(double[] quantiles, int count) {
    return Arrays.stream(quantiles).mapToInt(q -> Math.min(count - 1, (int) (q * count))).toArray();
  }

  /** A measure in each fold, in their order. */
  Estimate[] perFold(Function<HeldOut, Estimate> measure) {
    StopSignal stop = StopSignal.current();
    return folds.stream()
        .parallel()
        .map(f -> stop.get(() -> measure.apply(f.test())))
        .toArray(Estimate[]::new);
  }

  /**
   * The mean over the folds of all repeats where there is an estimate. The influence of a patient
   * is the mean of what they have in each repeat, so that repeats do not count as more patients.
   */
  StudyValue meanOverFolds(Estimate[] estimates, double level) {
    Total total = total(estimates);
    return value(total.sum, total.influence, total.known, level);
  }

  /** As above, with the influence of each patient of the cohort. */
  Estimate meanOverFolds(Estimate[] estimates) {
    Total total = total(estimates);
    double[] mean = Arrays.stream(total.influence).map(d -> d / total.known).toArray();
    return new Estimate(total.known == 0 ? Double.NaN : total.sum / total.known, mean);
  }

  private record Total(double sum, double[] influence, int known) {}

  private Total total(Estimate[] estimates) {
    double[] influence = new double[patients];
    double sum = 0;
    int known = 0;
    for (int f = 0; f < estimates.length; f++) {
      if (estimates[f].estimable()) {
        known++;
        sum += estimates[f].value();
        for (int k = 0; k < estimates[f].influence().length; k++) {
          influence[folds.get(f).patients()[k]] += estimates[f].influence()[k];
        }
      }
    }
    return new Total(sum, influence, known);
  }

  /** As {@link #meanOverFolds} of one estimate a repeat, of all patients. */
  static StudyValue meanOverRepeats(Estimate[] estimates, double level) {
    double[] influence = new double[estimates[0].influence().length];
    double sum = 0;
    int known = 0;
    for (Estimate estimate : estimates) {
      if (estimate.estimable()) {
        known++;
        sum += estimate.value();
        for (int i = 0; i < influence.length; i++) {
          influence[i] += estimate.influence()[i];
        }
      }
    }
    return value(sum, influence, known, level);
  }

  private static StudyValue value(double sum, double[] influence, int known, double level) {
    if (known == 0) {
      return StudyValue.NONE;
    }
    double squares = Arrays.stream(influence).map(d -> d * d).sum();
    return StudyValue.normal(sum / known, Math.sqrt(squares) / known, level, 0, 1);
  }
}
