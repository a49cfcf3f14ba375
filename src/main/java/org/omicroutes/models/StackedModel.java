package org.omicroutes.models;

import java.util.Optional;
import org.omicroutes.survival.ScoreCalibration;

/**
 * A weighted sum of the log hazards of a MOANet and an elastic-net Cox model. What is missing is
 * dealt with by each of them in its own way.
 *
 * @param moanet with weight {@code weights[0]}
 * @param coxnet with weight {@code weights[1]}
 * @param weights at least 0, from inner out-of-fold log hazards
 * @param calibration of the sum, from the same
 */
public record StackedModel(
    MoaNetModel moanet, LinearModel coxnet, double[] weights, ScoreCalibration calibration)
    implements SurvivalModel {

  private double[] scores(PatientData patients) {
    return sum(weights, moanet.risk(patients), coxnet.risk(patients));
  }

  /** {@code w_0 first + w_1 second}. */
  static double[] sum(double[] weights, double[] first, double[] second) {
    double[] sum = new double[first.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = weights[0] * first[i] + weights[1] * second[i];
    }
    return sum;
  }

  @Override
  public Optional<String> networksBy() {
    return moanet.networksBy();
  }

  @Override
  public boolean asksNetworks() {
    return moanet.asksNetworks();
  }

  @Override
  public double[] risk(PatientData patients) {
    return calibration.risk(scores(patients));
  }

  @Override
  public double[][] survival(PatientData patients, double[] days) {
    return calibration.survival(scores(patients), days);
  }
}
