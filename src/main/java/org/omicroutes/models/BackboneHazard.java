package org.omicroutes.models;

import java.util.Arrays;
import org.omicroutes.cohort.SurvivalData;

/**
 * The log hazard that a {@link KernelEnsemble} says, with its members' own: each score times the
 * slope that its out-of-fold scores had. A patient about whom all members are asked has the slope
 * of their mean. One who lacks a decisive modality has the mean of the members that are left, each
 * with its own slope: a member that knows less is less sure. Stand-ins are scaled to the common
 * one.
 *
 * @param slope of the mean of all members
 * @param memberSlopes one a member
 */
public record BackboneHazard(double slope, double[] memberSlopes) {

  static BackboneHazard of(KernelEnsembleTrainer.Fit fit, SurvivalData survival) {
    double[] slopes = new double[fit.byMember().length];
    for (int m = 0; m < slopes.length; m++) {
      slopes[m] = KernelEnsembleTrainer.slope(fit.byMember()[m], survival);
    }
    return new BackboneHazard(fit.model().calibration().slope(), slopes);
  }

  /**
   * @param byMember members and stand-ins × patients, scaled scores; NaN where one is not asked
   */
  double[] hazards(double[][] byMember) {
    double[] means = KernelEnsemble.mean(byMember);
    double[][] own = members(byMember);
    double[] hazards = new double[means.length];
    for (int i = 0; i < means.length; i++) {
      int patient = i;
      double[] asked =
          Arrays.stream(own).mapToDouble(m -> m[patient]).filter(h -> !Double.isNaN(h)).toArray();
      hazards[i] =
          asked.length == memberSlopes.length
              ? slope * means[i]
              : Arrays.stream(asked).average().orElse(0);
    }
    return hazards;
  }

  /** Own log hazards of members and stand-ins × patients; NaN where one is not asked. */
  double[][] members(double[][] byMember) {
    double[][] own = new double[byMember.length][];
    for (int m = 0; m < own.length; m++) {
      double factor = m < memberSlopes.length ? memberSlopes[m] : slope;
      own[m] = Arrays.stream(byMember[m]).map(s -> factor * s).toArray();
    }
    return own;
  }

  /**
   * Log hazards moved the way of one member, as far as a mean of all is unsure: the member's
   * distance from their mean over the square root of their number.
   *
   * @param own members and stand-ins × patients, NaN where one is not asked: there nothing is moved
   * @param member number among the members; where none is asked about a patient, stand-ins take
   *     their places in turn
   */
  double[] shifted(double[] hazards, double[][] own, int member) {
    int members = memberSlopes.length;
    int standIn = own.length > members ? members + member % (own.length - members) : member;
    double[] shifted = hazards.clone();
    for (int i = 0; i < shifted.length; i++) {
      int patient = i;
      double[] asked =
          Arrays.stream(own).mapToDouble(m -> m[patient]).filter(h -> !Double.isNaN(h)).toArray();
      double moved = own[Double.isNaN(own[standIn][i]) ? member : standIn][i];
      if (!Double.isNaN(moved)) {
        double mean = Arrays.stream(asked).average().orElse(0);
        shifted[i] += (moved - mean) / Math.sqrt(asked.length);
      }
    }
    return shifted;
  }
}
