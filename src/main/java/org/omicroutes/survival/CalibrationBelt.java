package org.omicroutes.survival;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.omicroutes.cohort.DataException;

/**
 * The calibration belt of external validation (Nattino, Finazzi and Bertolini, Statistics in
 * Medicine 33:2390, 2014; R package givitiR): the logit of the observed probability is a polynomial
 * in the logit of the predicted one. Its degree, 1 to 4, is selected forward by likelihood ratio
 * tests at level 0.95. The belt holds all curves of that degree whose deviance is less than the
 * quantile of the calibration statistic given the selected degree: chi-squared with 2 degrees of
 * freedom plus one chi-squared above its 0.95 quantile for each degree beyond the first.
 *
 * <p>Outcomes may carry censoring weights. They are scaled to sum to Kish's effective number of
 * patients, {@code (sum w)² / sum w²}, so that the deviance does not count them as more than they
 * are; this correction is of first order.
 *
 * @param degree selected
 * @param predicted grid, ascending, evenly from the least to the largest prediction
 * @param observed the fitted curve on the grid
 * @param bands lower and upper limit on the grid for each level asked for
 */
public record CalibrationBelt(int degree, double[] predicted, double[] observed, Band[] bands) {
  private static final double EDGE = 1e-6;

  /**
   * Limits of the observed probability along the grid.
   *
   * @param level of confidence, such as 0.95
   */
  public record Band(double level, double[] lower, double[] upper) {}

  /**
   * @param predicted event probabilities
   * @param happened whether the event was there
   * @param weights 0 or above; 0 where the outcome is not known
   * @param repeats how many predictions of each patient there are: they count as one patient
   * @param gridSize values along the curve
   * @param levels in (0, 1)
   * @return null where all predictions are the same, or only one outcome was seen, or a straight
   *     line separates the two
   * @throws DataException where a prediction is no probability
   */
  public static CalibrationBelt of(
      double[] predicted,
      boolean[] happened,
      double[] weights,
      int repeats,
      int gridSize,
      double... levels) {
    int[] known = IntStream.range(0, weights.length).filter(i -> weights[i] > 0).toArray();
    double[] x = new double[known.length];
    double[] w = new double[known.length];
    boolean[] y = new boolean[known.length];
    double sum = 0;
    double squares = 0;
    for (int k = 0; k < known.length; k++) {
      double p = predicted[known[k]];
      if (!(p >= 0 && p <= 1)) {
        throw DataException.of("event probability " + p, "0 to 1");
      }
      x[k] = logit(p);
      y[k] = happened[known[k]];
      w[k] = weights[known[k]];
      sum += w[k];
      squares += w[k] * w[k];
    }
    double scale = sum / squares / repeats;
    Arrays.setAll(w, k -> w[k] * scale);
    double least = Arrays.stream(x).min().orElse(0);
    double most = Arrays.stream(x).max().orElse(0);
    if (!(most > least)) {
      return null;
    }
    PolynomialLogit fit = select(x, y, w);
    return fit == null ? null : along(fit, least, most, gridSize, levels);
  }

  private static double logit(double p) {
    double inside = Math.min(1 - EDGE, Math.max(EDGE, p));
    return Math.log(inside / (1 - inside));
  }

  private static PolynomialLogit select(double[] x, boolean[] y, double[] w) {
    double needed = CalibrationStatistic.SELECTED_ABOVE;
    PolynomialLogit best = PolynomialLogit.fit(x, y, w, 1);
    for (int degree = 2; best != null && degree <= CalibrationStatistic.LARGEST_DEGREE; degree++) {
      PolynomialLogit next = PolynomialLogit.fit(x, y, w, degree);
      if (next == null || 2 * (next.logLikelihood() - best.logLikelihood()) <= needed) {
        break;
      }
      best = next;
    }
    return best;
  }

  private static CalibrationBelt along(
      PolynomialLogit fit, double least, double most, int gridSize, double[] levels) {
    double from = 1 / (1 + Math.exp(-least));
    double to = 1 / (1 + Math.exp(-most));
    double[] grid = new double[gridSize];
    Arrays.setAll(grid, g -> gridSize == 1 ? from : from + (to - from) * g / (gridSize - 1));
    double[] observed = Arrays.stream(grid).map(p -> expit(fit.value(logit(p)))).toArray();
    Band[] bands = new Band[levels.length];
    for (int l = 0; l < levels.length; l++) {
      double deviance = CalibrationStatistic.quantile(fit.degree(), levels[l]);
      bands[l] = new Band(levels[l], new double[gridSize], new double[gridSize]);
      for (int side = -1; side <= 1; side += 2) {
        PolynomialLogit.Edge edge = fit.edge(deviance, side);
        double[] limits = side < 0 ? bands[l].lower : bands[l].upper;
        for (int g = 0; g < gridSize; g++) {
          limits[g] = expit(edge.at(logit(grid[g])));
        }
      }
    }
    return new CalibrationBelt(fit.degree(), grid, observed, bands);
  }

  private static double expit(double eta) {
    return 1 / (1 + Math.exp(-eta));
  }
}
