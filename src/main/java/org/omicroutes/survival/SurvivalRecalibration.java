package org.omicroutes.survival;

import java.util.Arrays;
import org.omicroutes.cohort.DataException;

/**
 * Recalibration of predicted survival probabilities, horizon by horizon, learned on predictions of
 * patients that the model did not learn from (out-of-fold predictions of the training patients).
 * Being alive at a horizon t is regressed on the predicted {@code S(t|x)} with the censoring
 * weights of the Brier score ({@code 1/G(T-)} for an event by t, {@code 1/G(t)} for who is followed
 * beyond t, 0 for who is censored before).
 *
 * <p>Afterwards each patient's curve is made not to rise in time: the nearest such curve in least
 * squares. Probabilities of 0 and 1 are cut at 1e-10 where a method takes their logarithms.
 *
 * @param days horizons, ascending
 * @param maps one a horizon
 */
public record SurvivalRecalibration(double[] days, Method method, HorizonMap[] maps) {
  private static final int MOST_STEPS = 100;
  private static final double FARTHEST = 500;

  /** How probabilities are mapped. */
  public enum Method {
    /** Any function that does not fall. Keeps ranks but for ties. Wants some hundred patients. */
    ISOTONIC,
    /** {@code logit P = a + b logit S} (Cox, Biometrika 1958). */
    LOGISTIC,
    /** {@code log(-log P) = a + b log(-log S)}: a and b on the scale of the log hazard. */
    CLOGLOG
  }

  /**
   * What was learned at a horizon.
   *
   * @param intercept 0 for isotonic maps, as is the slope
   * @param slope below 1: predictions were too extreme
   * @param curve null for the other methods
   */
  public record HorizonMap(double intercept, double slope, IsotonicRegression curve) {}

  /**
   * @param survival patients × horizons
   * @param times days
   * @throws DataException where a value is no probability, or nobody is known to have died by, or
   *     to be alive beyond, a horizon; for the methods with a slope also where predictions separate
   *     the dead from the living or are all the same
   */
  public static SurvivalRecalibration fit(
      double[] days, double[][] survival, double[] times, boolean[] events, Method method) {
    if (survival.length != times.length) {
      throw DataException.of(
          survival.length + " predictions of " + times.length + " patients", "one of each");
    }
    HorizonMap[] maps = new HorizonMap[days.length];
    for (int h = 0; h < days.length; h++) {
      CensoringWeights censoring = new CensoringWeights(times, events, days[h]);
      double[] predicted = new double[times.length];
      double[] alive = new double[times.length];
      double[] weights = new double[times.length];
      boolean cases = false;
      boolean controls = false;
      for (int i = 0; i < times.length; i++) {
        predicted[i] = probability(survival[i][h]);
        alive[i] = censoring.isControl(i) ? 1 : 0;
        weights[i] = censoring.weight(i);
        cases |= censoring.isCase(i);
        controls |= censoring.isControl(i);
      }
      if (!cases || !controls) {
        throw DataException.of(
            cases ? "nobody followed beyond day " + days[h] : "no event by day " + days[h],
            "events before and patients followed beyond each horizon");
      }
      maps[h] =
          method == Method.ISOTONIC
              ? new HorizonMap(0, 0, IsotonicRegression.fit(predicted, alive, weights))
              : slope(predicted, alive, weights, method, days[h]);
    }
    return new SurvivalRecalibration(days.clone(), method, maps);
  }

  private static double probability(double s) {
    if (!(s >= 0 && s <= 1)) {
      throw DataException.of("survival probability " + s, "0 to 1");
    }
    return s;
  }

  /** Fisher scoring of the weighted binomial likelihood. */
  private static HorizonMap slope(
      double[] predicted, double[] alive, double[] weights, Method method, double day) {
    double[] x = Arrays.stream(predicted).map(s -> link(s, method)).toArray();
    double[] at = {0, 1};
    double current = likelihood(x, alive, weights, at, method);
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] move = scoringStep(x, alive, weights, at, method);
      if (move == null || Math.abs(at[0]) > FARTHEST || Math.abs(at[1]) > FARTHEST) {
        break;
      }
      double part = 1;
      double[] next = {at[0] + move[0], at[1] + move[1]};
      double reached = likelihood(x, alive, weights, next, method);
      while (!(reached >= current - 1e-12 * Math.abs(current)) && part > 1e-9) {
        part /= 2;
        next = new double[] {at[0] + part * move[0], at[1] + part * move[1]};
        reached = likelihood(x, alive, weights, next, method);
      }
      at = next;
      current = reached;
      if (Math.abs(move[0]) + Math.abs(move[1]) < 1e-11 * (1 + Math.abs(at[0]) + Math.abs(at[1]))) {
        return new HorizonMap(at[0], at[1], null);
      }
    }
    throw DataException.of(
        "predictions at day " + day + " that are all the same or separate the dead from the living",
        "a slope that can be estimated");
  }

  private static double[] scoringStep(
      double[] x, double[] alive, double[] weights, double[] at, Method method) {
    double[] score = new double[2];
    double[][] information = new double[2][2];
    for (int i = 0; i < x.length; i++) {
      double eta = at[0] + at[1] * x[i];
      double p = inverse(eta, method);
      // dP/deta: the log hazard's scale runs against survival.
      double slope = method == Method.LOGISTIC ? p * (1 - p) : -p * Math.exp(eta);
      double variance = p * (1 - p);
      if (weights[i] == 0 || variance < 1e-300) {
        continue;
      }
      double u = weights[i] * slope * (alive[i] - p) / variance;
      double w = weights[i] * slope * slope / variance;
      score[0] += u;
      score[1] += u * x[i];
      information[0][0] += w;
      information[0][1] += w * x[i];
      information[1][0] += w * x[i];
      information[1][1] += w * x[i] * x[i];
    }
    RobustCholesky factor = new RobustCholesky(information);
    return factor.redundant(0) || factor.redundant(1) ? null : factor.solve(score);
  }

  private static double likelihood(
      double[] x, double[] alive, double[] weights, double[] at, Method method) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      if (weights[i] > 0) {
        double p = inverse(at[0] + at[1] * x[i], method);
        sum += weights[i] * Math.log(Math.max(1e-300, alive[i] == 1 ? p : 1 - p));
      }
    }
    return sum;
  }

  private static double link(double survival, Method method) {
    double s = Calibration.clamp(survival);
    return method == Method.LOGISTIC ? Math.log(s / (1 - s)) : Math.log(-Math.log(s));
  }

  private static double inverse(double eta, Method method) {
    return method == Method.LOGISTIC ? 1 / (1 + Math.exp(-eta)) : Math.exp(-Math.exp(eta));
  }

  /**
   * Recalibrated probabilities, not rising in time.
   *
   * @param survival patients × the horizons learned
   * @throws DataException where a value is no probability
   */
  public double[][] transform(double[][] survival) {
    double[] negative = Arrays.stream(days).map(d -> -d).toArray();
    double[] one = new double[days.length];
    Arrays.fill(one, 1);
    double[][] mapped = new double[survival.length][];
    for (int i = 0; i < survival.length; i++) {
      if (survival[i].length != days.length) {
        throw DataException.of(
            survival[i].length + " probabilities of a patient", "one for each of " + days.length);
      }
      double[] row = new double[days.length];
      for (int h = 0; h < row.length; h++) {
        double s = probability(survival[i][h]);
        row[h] =
            method == Method.ISOTONIC
                ? maps[h].curve.value(s)
                : inverse(maps[h].intercept + maps[h].slope * link(s, method), method);
      }
      IsotonicRegression falling = IsotonicRegression.fit(negative, row, one);
      mapped[i] = Arrays.stream(negative).map(falling::value).toArray();
    }
    return mapped;
  }
}
