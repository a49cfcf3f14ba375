package org.omicroutes.classify;

import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.omicroutes.cohort.DataException;
import org.omicroutes.survival.ChiSquareTest;

/**
 * McNemar's test (1947) of two models' classes of the same patients: whether one is right more
 * often where only one of them is. Patients count, weights do not.
 *
 * @param firstOnly patients of whom only the first model is right
 * @param secondOnly patients of whom only the second is
 * @param statistic chi-squared with one degree of freedom and continuity correction (R's {@code
 *     mcnemar.test}); NaN where the models never differ
 * @param pValue of the statistic
 * @param exactP two-sided binomial test; 1 where the models never differ
 */
public record McNemar(
    int firstOnly, int secondOnly, double statistic, double pValue, double exactP) {

  /**
   * @param threshold a probability at or above it is taken as class 1
   * @throws DataException where the two are not of the same patients in the same order, or a score
   *     is no probability
   */
  public static McNemar of(ScoredLabels first, ScoredLabels second, double threshold) {
    first.requireProbabilities();
    second.requireProbabilities();
    if (first.size() != second.size()) {
      throw DataException.of(
          first.size() + " and " + second.size() + " patients", "two models of the same patients");
    }
    int[] only = new int[2];
    for (int i = 0; i < first.size(); i++) {
      if (first.died(i) != second.died(i)) {
        throw DataException.of(
            "two labels of patient " + (i + 1), "two models of the same patients");
      }
      boolean one = first.score(i) >= threshold == first.died(i);
      boolean other = second.score(i) >= threshold == second.died(i);
      only[0] += one && !other ? 1 : 0;
      only[1] += other && !one ? 1 : 0;
    }
    return of(only[0], only[1]);
  }

  private static McNemar of(int firstOnly, int secondOnly) {
    int differ = firstOnly + secondOnly;
    double apart = Math.max(0, Math.abs(firstOnly - secondOnly) - 1);
    double statistic = differ == 0 ? Double.NaN : apart * apart / differ;
    BinomialDistribution coin = new BinomialDistribution(differ, 0.5);
    double tail = coin.cumulativeProbability(Math.min(firstOnly, secondOnly));
    return new McNemar(
        firstOnly,
        secondOnly,
        statistic,
        new ChiSquareTest(statistic, 1).pValue(),
        Math.min(1, 2 * tail));
  }
}
