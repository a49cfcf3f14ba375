package org.omicroutes.survival;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;

/**
 * Prognostic separation of a risk: Royston and Sauerbrei's D (Statistics in Medicine 23:723, 2004)
 * and the explained variations that go with it. The risks are replaced by Blom's normal scores
 * {@code Phi^-1((rank - 3/8) / (n + 1/4))} and a Cox model (Efron ties) is fitted to them; D is its
 * coefficient times {@code kappa = sqrt(8/pi)}: the log hazard ratio between the half of the
 * samples with the higher risks and the other half. It depends on the order of the risks alone.
 * Agrees with R's {@code survival::royston}.
 *
 * <p>Samples with the same risk get the mean of their normal scores (section 3 of the paper), or
 * the score of their mean rank (as {@code ties = FALSE} there). D, its standard error and {@link
 * #explained} are NaN without an event, where all risks are equal, and where the risks part the
 * events perfectly. A missing risk is an error.
 *
 * @param d the statistic; 0: no separation, below 0: the higher risks live longer
 * @param standardError of {@link #d}, from the information of the Cox model
 * @param explained R²_D {@code = b² / (b² + pi²/6)}, b the coefficient; 0 to 1 (adjusted: up to 1)
 * @param kentOQuigley R²_PM {@code = V / (V + pi²/6)}, V the variance of the linear predictor (Kent
 *     and O'Quigley, Biometrika 75:525, 1988)
 * @param gonenHeller concordance probability of the linear predictor (Gönen and Heller, Biometrika
 *     92:965, 2005), 0.5 to 1; it does not look at the outcome
 */
public record RoystonSauerbrei(
    double d, double standardError, double explained, double kentOQuigley, double gonenHeller) {
  private static final double KAPPA_SQUARED = 8 / Math.PI;
  private static final double ERROR_VARIANCE = Math.PI * Math.PI / 6;
  private static final NormalDistribution NORMAL = new NormalDistribution();

  /** The normal score of samples with the same risk. */
  public enum TiedRisks {
    MEAN_SCORE,
    SCORE_OF_MEAN_RANK
  }

  /**
   * Of a linear predictor on the log hazard scale in the samples that it was fitted on.
   *
   * @param times days
   * @param predictor log relative hazard, higher is worse; any constant may be added
   */
  public static RoystonSauerbrei of(double[] times, boolean[] events, double[] predictor) {
    return of(times, events, predictor, TiedRisks.MEAN_SCORE);
  }

  /** As {@link #of(double[], boolean[], double[])}. */
  public static RoystonSauerbrei of(
      double[] times, boolean[] events, double[] predictor, TiedRisks ties) {
    requirePresent(predictor);
    double[] fitted = coefficient(times, events, normalScores(predictor, ties));
    double b = fitted[0];
    double variance = variance(predictor);
    return new RoystonSauerbrei(
        b * Math.sqrt(KAPPA_SQUARED),
        fitted[1] * Math.sqrt(KAPPA_SQUARED),
        b * b / (b * b + ERROR_VARIANCE),
        variance / (variance + ERROR_VARIANCE),
        gonenHeller(predictor));
  }

  /**
   * Of a risk on any scale in samples that it was not fitted on: {@link #kentOQuigley} and {@link
   * #gonenHeller} are those of the risk times its slope in a Cox model (Efron ties) of these
   * samples, as royston does with {@code newdata}; both are NaN where there is no slope. D keeps
   * the sign of the risk as given (royston's is that of the sloped risk, never negative).
   *
   * @param risk higher is worse
   */
  public static RoystonSauerbrei recalibrated(double[] times, boolean[] events, double[] risk) {
    return recalibrated(times, events, risk, TiedRisks.MEAN_SCORE);
  }

  /** As {@link #recalibrated(double[], boolean[], double[])}. */
  public static RoystonSauerbrei recalibrated(
      double[] times, boolean[] events, double[] risk, TiedRisks ties) {
    RoystonSauerbrei plain = of(times, events, risk, ties);
    double slope = coefficient(times, events, risk)[0];
    double[] sloped = Arrays.stream(risk).map(r -> r * slope).toArray();
    double variance = variance(sloped);
    return new RoystonSauerbrei(
        plain.d,
        plain.standardError,
        plain.explained,
        variance / (variance + ERROR_VARIANCE),
        Double.isNaN(slope) ? Double.NaN : gonenHeller(sloped));
  }

  /**
   * D and R²_D adjusted for overfitting (section 5.2 of the paper) by the ratio {@code r = events /
   * (events - coefficients)}, all as royston does with {@code adjust}. Its adjusted R²_D, {@code 1
   * - r / (1 + b²)}, is on the scale of an error variance of 1, not of {@code pi²/6}: the two R²_D
   * are not to be compared. D changes its sign where b² is less than overfitting alone would give.
   *
   * @param events seen in the training samples
   * @param coefficients of the model, fewer than {@code events}
   */
  public RoystonSauerbrei adjusted(int events, int coefficients) {
    if (coefficients >= events) {
      throw DataException.of(
          coefficients + " coefficients and " + events + " events", "fewer coefficients");
    }
    double r = (double) events / (events - coefficients);
    double squared = d * d / KAPPA_SQUARED;
    double shrunk = (1 + squared - r) / r;
    double root = Math.sqrt(Math.abs(shrunk));
    return new RoystonSauerbrei(
        Math.signum(d) * Math.signum(shrunk) * root * Math.sqrt(KAPPA_SQUARED),
        standardError * Math.sqrt(squared) / (r * root),
        1 - r / (1 + squared),
        kentOQuigley,
        gonenHeller);
  }

  /**
   * Nagelkerke's R² (Biometrika 78:691, 1991) of a Cox model: Cox and Snell's over the largest that
   * these samples allow, {@code (1 - exp(-LR/n)) / (1 - exp(2 logLik0 / n))}.
   *
   * @param nullLogLikelihood partial log-likelihood without the predictors, below 0
   * @param samples n, all of them, not the events only
   */
  public static double nagelkerke(double nullLogLikelihood, double logLikelihood, int samples) {
    double ratio = 2 * (logLikelihood - nullLogLikelihood);
    return Math.expm1(-ratio / samples) / Math.expm1(2 * nullLogLikelihood / samples);
  }

  private static void requirePresent(double[] risk) {
    for (double value : risk) {
      if (!Double.isFinite(value)) {
        throw DataException.of("a risk of " + value, "a number for every sample");
      }
    }
  }

  private static double[] normalScores(double[] risk, TiedRisks ties) {
    int n = risk.length;
    int[] order = TimeOrder.ascending(risk);
    double[] scores = new double[n];
    for (int start = 0; start < n; ) {
      int end = start;
      double sum = 0;
      while (end < n && risk[order[end]] == risk[order[start]]) {
        sum += blom(end + 1, n);
        end++;
      }
      double score =
          ties == TiedRisks.MEAN_SCORE ? sum / (end - start) : blom((start + 1 + end) / 2.0, n);
      for (int k = start; k < end; k++) {
        scores[order[k]] = score;
      }
      start = end;
    }
    return scores;
  }

  private static double blom(double rank, int n) {
    return NORMAL.inverseCumulativeProbability((rank - 0.375) / (n + 0.25));
  }

  /** Coefficient and standard error of a Cox model of one column, NaN where there is none. */
  private static double[] coefficient(double[] times, boolean[] events, double[] column) {
    List<String> ids =
        java.util.stream.IntStream.range(0, times.length).mapToObj(i -> "" + i).toList();
    SurvivalData survival = new SurvivalData(ids, times, events);
    if (survival.eventCount() == 0) {
      return new double[] {Double.NaN, Double.NaN};
    }
    double[][] x = new double[column.length][];
    Arrays.setAll(x, i -> new double[] {column[i]});
    CoxModel model = CoxModel.fit(List.of("risk"), x, survival, CoxModel.Ties.EFRON);
    return model.converged()
        ? new double[] {model.coefficients()[0], model.standardErrors()[0]}
        : new double[] {Double.NaN, Double.NaN};
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / (values.length - 1);
  }

  /** {@code 2 / (n (n-1)) sum_{i<j} 1 / (1 + exp(-|difference|))}. */
  private static double gonenHeller(double[] predictor) {
    double sum = 0;
    int n = predictor.length;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        sum += 1 / (1 + Math.exp(-Math.abs(predictor[i] - predictor[j])));
      }
    }
    return 2 * sum / ((double) n * (n - 1));
  }
}
