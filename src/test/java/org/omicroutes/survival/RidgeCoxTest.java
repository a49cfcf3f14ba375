package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

class RidgeCoxTest {

  private static double[][] kernel(double[][] x) {
    double[][] k = new double[x.length][x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        for (int f = 0; f < x[i].length; f++) {
          k[i][j] += x[i][f] * x[j][f];
        }
      }
    }
    return k;
  }

  @Test
  void theDualSolutionIsThatOfCoxphWithRidge() throws Exception {
    Frozen table = Frozen.read("survival/ties.tsv.gz");
    Frozen expected = Frozen.read("survival/ridge.tsv.gz");
    double[][] x = table.matrix(expected.texts("feature"));
    SurvivalData survival = table.survival();
    double[] dual =
        new KernelCox(kernel(x), survival.times(), survival.events()).fit(10, new double[x.length]);
    double[] coefficients = new double[expected.size()];
    for (int f = 0; f < coefficients.length; f++) {
      for (int i = 0; i < x.length; i++) {
        coefficients[f] += dual[i] * x[i][f];
      }
    }
    Agreement.of(
            "ridge", "survival", "survival", "coxph(ridge())", "ties, 300 samples × 4 features")
        .close("coefficients, penalty 10", coefficients, expected.numbers("coef"), 1e-6);
  }

  @Test
  void hessianProductsAreDerivativesOfTheGradient() {
    Simulated cohort = Simulated.cohort(30, 2, 4);
    double[] times = cohort.survival().times();
    for (int i = 0; i < times.length; i++) {
      times[i] = Math.ceil(times[i] / 300);
    }
    PartialLikelihood likelihood = new PartialLikelihood(times, cohort.survival().events());
    double[] eta = cohort.features().row(0);
    double[] v = cohort.features().row(1);
    double[] product = new double[30];
    likelihood.at(eta);
    likelihood.hessianTimes(v, product);
    double h = 1e-5;
    double[] up = new double[30];
    double[] down = new double[30];
    gradientAt(likelihood, eta, v, h, up);
    gradientAt(likelihood, eta, v, -h, down);
    for (int i = 0; i < 30; i++) {
      assertThat(product[i]).isCloseTo((down[i] - up[i]) / (2 * h), within(1e-7));
    }
  }

  private static void gradientAt(
      PartialLikelihood likelihood, double[] eta, double[] v, double h, double[] gradient) {
    double[] moved = eta.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += h * v[i];
    }
    likelihood.at(moved);
    likelihood.gradient(gradient);
  }

  @Test
  void findsTheSignalAmongManyMoreFeaturesThanSamples() {
    Simulated cohort = Simulated.cohort(150, 400, 2);
    List<String> ids = cohort.survival().sampleIds();
    double[][] kernel = new double[150][150];
    LayerScaler scaler = LayerScaler.fit("x", cohort.features(), ids);
    scaler.addKernel(cohort.features(), ids, kernel);
    RidgeCox model =
        RidgeCox.fit(kernel, cohort.survival(), new double[] {100, 30, 10, 3, 1}, 5, 1);
    double[] coefficients = scaler.coefficients(cohort.features(), ids, model.dual());
    assertThat(coefficients[0]).isPositive();
    assertThat(coefficients[1]).isNegative();
    double c =
        Concordance.harrell(
                cohort.survival().times(), cohort.survival().events(), model.outOfFold())
            .value();
    assertThat(c).isGreaterThan(0.55);
    assertThat(model.slope()).isPositive();
  }
}
