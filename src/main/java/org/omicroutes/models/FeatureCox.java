package org.omicroutes.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.neural.RidgeCox;
import org.omicroutes.survival.BreslowBaseline;
import org.omicroutes.survival.CoxModel;
import org.omicroutes.survival.FoldSplit;

/**
 * A ridge-penalised Cox model (Verweij and van Houwelingen, Statistics in Medicine 1994) on few
 * features that another method has made, calibrated on out-of-fold scores.
 *
 * <p>Features are standardised by the training patients; a missing value counts as their mean, a
 * constant feature takes no part. The penalty is the one with the largest cross-validated log
 * partial likelihood (Verweij and van Houwelingen 1993), of equals the largest; a fold with a share
 * f of the events is fitted with f times the penalty. Every fold brings features of its own making,
 * so that nothing that made them has seen the patients left out. The left-out scores give the slope
 * (a Cox model on them alone) and the baseline hazard, which overfitted scores would exaggerate.
 *
 * @param features names
 * @param means subtracted from each feature
 * @param scales then divided by; 0 for a constant feature
 * @param penalty chosen, on the coefficients' squares: {@code penalty / 2 * |b|²}
 * @param coefficients per standard deviation
 * @param slope what scores are multiplied by to be log hazards; 0 where the left-out scores do not
 *     predict
 * @param baseline Breslow's cumulative baseline hazard
 */
public record FeatureCox(
    List<String> features,
    double[] means,
    double[] scales,
    double penalty,
    double[] coefficients,
    double slope,
    BreslowBaseline baseline) {
  private static final double[] PENALTIES = {1000, 300, 100, 30, 10, 3, 1};

  /**
   * An inner fold.
   *
   * @param inside positions of the patients that it learns from
   * @param x features of all patients, made from those alone; any number of columns
   */
  record Fold(int[] inside, double[][] x) {}

  public FeatureCox {
    features = List.copyOf(features);
  }

  /**
   * @throws DataException where no event was seen
   */
  static void requireEvents(SurvivalData survival) {
    if (survival.eventCount() == 0) {
      throw DataException.of(
          "no event among the " + survival.size() + " training patients", "events to learn from");
    }
  }

  /** The positions that each of the inner folds learns from; a fold without events is left out. */
  static List<int[]> insides(SurvivalData survival, int folds, long seed) {
    int used = Math.max(2, Math.min(folds, survival.eventCount()));
    int[] fold = FoldSplit.stratified(survival, used, seed);
    List<int[]> insides = new ArrayList<>();
    for (int k = 1; k <= used; k++) {
      int left = k;
      int[] inside = IntStream.range(0, fold.length).filter(i -> fold[i] != left).toArray();
      if (Arrays.stream(inside).anyMatch(survival::event)) {
        insides.add(inside);
      }
    }
    return insides;
  }

  /**
   * @param x training patients × features; NaN is missing
   * @param folds at least one; a patient whom no fold leaves out has the out-of-fold score 0
   */
  static FeatureCox fit(List<String> names, double[][] x, List<Fold> folds, SurvivalData survival) {
    int n = survival.size();
    double[][] outOfFold = new double[PENALTIES.length][n];
    double[] validated = new double[PENALTIES.length];
    for (Fold fold : folds) {
      validate(fold, survival, outOfFold, validated);
    }
    int best = 0;
    for (int l = 1; l < PENALTIES.length; l++) {
      best = validated[l] > validated[best] ? l : best;
    }
    double[][] moments = moments(x, IntStream.range(0, n).toArray());
    double[][] z = standardised(x, moments);
    RidgeCox full = new RidgeCox(z, survival.times(), survival.events());
    double[] coefficients = new double[names.size()];
    for (int l = 0; l <= best; l++) {
      coefficients = full.fit(PENALTIES[l], coefficients);
    }
    double slope = slope(outOfFold[best], survival);
    double[] risk = Arrays.stream(outOfFold[best]).map(score -> slope * score).toArray();
    return new FeatureCox(
        names,
        moments[0],
        moments[1],
        PENALTIES[best],
        coefficients,
        slope,
        BreslowBaseline.fit(survival.times(), survival.events(), risk));
  }

  private static void validate(
      Fold fold, SurvivalData survival, double[][] outOfFold, double[] validated) {
    double[][] z = standardised(fold.x(), moments(fold.x(), fold.inside()));
    double[][] seen = new double[fold.inside().length][];
    List<String> ids = new ArrayList<>();
    boolean[] isInside = new boolean[z.length];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = z[fold.inside()[i]];
      ids.add(survival.sampleIds().get(fold.inside()[i]));
      isInside[fold.inside()[i]] = true;
    }
    SurvivalData known = survival.select(ids);
    RidgeCox all = new RidgeCox(z, survival.times(), survival.events());
    RidgeCox part = new RidgeCox(seen, known.times(), known.events());
    double share = (double) known.eventCount() / survival.eventCount();
    double[] beta = new double[z[0].length];
    for (int l = 0; l < PENALTIES.length; l++) {
      beta = part.fit(PENALTIES[l] * share, beta);
      validated[l] += all.logLikelihood(beta) - part.logLikelihood(beta);
      for (int i = 0; i < z.length; i++) {
        if (!isInside[i]) {
          outOfFold[l][i] = dot(z[i], beta);
        }
      }
    }
  }

  private static double slope(double[] scores, SurvivalData survival) {
    double[][] x = new double[scores.length][];
    Arrays.setAll(x, i -> new double[] {scores[i]});
    CoxModel model = CoxModel.fit(List.of("score"), x, survival, CoxModel.Ties.BRESLOW);
    double slope = model.coefficients()[0];
    return model.converged() && slope > 0 ? slope : 0;
  }

  /** Log hazards relative to the training patients' mean features. */
  double[] risk(double[][] x) {
    double[][] z = standardised(x, new double[][] {means, scales});
    return Arrays.stream(z).mapToDouble(row -> slope * dot(row, coefficients)).toArray();
  }

  /** Patients × times: the probability to be alive. */
  double[][] survival(double[][] x, double[] days) {
    return Arrays.stream(risk(x))
        .mapToObj(risk -> Arrays.stream(days).map(t -> baseline.survival(t, risk)).toArray())
        .toArray(double[][]::new);
  }

  /** Means and standard deviations over these rows; the latter 0 for a constant column. */
  private static double[][] moments(double[][] x, int[] rows) {
    int p = x[0].length;
    double[][] moments = new double[2][p];
    for (int f = 0; f < p; f++) {
      int column = f;
      double[] known =
          Arrays.stream(rows).mapToDouble(i -> x[i][column]).filter(v -> v == v).toArray();
      double mean = Arrays.stream(known).average().orElse(0);
      double squares = Arrays.stream(known).map(v -> (v - mean) * (v - mean)).sum();
      double sd = known.length < 2 ? 0 : Math.sqrt(squares / (known.length - 1));
      moments[0][f] = mean;
      moments[1][f] = sd > 1e-10 * Math.abs(mean) ? sd : 0;
    }
    return moments;
  }

  private static double[][] standardised(double[][] x, double[][] moments) {
    double[][] z = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      z[i] = new double[x[i].length];
      for (int f = 0; f < z[i].length; f++) {
        boolean known = !Double.isNaN(x[i][f]) && moments[1][f] > 0;
        z[i][f] = known ? (x[i][f] - moments[0][f]) / moments[1][f] : 0;
      }
    }
    return z;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int f = 0; f < a.length; f++) {
      sum += a[f] * b[f];
    }
    return sum;
  }
}
