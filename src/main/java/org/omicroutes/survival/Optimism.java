package org.omicroutes.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.StopSignal;
import org.omicroutes.cohort.SurvivalData;

/**
 * How much better a Cox model looks on the samples that it was fitted on than on new ones, by
 * Harrell's bootstrap (Efron and Gong, 1983; Harrell, Lee and Mark, Statistics in Medicine 15:361,
 * 1996): the model is fitted anew in each resample, measured there and on the original samples; the
 * mean difference is the optimism, and what is left of the apparent value when it is taken off is
 * the corrected one. Agrees with R's {@code rms::validate} on the same resamples, its fits run to
 * convergence.
 *
 * <p>A resample without an event, one in which a coefficient cannot be estimated (a feature is
 * constant or collinear there) or runs to infinity, and one whose risk has no slope on the original
 * samples, is left out and counted.
 *
 * @param rows one a measure, in the order of {@link Measure}
 * @param used resamples that the means are over
 * @param failures reason to number of resamples left out, in alphabetical order
 */
public record Optimism(List<Row> rows, int used, Map<String, Integer> failures) {

  /**
   * What is measured of a linear predictor; LR, logLik0 and logLik are those of a Cox model of the
   * linear predictor alone, logLik1 the likelihood with its slope held at 1.
   */
  public enum Measure {
    /** Harrell's C. */
    C_INDEX("cIndex"),
    /** Somers' Dxy, {@code 2 (C - 1/2)}. */
    SOMERS_DXY("somersDxy"),
    /** Nagelkerke's R². */
    NAGELKERKE_R2("nagelkerkeR2"),
    /** The slope; 1 where fitted. */
    CALIBRATION_SLOPE("calibrationSlope"),
    /** Discrimination index {@code (LR - 1) / (-2 logLik0)}. */
    DISCRIMINATION_D("discriminationD"),
    /**
     * Unreliability index {@code 2 (logLik - logLik1) / (-2 logLik0)}; {@code -2 / (-2 logLik0)}
     * where fitted.
     */
    UNRELIABILITY_U("unreliabilityU"),
    /** Quality index, discrimination minus unreliability. */
    QUALITY_Q("qualityQ"),
    /** Gini's mean difference of the linear predictor times its slope. */
    GINI_G("giniG");

    private final String label;

    Measure(String label) {
      this.label = label;
    }

    /** The name in tables. */
    public String label() {
      return label;
    }
  }

  /**
   * One measure.
   *
   * @param apparent of the model of all samples on these samples
   * @param training mean over resamples, each model on its own resample
   * @param test mean over resamples, each model on the original samples
   */
  public record Row(Measure measure, double apparent, double training, double test) {
    public double optimism() {
      return training - test;
    }

    public double corrected() {
      return apparent - optimism();
    }
  }

  private record Outcome(double[] training, double[] test, String failure) {
    static Outcome failed(String why) {
      return new Outcome(null, null, why);
    }
  }

  /**
   * @param n samples
   * @param count resamples
   * @return positions 0 to {@code n - 1} drawn with replacement, n in each of {@code count} rows
   */
  public static int[][] resamples(int n, int count, long seed) {
    Random random = new Random(seed);
    int[][] drawn = new int[count][n];
    for (int[] row : drawn) {
      Arrays.setAll(row, i -> random.nextInt(n));
    }
    return drawn;
  }

  /**
   * @param x samples × features, no missing values
   * @param resamples positions of the samples in each resample
   * @throws DataException where the model of all samples cannot be fitted: no event, a missing
   *     value, a coefficient that cannot be estimated or runs to infinity; or every resample failed
   */
  public static Optimism of(
      List<String> features,
      double[][] x,
      SurvivalData survival,
      CoxModel.Ties ties,
      int[][] resamples) {
    CoxModel model = CoxModel.fit(features, x, survival, ties);
    String problem = problem(model);
    if (problem != null) {
      throw DataException.of(problem + " in all " + x.length + " samples", "a Cox model that fits");
    }
    double[] apparent = fitted(model, risks(model, x), survival);
    StopSignal stop = StopSignal.current();
    Outcome[] outcomes =
        Arrays.stream(resamples)
            .parallel()
            .map(drawn -> stop.get(() -> outcome(features, x, survival, ties, drawn)))
            .toArray(Outcome[]::new);
    return summary(apparent, outcomes);
  }

  private static Optimism summary(double[] apparent, Outcome[] outcomes) {
    double[] training = new double[apparent.length];
    double[] test = new double[apparent.length];
    Map<String, Integer> failures = new TreeMap<>();
    int used = 0;
    for (Outcome outcome : outcomes) {
      if (outcome.failure != null) {
        failures.merge(outcome.failure, 1, Integer::sum);
        continue;
      }
      used++;
      for (int m = 0; m < apparent.length; m++) {
        training[m] += outcome.training[m];
        test[m] += outcome.test[m];
      }
    }
    if (used == 0) {
      throw DataException.of(
          "no resample of " + outcomes.length + " that a model fits (" + failures + ")",
          "more samples and events, or fewer features");
    }
    List<Row> rows = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      int m = measure.ordinal();
      rows.add(new Row(measure, apparent[m], training[m] / used, test[m] / used));
    }
    return new Optimism(List.copyOf(rows), used, failures);
  }

  private static Outcome outcome(
      List<String> features, double[][] x, SurvivalData survival, CoxModel.Ties ties, int[] drawn) {
    double[][] rows = Arrays.stream(drawn).mapToObj(i -> x[i]).toArray(double[][]::new);
    SurvivalData resample = drawn(survival, drawn);
    if (resample.eventCount() == 0) {
      return Outcome.failed("no event");
    }
    CoxModel model = CoxModel.fit(features, rows, resample, ties);
    String problem = problem(model);
    if (problem != null) {
      return Outcome.failed(problem);
    }
    double[] test = tested(risks(model, x), survival, ties);
    return test == null
        ? Outcome.failed("no slope on the original samples")
        : new Outcome(fitted(model, risks(model, rows), resample), test, null);
  }

  private static SurvivalData drawn(SurvivalData survival, int[] drawn) {
    List<String> ids = IntStream.range(0, drawn.length).mapToObj(Integer::toString).toList();
    double[] times = new double[drawn.length];
    boolean[] events = new boolean[drawn.length];
    for (int k = 0; k < drawn.length; k++) {
      times[k] = survival.time(drawn[k]);
      events[k] = survival.event(drawn[k]);
    }
    return new SurvivalData(ids, times, events);
  }

  /** Why a fit is of no use; null where it is. */
  private static String problem(CoxModel model) {
    if (Arrays.stream(model.coefficients()).anyMatch(Double::isNaN)) {
      return "a coefficient that cannot be estimated (constant or collinear feature)";
    }
    return model.converged() ? null : "a coefficient that runs to infinity";
  }

  private static double[] risks(CoxModel model, double[][] x) {
    return Arrays.stream(x).mapToDouble(model::risk).toArray();
  }

  /** Of a model in the samples that it was fitted on, where its slope is 1 and costs nothing. */
  private static double[] fitted(CoxModel model, double[] risk, SurvivalData survival) {
    return measures(risk, survival, model.nullLogLikelihood(), model.logLikelihood(), 1, -1);
  }

  /** Of a model in other samples; null where its risk has no slope there. */
  private static double[] tested(double[] risk, SurvivalData survival, CoxModel.Ties ties) {
    double[][] column =
        Arrays.stream(risk).mapToObj(r -> new double[] {r}).toArray(double[][]::new);
    CoxModel slope = CoxModel.fit(List.of("risk"), column, survival, ties);
    if (problem(slope) != null) {
      return null;
    }
    double held =
        new CoxLikelihood(column, CoxData.of(List.of("risk"), column, survival, ties))
            .evaluate(new double[] {1}, new double[1], new double[1][1]);
    return measures(
        risk,
        survival,
        slope.nullLogLikelihood(),
        slope.logLikelihood(),
        slope.coefficients()[0],
        slope.logLikelihood() - held);
  }

  /**
   * @param unreliable the log-likelihood that a slope of 1 loses
   */
  private static double[] measures(
      double[] risk,
      SurvivalData survival,
      double nullLogLik,
      double logLik,
      double slope,
      double unreliable) {
    double c = Concordance.harrell(survival.times(), survival.events(), risk).value();
    double d = (2 * (logLik - nullLogLik) - 1) / (-2 * nullLogLik);
    double u = 2 * unreliable / (-2 * nullLogLik);
    double r2 = RoystonSauerbrei.nagelkerke(nullLogLik, logLik, risk.length);
    return new double[] {c, 2 * c - 1, r2, slope, d, u, d - u, slope * gini(risk)};
  }

  /** The mean absolute difference of two values, over all pairs. */
  private static double gini(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (2.0 * i - n + 1) * sorted[i];
    }
    return 2 * sum / ((double) n * (n - 1));
  }
}
