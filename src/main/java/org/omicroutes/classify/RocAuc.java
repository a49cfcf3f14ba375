package org.omicroutes.classify;

import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.survival.Estimate;
import org.omicroutes.survival.TimeDependentAuc;

/**
 * The area under the ROC curve: the probability that a patient of class 1 has the higher score than
 * one of class 0; equal scores count one half. With equal weights the standard error and the paired
 * comparison are those of DeLong, DeLong and Clarke-Pearson (Biometrics 1988), and so R's {@code
 * pROC}.
 */
public final class RocAuc {
  private RocAuc() {}

  /**
   * The weighted area. Each patient's influence is that of DeLong's placement values, which take
   * weights as known; where they come from the censoring distribution, {@link #censored} has the
   * standard error that allows for its estimation.
   *
   * @return standard error NaN where a class has one patient only; 0 where the classes do not
   *     overlap
   * @throws org.omicroutes.cohort.DataException where one of the classes has nobody
   */
  public static Estimate of(ScoredLabels data) {
    data.requireBoth();
    double[] share = winningShare(data);
    double died = data.total(true);
    double alive = data.total(false);
    double auc = area(data, share, died, alive);
    double casesFactor = smallSample(data.count(true));
    double controlsFactor = smallSample(data.count(false));
    double[] influence = new double[data.size()];
    for (int i = 0; i < influence.length; i++) {
      influence[i] =
          data.died(i)
              ? casesFactor * data.weight(i) * (share[i] / alive - auc) / died
              : controlsFactor * data.weight(i) * (share[i] / died - auc) / alive;
    }
    return new Estimate(auc, influence);
  }

  /** The area alone; NaN where one of the classes has nobody. */
  static double value(ScoredLabels data) {
    return area(data, winningShare(data), data.total(true), data.total(false));
  }

  /**
   * The area weighted by the inverse probability of censoring, with the influence of all patients,
   * those without a label included: {@link TimeDependentAuc} at the horizon. The value is that of
   * {@link #of} with the weights of {@link HorizonLabels.Censored#WEIGHTED}.
   *
   * @param score of every patient, higher is worse
   * @return standard error that allows for the estimation of the censoring distribution
   * @throws org.omicroutes.cohort.DataException where one of the classes has nobody or a score is
   *     missing
   */
  public static Estimate censored(SurvivalData survival, double days, double[] score) {
    ScoredLabels.requireEvery(survival, score);
    HorizonLabels.of(survival, days, HorizonLabels.Censored.WEIGHTED);
    return TimeDependentAuc.at(survival.times(), survival.events(), score, days);
  }

  /** Makes a sum of n squares a sample variance; NaN for one patient, who has none. */
  private static double smallSample(int n) {
    return n > 1 ? Math.sqrt(n / (n - 1.0)) : Double.NaN;
  }

  private static double area(ScoredLabels data, double[] share, double died, double alive) {
    double sum = 0;
    for (int i = 0; i < share.length; i++) {
      sum += data.died(i) ? data.weight(i) * share[i] : 0;
    }
    return sum / died / alive;
  }

  /**
   * Of a patient of class 1 the weight of those of class 0 with a lower score, of one of class 0
   * the weight of those of class 1 with a higher score; equal scores half.
   */
  private static double[] winningShare(ScoredLabels data) {
    int[] order = data.ascending();
    double[] share = new double[order.length];
    double[] below = new double[2];
    double died = data.total(true);
    for (int start = 0; start < order.length; ) {
      double score = data.score(order[start]);
      double[] here = new double[2];
      int end = start;
      for (; end < order.length && data.score(order[end]) == score; end++) {
        here[data.died(order[end]) ? 1 : 0] += data.weight(order[end]);
      }
      for (int k = start; k < end; k++) {
        int i = order[k];
        share[i] = data.died(i) ? below[0] + here[0] / 2 : died - below[1] - here[1] / 2;
      }
      below[0] += here[0];
      below[1] += here[1];
      start = end;
    }
    return share;
  }
}
