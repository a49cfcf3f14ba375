package org.omicroutes.harmonize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Local quadratic regression of one variable (Loader, Local Regression and Likelihood, Springer
 * 1999) with the conventions of locfit: tricube weights over the nearest 70 % of the points, fitted
 * at the ends of the data and at the midpoints that a halving of the range adds until no cell is
 * longer than 0.8 of the smaller bandwidth at its ends. Within a cell the curve is the cubic that
 * has the fitted values and slopes at both ends. Beyond the data it goes on from the outermost
 * point with that point's slope and the curvature of a quadratic through all the data.
 *
 * @param at where it was fitted, ascending
 * @param value fitted values there
 * @param slope fitted slopes there
 * @param curvature coefficient of the square in the quadratic through all the data
 */
public record LocalRegression(double[] at, double[] value, double[] slope, double curvature) {
  private static final double SHARE = 0.7;
  private static final double CUT = 0.8;
  private static final int MOST_POINTS = 100;

  /** A pivot that is smaller than this share of its column depends on the columns before it. */
  private static final double DEPENDENT = 1e-10;

  private record Point(double value, double slope, double bandwidth) {}

  /**
   * @param x not sorted, ties allowed
   * @param weights &gt; 0
   * @return empty where the data do not determine a quadratic everywhere: few or heavily tied
   *     points
   */
  static Optional<LocalRegression> fit(double[] x, double[] y, double[] weights) {
    if (x.length == 0) {
      return Optional.empty();
    }
    double low = Arrays.stream(x).min().orElseThrow();
    double high = Arrays.stream(x).max().orElseThrow();
    TreeMap<Double, Point> points = new TreeMap<>();
    double[] whole = quadratic(x, y, weights, (low + high) / 2, Math.max(high - low, 1e-300));
    if (whole == null
        || !(fitted(points, low, x, y, weights) && fitted(points, high, x, y, weights))) {
      return Optional.empty();
    }
    var cells = new ArrayList<double[]>();
    cells.add(new double[] {low, high});
    while (!cells.isEmpty()) {
      double[] cell = cells.remove(cells.size() - 1);
      double bandwidth = Math.min(points.get(cell[0]).bandwidth(), points.get(cell[1]).bandwidth());
      if (cell[1] - cell[0] > CUT * bandwidth) {
        double middle = (cell[0] + cell[1]) / 2;
        if (points.size() == MOST_POINTS || !fitted(points, middle, x, y, weights)) {
          return Optional.empty();
        }
        cells.add(new double[] {cell[0], middle});
        cells.add(new double[] {middle, cell[1]});
      }
    }
    return Optional.of(
        new LocalRegression(
            points.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
            points.values().stream().mapToDouble(Point::value).toArray(),
            points.values().stream().mapToDouble(Point::slope).toArray(),
            whole[2]));
  }

  private static boolean fitted(
      TreeMap<Double, Point> points, double at, double[] x, double[] y, double[] weights) {
    double[] distances = Arrays.stream(x).map(v -> Math.abs(v - at)).sorted().toArray();
    int nearest = (int) (x.length * SHARE + 1e-12);
    double bandwidth = nearest == 0 ? 0 : distances[nearest - 1];
    if (!(bandwidth > 0)) {
      return false;
    }
    double[] local = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double u = Math.abs(x[i] - at) / bandwidth;
      local[i] = u < 1 ? weights[i] * Math.pow(1 - u * u * u, 3) : 0;
    }
    double[] c = quadratic(x, y, local, at, bandwidth);
    if (c != null) {
      points.put(at, new Point(c[0], c[1], bandwidth));
    }
    return c != null;
  }

  /**
   * Weighted least squares by modified Gram-Schmidt, in {@code (x - centre) / scale}.
   *
   * @return coefficients of 1, {@code x - centre} and its square; null where undetermined
   */
  private static double[] quadratic(
      double[] x, double[] y, double[] weights, double centre, double scale) {
    double[][] columns = new double[4][x.length];
    for (int i = 0; i < x.length; i++) {
      double root = Math.sqrt(weights[i]);
      double u = (x[i] - centre) / scale;
      columns[0][i] = root;
      columns[1][i] = root * u;
      columns[2][i] = root * u * u;
      columns[3][i] = root * y[i];
    }
    double[][] r = new double[3][4];
    for (int c = 0; c < 3; c++) {
      double before = r[0][c] * r[0][c] + (c > 1 ? r[1][c] * r[1][c] : 0);
      double square = dot(columns[c], columns[c]);
      if (!(square > DEPENDENT * DEPENDENT * (before + square))) {
        return null;
      }
      r[c][c] = Math.sqrt(square);
      for (int i = 0; i < x.length; i++) {
        columns[c][i] /= r[c][c];
      }
      for (int d = c + 1; d < 4; d++) {
        r[c][d] = dot(columns[c], columns[d]);
        for (int i = 0; i < x.length; i++) {
          columns[d][i] -= r[c][d] * columns[c][i];
        }
      }
    }
    double square = r[2][3] / r[2][2];
    double slope = (r[1][3] - r[1][2] * square) / r[1][1];
    double value = (r[0][3] - r[0][2] * square - r[0][1] * slope) / r[0][0];
    return new double[] {value, slope / scale, square / scale / scale};
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** The curve at any x. */
  double predict(double x) {
    int last = at.length - 1;
    if (x < at[0] || x > at[last]) {
      int end = x < at[0] ? 0 : last;
      double beyond = x - at[end];
      return value[end] + slope[end] * beyond + curvature * beyond * beyond;
    }
    int found = Arrays.binarySearch(at, x);
    int left = Math.min(found >= 0 ? found : -found - 2, last - 1);
    double length = at[left + 1] - at[left];
    double u = (x - at[left]) / length;
    double v = 1 - u;
    return value[left] * (1 + 2 * u) * v * v
        + value[left + 1] * u * u * (3 - 2 * u)
        + length * u * v * (slope[left] * v - slope[left + 1] * u);
  }
}
