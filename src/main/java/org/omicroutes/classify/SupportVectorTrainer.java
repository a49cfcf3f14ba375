package org.omicroutes.classify;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.StopSignal;

/**
 * Fits {@link SupportVectors}. C is the one whose decision values of left-out folds give
 * probabilities with the least weighted log loss; the same values calibrate them ({@link
 * PlattScaling}), so that LIBSVM's own calibration, whose random numbers all of a process share, is
 * not used. Of equals the smallest C is taken.
 *
 * <p>LIBSVM knows no weights of patients. One of weight w is a patient with its own limit C w to
 * the dual coefficient, which is what copies of them have in common: weights are rounded to steps
 * of their mean (a fifth, at least one step) and each patient is there once a step, with C by the
 * number of steps. With equal weights there are no copies.
 */
public final class SupportVectorTrainer {
  private SupportVectorTrainer() {}

  /**
   * @throws DataException where a class has one row only, or no feature varies
   */
  public static SupportVectors fit(ClassData data, SupportOptions options) {
    int[] fold = ClassFolds.stratified(data, options.folds(), options.seed());
    double gamma = gamma(data, options);
    int[] copies = copies(data.weights(), options.weightSteps());
    double perCopy = data.size() / (double) Arrays.stream(copies).sum();
    SupportMachine machine = new SupportMachine(data, gamma, copies);
    double cost = Double.NaN;
    double least = Double.POSITIVE_INFINITY;
    PlattScaling scaling = null;
    for (double candidate : options.costs()) {
      double[] decisions = leftOut(machine, fold, candidate * perCopy);
      PlattScaling fitted = PlattScaling.fit(decisions, data.labels(), data.weights());
      double loss = fitted.logLoss(decisions, data.labels(), data.weights());
      if (loss < least) {
        least = loss;
        cost = candidate;
        scaling = fitted;
      }
    }
    int[] all = IntStream.range(0, data.size()).toArray();
    return model(data, machine.fit(all, cost * perCopy), gamma, cost, scaling);
  }

  private static double[] leftOut(SupportMachine machine, int[] fold, double cost) {
    double[] decisions = new double[fold.length];
    int folds = Arrays.stream(fold).max().orElseThrow();
    for (int k = 1; k <= folds; k++) {
      StopSignal.check();
      SupportMachine.Dual dual = machine.fit(ClassFolds.inside(fold, k), cost);
      for (int i : ClassFolds.outside(fold, k)) {
        decisions[i] = machine.decision(dual, i);
      }
    }
    return decisions;
  }

  private static SupportVectors model(
      ClassData data, SupportMachine.Dual dual, double gamma, double cost, PlattScaling scaling) {
    int[] support =
        IntStream.range(0, data.size()).filter(i -> dual.coefficients()[i] != 0).toArray();
    return new SupportVectors(
        IntStream.of(support).mapToObj(i -> data.rows()[i].clone()).toArray(double[][]::new),
        IntStream.of(support).mapToDouble(i -> dual.coefficients()[i]).toArray(),
        dual.intercept(),
        gamma,
        cost,
        scaling);
  }

  private static double gamma(ClassData data, SupportOptions options) {
    if (!Double.isNaN(options.gamma())) {
      return options.gamma();
    }
    double mean = 0;
    for (double[] row : data.rows()) {
      mean += Arrays.stream(row).sum() / data.features() / data.size();
    }
    double variance = 0;
    for (double[] row : data.rows()) {
      for (double value : row) {
        variance += (value - mean) * (value - mean) / data.features() / data.size();
      }
    }
    if (!(variance > 0)) {
      throw DataException.of("features that are all one constant", "at least one that varies");
    }
    return 1 / (variance * data.features());
  }

  /** By row: steps of the mean weight, at least 1; 1 for all where weights are equal. */
  static int[] copies(double[] weights, int steps) {
    double first = weights[0];
    boolean equal = Arrays.stream(weights).allMatch(w -> Math.abs(w - first) <= 1e-9 * first);
    return Arrays.stream(weights)
        .mapToInt(w -> equal ? 1 : (int) Math.max(1, Math.round(w * steps)))
        .toArray();
  }
}
