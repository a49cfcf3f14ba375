package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

/**
 * Standard errors of Brier and scaled Brier against the infinitesimal jackknife by numbers: each
 * patient's weight is moved a little and everything, Kaplan-Meier estimates included, made anew.
 */
class BrierSpreadTest {

  /** Scores of weighted patients at one horizon. */
  private record Weighted(
      double[] times, boolean[] events, double[] survival, double horizon, int[] order) {

    double score(double[] w) {
      return score(w, survival);
    }

    double scaled(double[] w) {
      double[] everybody = new double[w.length];
      Arrays.fill(everybody, curve(w, true)[w.length]);
      return 1 - score(w, survival) / score(w, everybody);
    }

    private double score(double[] w, double[] predicted) {
      double[] censoring = curve(w, false);
      double sum = 0;
      double total = 0;
      for (int i = 0; i < w.length; i++) {
        total += w[i];
        if (times[i] > horizon) {
          sum += w[i] * (1 - predicted[i]) * (1 - predicted[i]) / censoring[w.length];
        } else if (events[i]) {
          sum += w[i] * predicted[i] * predicted[i] / censoring[i];
        }
      }
      return sum / total;
    }

    /** Kaplan-Meier just before each patient's time, and at the horizon as the last value. */
    private double[] curve(double[] w, boolean ofEvents) {
      int n = w.length;
      double left = Arrays.stream(w).sum();
      double value = 1;
      double[] curve = new double[n + 1];
      curve[n] = 1;
      for (int start = 0; start < n; ) {
        int end = start;
        double died = 0;
        double gone = 0;
        for (; end < n && times[order[end]] == times[order[start]]; end++) {
          int i = order[end];
          curve[i] = value;
          died += events[i] ? w[i] : 0;
          gone += w[i];
        }
        double atRisk = ofEvents ? left : left - died;
        double seen = ofEvents ? died : gone - died;
        value *= seen > 0 ? 1 - seen / atRisk : 1;
        if (times[order[start]] <= horizon) {
          curve[n] = value;
        }
        left -= gone;
        start = end;
      }
      return curve;
    }

    double standardError(ToDoubleFunction<double[]> statistic) {
      int n = times.length;
      double[] w = new double[n];
      Arrays.fill(w, 1);
      double sum = 0;
      for (int i = 0; i < n; i++) {
        w[i] = 1 + 1e-4;
        double more = statistic.applyAsDouble(w);
        w[i] = 1 - 1e-4;
        double u = (more - statistic.applyAsDouble(w)) / 2e-4;
        w[i] = 1;
        sum += u * u;
      }
      return Math.sqrt(sum * n / (n - 1.0));
    }
  }

  @Test
  void standardErrorsAreTheInfinitesimalJackknifes() throws Exception {
    Frozen data = Frozen.read("brier/predictions.tsv.gz");
    boolean[] events = data.flags("event");
    for (String unit : new String[] {"days", "months"}) {
      double[] times = data.numbers(unit);
      double horizon = unit.equals("days") ? 1825 : 60;
      double[] survival = data.numbers("full1825");
      Weighted weighted =
          new Weighted(times, events, survival, horizon, TimeOrder.ascending(times));
      double[] once = new double[times.length];
      Arrays.fill(once, 1);
      Estimate score = BrierScore.at(times, events, survival, horizon);
      Estimate scaled = BrierScore.scaled(score, BrierScore.ofNull(times, events, horizon));
      assertThat(weighted.score(once)).isCloseTo(score.value(), within(1e-12));
      assertThat(weighted.scaled(once)).isCloseTo(scaled.value(), within(1e-12));
      double exact = weighted.standardError(weighted::score);
      double exactScaled = weighted.standardError(weighted::scaled);
      double share = unit.equals("days") ? 0.001 : 0.01;
      assertThat(score.standardError()).isCloseTo(exact, within(share * exact));
      assertThat(scaled.standardError()).isCloseTo(exactScaled, within(share * exactScaled));
      if (unit.equals("months")) {
        assertThat(exact - score.standardError()).isGreaterThan(3e-5);
        Agreement.disagreement(
            "survival-metrics",
            "SE of the Brier score at 60 months (gbsg in whole months)",
            String.format(
                Locale.ROOT,
                "riskRegression %.6f, infinitesimal jackknife by numbers %.6f",
                score.standardError(),
                exact),
            "riskRegression: in the censoring part of the SE it counts events as at risk of being"
                + " censored at their own time, which the weights themselves do not. The share is"
                + " 0.5 % with whole months, 0.03 % with days.");
      }
    }
  }
}
