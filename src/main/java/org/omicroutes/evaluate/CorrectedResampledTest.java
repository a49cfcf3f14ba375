package org.omicroutes.evaluate;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * The t-test of paired differences over folds that share training patients (Nadeau and Bengio,
 * Machine Learning 2003): the variance of the mean of J differences is {@code (1/J + test/train)
 * s²} with {@code test/train = 1/(folds - 1)}, with J-1 degrees of freedom.
 *
 * @param pairs J
 * @param mean NaN without a pair
 * @param standardError NaN with fewer than two pairs or folds, as are the others
 * @param pValue two-sided; NaN where the standard error is 0
 */
record CorrectedResampledTest(
    int pairs, double mean, double standardError, double lower, double upper, double pValue) {

  /**
   * @param differences NaN where one of the two could not be estimated: left out
   * @param folds of one cross-validation
   * @param level coverage of the limits
   */
  static CorrectedResampledTest of(double[] differences, int folds, double level) {
    double[] known = Arrays.stream(differences).filter(Double::isFinite).toArray();
    double correction = 1.0 / (folds - 1);
    return of(known, folds < 2 ? Double.NaN : correction, level, known.length);
  }

  /** The plain paired t-test, of differences that are independent: one a cohort. */
  static CorrectedResampledTest independent(double[] differences, double level) {
    double[] known = Arrays.stream(differences).filter(Double::isFinite).toArray();
    return of(known, 0, level, known.length);
  }

  private static CorrectedResampledTest of(
      double[] known, double correction, double level, int pairs) {
    double none = Double.NaN;
    double mean = pairs == 0 ? none : Arrays.stream(known).sum() / pairs;
    if (pairs < 2 || Double.isNaN(correction)) {
      return new CorrectedResampledTest(pairs, mean, none, none, none, none);
    }
    double squares = Arrays.stream(known).map(d -> (d - mean) * (d - mean)).sum();
    double se = Math.sqrt(squares / (pairs - 1)) * Math.sqrt(1.0 / pairs + correction);
    TDistribution t = new TDistribution(pairs - 1);
    double half = se * t.inverseCumulativeProbability((1 + level) / 2);
    double p = se > 0 ? 2 * t.cumulativeProbability(-Math.abs(mean) / se) : none;
    return new CorrectedResampledTest(pairs, mean, se, mean - half, mean + half, p);
  }

  StudyValue value() {
    return new StudyValue(mean, standardError, lower, upper);
  }
}
