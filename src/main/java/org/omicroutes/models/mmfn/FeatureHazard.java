package org.omicroutes.models.mmfn;

import java.util.Arrays;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.neural.RidgeCox;

/**
 * A log hazard that is linear in the features of one network, standardised over its patients.
 *
 * @param means one a feature
 * @param coefficients one a feature, per unit; 0 for a feature that does not vary
 */
public record FeatureHazard(double[] means, double[] coefficients) {

  /**
   * A ridge Cox model.
   *
   * @param features patients × features
   * @param inside positions of those to fit on
   * @param survival of all patients
   */
  static FeatureHazard fit(
      double[][] features, int[] inside, SurvivalData survival, double penalty) {
    int count = features[0].length;
    double[] means = new double[count];
    double[] scales = new double[count];
    for (int f = 0; f < count; f++) {
      int feature = f;
      ZScore unit =
          ZScore.of(Arrays.stream(inside).mapToDouble(i -> features[i][feature]).toArray());
      means[f] = unit.mean();
      scales[f] = unit.sd() > 0 ? unit.sd() : Double.POSITIVE_INFINITY;
    }
    double[][] x = new double[inside.length][count];
    for (int i = 0; i < x.length; i++) {
      for (int f = 0; f < count; f++) {
        x[i][f] = (features[inside[i]][f] - means[f]) / scales[f];
      }
    }
    SurvivalData own = select(survival, inside);
    double[] fitted = new RidgeCox(x, own.times(), own.events()).fit(penalty, new double[count]);
    double[] coefficients = new double[count];
    Arrays.setAll(coefficients, f -> fitted[f] / scales[f]);
    return new FeatureHazard(means, coefficients);
  }

  /** Of the patients at these positions. */
  static SurvivalData select(SurvivalData survival, int[] positions) {
    return survival.select(Arrays.stream(positions).mapToObj(survival.sampleIds()::get).toList());
  }

  /** One patient's. */
  double score(double[] features) {
    double sum = 0;
    for (int f = 0; f < features.length; f++) {
      sum += coefficients[f] * (features[f] - means[f]);
    }
    return sum;
  }
}
