package org.omicroutes.survival;

import java.util.Arrays;
import org.omicroutes.cohort.StopSignal;

/**
 * Cumulative/dynamic AUC at a horizon t with inverse probability of censoring weights (Uno et al.,
 * JASA 2007; Blanche et al., Statistics in Medicine 2013): the probability that a patient with an
 * event at or before t (case) has a higher risk than one still event free after t (control). Equal
 * risks count one half. A patient censored at or before t is neither, and is made up for by the
 * weights.
 *
 * <p>An event exactly at t makes a case, as riskRegression has it; timeROC leaves such a patient
 * out. The standard error comes from the influence function, the estimation of the censoring
 * distribution included.
 */
public final class TimeDependentAuc {
  private TimeDependentAuc() {}

  /**
   * @param risk higher is worse
   * @param horizon days
   * @return not estimable without cases or without controls
   */
  public static Estimate at(double[] times, boolean[] events, double[] risk, double horizon) {
    StopSignal.check();
    int n = times.length;
    CensoringWeights weights = new CensoringWeights(times, events, horizon);
    double caseWeight = 0;
    double controlWeight = 0;
    for (int i = 0; i < n; i++) {
      caseWeight += weights.isCase(i) ? weights.weight(i) : 0;
      controlWeight += weights.isControl(i) ? weights.weight(i) : 0;
    }
    if (caseWeight == 0 || controlWeight == 0) {
      return Estimate.none(n);
    }
    double[] share = winningShare(weights, risk);
    double auc = 0;
    for (int i = 0; i < n; i++) {
      auc += weights.isCase(i) ? weights.weight(i) * share[i] / controlWeight / caseWeight : 0;
    }
    return new Estimate(
        auc, influence(weights, share, auc, new double[] {caseWeight, controlWeight}));
  }

  /**
   * For a case: the weight of the controls with lower risk (ties half); for a control: the weight
   * of the cases with higher risk.
   */
  private static double[] winningShare(CensoringWeights weights, double[] risk) {
    int[] order = TimeOrder.ascending(risk);
    int n = order.length;
    double[] share = new double[n];
    double allCases = 0;
    for (int i = 0; i < n; i++) {
      allCases += weights.isCase(i) ? weights.weight(i) : 0;
    }
    double controlsBelow = 0;
    double casesBelow = 0;
    for (int start = 0; start < n; ) {
      int end = start;
      double controls = 0;
      double cases = 0;
      for (; end < n && risk[order[end]] == risk[order[start]]; end++) {
        int i = order[end];
        controls += weights.isControl(i) ? weights.weight(i) : 0;
        cases += weights.isCase(i) ? weights.weight(i) : 0;
      }
      for (int k = start; k < end; k++) {
        share[order[k]] =
            weights.isCase(order[k])
                ? controlsBelow + controls / 2
                : allCases - casesBelow - cases / 2;
      }
      controlsBelow += controls;
      casesBelow += cases;
      start = end;
    }
    return share;
  }

  private static double[] influence(
      CensoringWeights weights, double[] share, double auc, double[] totals) {
    int n = share.length;
    double denominator = totals[0] * totals[1];
    double[] influence = new double[n];
    double[] exposed = new double[n];
    for (int i = 0; i < n; i++) {
      if (weights.isCase(i)) {
        exposed[i] = weights.weight(i) * (share[i] - auc * totals[1]) / denominator;
        influence[i] = exposed[i];
      } else if (weights.isControl(i)) {
        // The weight of controls is a common factor: it cancels, and with it its part of G.
        influence[i] = weights.weight(i) * (share[i] - auc * totals[0]) / denominator;
      }
    }
    double[] fromCensoring = weights.influence(exposed, false);
    double small = Estimate.smallSample(n);
    Arrays.setAll(influence, i -> (influence[i] + fromCensoring[i]) * small);
    return influence;
  }
}
