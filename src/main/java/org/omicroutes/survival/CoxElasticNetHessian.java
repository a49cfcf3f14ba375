package org.omicroutes.survival;

/**
 * The negative Hessian of {@link CoxElasticNetLikelihood} by linear predictors as it was at one
 * point: a diagonal less sums over risk sets. It stays as it is when the likelihood moves on.
 *
 * @param groupStart first sorted position of each group, and the number of positions
 * @param firstOfStratum by group, whether risk sets end there
 * @param hazards by position, weight times hazard
 * @param diagonal by position, hazard times cumulative baseline hazard
 * @param scales by group, weight of deaths by the square of the sum of the hazards at risk
 */
record CoxElasticNetHessian(
    int[] groupStart,
    boolean[] firstOfStratum,
    double[] hazards,
    double[] diagonal,
    double[] scales)
    implements PenalisedLikelihood.Hessian {

  /** The product with {@code v} (positive semidefinite), in O(n). */
  @Override
  public void times(double[] v, double[] product) {
    int groups = scales.length;
    double[] shares = new double[groups];
    double sum = 0;
    for (int g = groups - 1; g >= 0; g--) {
      double a = 0;
      double b = 0;
      int k = groupStart[g];
      int end = groupStart[g + 1];
      for (; k + 1 < end; k += 2) {
        a += hazards[k] * v[k];
        b += hazards[k + 1] * v[k + 1];
      }
      sum += a + b + (k < end ? hazards[k] * v[k] : 0);
      shares[g] = scales[g] * sum;
      sum = firstOfStratum[g] ? 0 : sum;
    }
    double shared = 0;
    for (int g = 0; g < groups; g++) {
      shared = (firstOfStratum[g] ? 0 : shared) + shares[g];
      for (int k = groupStart[g]; k < groupStart[g + 1]; k++) {
        product[k] = diagonal[k] * v[k] - hazards[k] * shared;
      }
    }
  }
}
