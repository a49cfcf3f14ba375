package org.omicroutes.survival;

import org.omicroutes.cohort.DataException;

/**
 * How uncertain it is whether a patient is alive at a horizon, and how much of that comes from the
 * data and how much from the model. The members of an ensemble (refits on resamples, networks of
 * other seeds, dropout passes) each say a probability {@code p_m}; all count the same.
 *
 * <p>Variance of being alive (law of total variance): {@code p(1 - p) = mean p_m(1 - p_m) + var
 * p_m}, p the mean of the members, the variance with divisor M. Entropy in nats (Depeweg et al.,
 * ICML 2018): {@code H(p) = mean H(p_m) + I}, I the mutual information of the outcome and the
 * member. The data part stays however many patients are learned from; the model part does not.
 *
 * @param mean mean probability of the members
 * @param variance total, 0 to 1/4
 * @param dataVariance what is left if the right member were known
 * @param modelVariance what the members differ by
 * @param entropy total, 0 to log 2
 * @param dataEntropy mean of the members' entropies
 * @param modelEntropy mutual information
 */
public record UncertaintyParts(
    double mean,
    double variance,
    double dataVariance,
    double modelVariance,
    double entropy,
    double dataEntropy,
    double modelEntropy) {

  /**
   * @param members each member's probability that the patient is alive at the horizon
   * @throws DataException where there is no member, or one says no probability
   */
  public static UncertaintyParts of(double[] members) {
    if (members.length == 0) {
      throw DataException.of("no members", "at least one probability");
    }
    double sum = 0;
    for (double p : members) {
      if (!(p >= 0 && p <= 1)) {
        throw DataException.of("a member's survival probability " + p, "0 to 1");
      }
      sum += p;
    }
    double mean = Math.min(1, sum / members.length);
    double data = 0;
    double spread = 0;
    double entropy = 0;
    double divergence = 0;
    for (double p : members) {
      data += p * (1 - p) / members.length;
      spread += (p - mean) * (p - mean) / members.length;
      entropy += (surprise(p) + surprise(1 - p)) / members.length;
      // The mutual information as mean divergence from the mean does not cancel where it is small.
      divergence += (part(p, mean) + part(1 - p, 1 - mean)) / members.length;
    }
    return new UncertaintyParts(
        mean,
        mean * (1 - mean),
        data,
        spread,
        surprise(mean) + surprise(1 - mean),
        entropy,
        Math.max(0, divergence));
  }

  private static double surprise(double p) {
    return p == 0 ? 0 : -p * Math.log(p);
  }

  private static double part(double p, double q) {
    return p == 0 ? 0 : p * Math.log(p / q);
  }
}
