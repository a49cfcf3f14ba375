package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.evaluate.EvaluationReport.Curve;
import org.omicroutes.evaluate.EvaluationReport.RiskGroups;
import org.omicroutes.survival.KaplanMeier;
import org.omicroutes.survival.LogRank;

/** Kaplan-Meier curves of groups of held-out patients by the quantile of their risk. */
final class RiskGroupCurves {
  private static final List<String> TWO = List.of("low", "high");
  private static final List<String> THREE = List.of("low", "middle", "high");

  private RiskGroupCurves() {}

  /**
   * @param quantiles of the risk within each patient's fold, in (0, 1)
   * @param count 2 or 3
   */
  static RiskGroups of(double[] times, boolean[] events, double[] quantiles, int count) {
    int[] groups = new int[quantiles.length];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = Math.min(count - 1, (int) (quantiles[i] * count));
    }
    LogRank test = LogRank.test(times, events, groups, count);
    List<Curve> curves = new ArrayList<>();
    for (int g = 0; g < count; g++) {
      addCurve(curves, (count == 2 ? TWO : THREE).get(g), times, events, groups, g);
    }
    return new RiskGroups(
        count,
        Evaluation.orNull(test.chiSquare()),
        test.degreesOfFreedom(),
        Evaluation.orNull(test.pValue()),
        curves);
  }

  private static void addCurve(
      List<Curve> curves, String name, double[] times, boolean[] events, int[] groups, int g) {
    int size = (int) java.util.Arrays.stream(groups).filter(x -> x == g).count();
    if (size == 0) {
      return;
    }
    double[] t = new double[size];
    boolean[] e = new boolean[size];
    int k = 0;
    int seen = 0;
    for (int i = 0; i < groups.length; i++) {
      if (groups[i] == g) {
        t[k] = times[i];
        e[k++] = events[i];
        seen += events[i] ? 1 : 0;
      }
    }
    KaplanMeier km = KaplanMeier.of(t, e);
    double[] grid = km.times();
    double[] months = new double[grid.length];
    double[] lower = new double[grid.length];
    double[] upper = new double[grid.length];
    boolean[] censored = new boolean[grid.length];
    for (int j = 0; j < grid.length; j++) {
      months[j] = grid[j] / SurvivalPredictions.DAYS_PER_MONTH;
      double[] limits = km.intervalAt(grid[j]);
      // Once the curve is 0 there is no limit to give; the interval is drawn down to it.
      lower[j] = Double.isNaN(limits[0]) ? 0 : limits[0];
      upper[j] = Double.isNaN(limits[1]) ? (j == 0 ? 1 : upper[j - 1]) : limits[1];
      censored[j] = km.censored()[j] > 0;
    }
    curves.add(
        new Curve(name, size, seen, months, km.survival(), lower, upper, km.atRisk(), censored));
  }
}
