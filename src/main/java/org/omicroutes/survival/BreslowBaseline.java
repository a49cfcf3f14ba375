package org.omicroutes.survival;

import java.util.Arrays;

/**
 * The cumulative baseline hazard of a proportional hazards model (Breslow, 1972): {@code H0(t) =
 * sum_{u <= t} d(u) / sum_{T_j >= u} exp(risk_j)}, from training samples; it turns risk scores into
 * survival probabilities {@code exp(-H0(t) exp(risk))}.
 *
 * @param times event times in days, ascending
 * @param cumulativeHazard {@code H0} from each of those times on
 */
public record BreslowBaseline(double[] times, double[] cumulativeHazard) {

  /**
   * @param risk log relative hazards of the training samples
   */
  public static BreslowBaseline fit(double[] times, boolean[] events, double[] risk) {
    return fit(times, events, risk, CoxModel.Ties.BRESLOW);
  }

  /**
   * Every weight 1.
   *
   * <p>With Efron's ties each of d tied events sees the tied events' own hazards partly removed, as
   * {@code survfit.coxph} does for a model fitted that way.
   */
  public static BreslowBaseline fit(
      double[] times, boolean[] events, double[] risk, CoxModel.Ties ties) {
    double[] weights = new double[times.length];
    Arrays.fill(weights, 1);
    return fit(times, events, risk, weights, ties);
  }

  /**
   * With case weights, which count in the hazards at risk and in the events; tied events share
   * their weight evenly.
   *
   * @param weights one a sample; 0 leaves the sample out
   */
  public static BreslowBaseline fit(
      double[] times, boolean[] events, double[] risk, double[] weights, CoxModel.Ties ties) {
    int n = times.length;
    int[] order = TimeOrder.ascending(times);
    double[] eventTimes = new double[n];
    double[] increments = new double[n];
    int size = 0;
    double atRisk = 0;
    for (int end = n; end > 0; ) {
      int start = end;
      double time = times[order[end - 1]];
      int deaths = 0;
      double deathWeight = 0;
      double tied = 0;
      while (start > 0 && times[order[start - 1]] == time) {
        start--;
        double weight = weights[order[start]];
        double hazard = weight == 0 ? 0 : weight * Math.exp(risk[order[start]]);
        atRisk += hazard;
        if (events[order[start]] && weight > 0) {
          deaths++;
          deathWeight += weight;
          tied += hazard;
        }
      }
      if (deaths > 0) {
        double sum = 0;
        for (int l = 0; l < deaths; l++) {
          double removed = ties == CoxModel.Ties.EFRON ? tied * l / deaths : 0;
          sum += deathWeight / deaths / (atRisk - removed);
        }
        eventTimes[size] = time;
        increments[size++] = sum;
      }
      end = start;
    }
    double[] sorted = new double[size];
    double[] cumulative = new double[size];
    double sum = 0;
    for (int k = 0; k < size; k++) {
      sum += increments[size - 1 - k];
      sorted[k] = eventTimes[size - 1 - k];
      cumulative[k] = sum;
    }
    return new BreslowBaseline(sorted, cumulative);
  }

  /** {@code H0(t)}; beyond the last event it stays as it is. */
  public double hazardAt(double t) {
    int k = Arrays.binarySearch(times, t);
    k = k >= 0 ? k : -k - 2;
    return k < 0 ? 0 : cumulativeHazard[k];
  }

  /** The probability of a sample with this risk to be alive at {@code t} days. */
  public double survival(double t, double risk) {
    double hazard = hazardAt(t);
    return hazard == 0 ? 1 : Math.exp(-hazard * Math.exp(risk));
  }
}
