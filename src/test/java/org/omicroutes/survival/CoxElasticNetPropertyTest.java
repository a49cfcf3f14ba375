package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.omicroutes.cohort.DataException;

class CoxElasticNetPropertyTest {

  /** Correlated features, ties in time, weights and offsets. */
  record Problem(CoxElasticNetData data, double alpha, boolean standardize) {

    static Problem of(int samples, int features, double alpha, boolean standardize, long seed) {
      Random random = new Random(seed);
      double[][] x = new double[features][samples];
      double[] times = new double[samples];
      boolean[] events = new boolean[samples];
      double[] weights = new double[samples];
      double[] offset = new double[samples];
      for (int i = 0; i < samples; i++) {
        double shared = random.nextGaussian();
        for (int j = 0; j < features; j++) {
          x[j][i] = (j % 3 + 1) * (random.nextGaussian() + shared);
        }
        weights[i] = 0.2 + random.nextDouble();
        offset[i] = random.nextGaussian() / 2;
        times[i] = Math.ceil(-8 * Math.log(random.nextDouble()) * Math.exp(-x[0][i] / 2));
        events[i] = i == 0 || random.nextDouble() < 0.7;
      }
      CoxElasticNetData data = CoxElasticNetData.of(x, times, events);
      return new Problem(data.withWeights(weights).withOffset(offset), alpha, standardize);
    }

    int features() {
      return data.features().length;
    }

    CoxElasticNet.Settings settings() {
      return CoxElasticNet.Settings.alpha(alpha).withStandardize(standardize).withPath(15, 0.02);
    }

    CoxElasticNetPath fit() {
      return CoxElasticNet.fit(data, settings());
    }
  }

  @Provide
  Arbitrary<Problem> problems() {
    return Combinators.combine(
            Arbitraries.integers().between(15, 40),
            Arbitraries.integers().between(2, 50),
            Arbitraries.of(1.0, 0.7, 0.2, 0.0),
            Arbitraries.of(true, false),
            Arbitraries.longs().between(1, 1_000_000))
        .as(Problem::of);
  }

  /** The gradient of the mean log partial likelihood by a feature, straight from its definition. */
  private static double[] gradient(CoxElasticNetData d, double[] beta) {
    int n = d.size();
    double[] hazard = new double[n];
    for (int i = 0; i < n; i++) {
      double eta = d.offset()[i];
      for (int j = 0; j < beta.length; j++) {
        eta += beta[j] * d.features()[j][i];
      }
      hazard[i] = d.weights()[i] * Math.exp(eta);
    }
    double total = Arrays.stream(d.weights()).sum();
    double[] gradient = new double[beta.length];
    for (int j = 0; j < beta.length; j++) {
      double[] x = d.features()[j];
      for (int i = 0; i < n; i++) {
        double sum = 0;
        double mean = 0;
        for (int k = 0; k < n && d.events()[i]; k++) {
          if (d.times()[k] >= d.times()[i]) {
            sum += hazard[k];
            mean += hazard[k] * x[k];
          }
        }
        gradient[j] += d.events()[i] ? d.weights()[i] / total * (x[i] - mean / sum) : 0;
      }
    }
    return gradient;
  }

  private static double deviation(CoxElasticNetData d, int feature) {
    double total = Arrays.stream(d.weights()).sum();
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < d.size(); i++) {
      mean += d.weights()[i] / total * d.features()[feature][i];
    }
    for (int i = 0; i < d.size(); i++) {
      squares += d.weights()[i] / total * Math.pow(d.features()[feature][i] - mean, 2);
    }
    return Math.sqrt(squares);
  }

  @Property(tries = 60)
  void everyModelMeetsTheOptimalityConditions(@ForAll("problems") Problem problem) {
    CoxElasticNetPath path = problem.fit();
    for (int k = 1; k < path.size(); k++) {
      double lambda = path.lambdas()[k];
      double[] beta = path.coefficients().get(k).dense(problem.features());
      double[] gradient = gradient(problem.data(), beta);
      for (int j = 0; j < beta.length; j++) {
        double unit = problem.standardize() ? deviation(problem.data(), j) : 1;
        double slope = gradient[j] - lambda * (1 - problem.alpha()) * unit * unit * beta[j];
        double bound = lambda * problem.alpha() * unit;
        double violation =
            beta[j] == 0 ? Math.abs(slope) - bound : Math.abs(slope - Math.signum(beta[j]) * bound);
        assertThat(violation).as("feature %d at %s", j, lambda).isLessThan(1e-8);
      }
    }
  }

  @Property(tries = 40)
  void thePathStartsWhereAllCoefficientsAreZero(@ForAll("problems") Problem problem) {
    if (problem.alpha() == 0) {
      return;
    }
    double largest = problem.fit().lambdas()[0];
    CoxElasticNetPath path =
        CoxElasticNet.fit(
            problem.data(),
            problem.settings().withLambdas(3 * largest, largest * 1.0001, largest * 0.999));
    assertThat(path.degreesOfFreedom(0)).isZero();
    assertThat(path.degreesOfFreedom(1)).isZero();
    assertThat(path.degreesOfFreedom(2)).isPositive();
  }

  @Property(tries = 40)
  void anotherUnitOfAFeatureGivesTheCoefficientInThatUnit(@ForAll("problems") Problem problem) {
    CoxElasticNet.Settings settings = problem.settings().withStandardize(true);
    CoxElasticNetPath path = CoxElasticNet.fit(problem.data(), settings);
    double[][] x = problem.data().features().clone();
    x[1] = Arrays.stream(x[1]).map(v -> 1000 * v - 7).toArray();
    CoxElasticNetPath other = CoxElasticNet.fit(withFeatures(problem.data(), x), settings);
    for (int k = 1; k < Math.min(path.size(), other.size()); k++) {
      double[] a = path.coefficients().get(k).dense(x.length);
      double[] b = other.coefficients().get(k).dense(x.length);
      b[1] *= 1000;
      assertThat(b).containsExactly(a, within(1e-5));
    }
  }

  private static CoxElasticNetData withFeatures(CoxElasticNetData d, double[][] x) {
    return CoxElasticNetData.of(x, d.times(), d.events())
        .withWeights(d.weights())
        .withOffset(d.offset());
  }

  @Property(tries = 40)
  void theOrderOfSamplesDoesNotMatter(@ForAll("problems") Problem problem) {
    List<Integer> order =
        new java.util.ArrayList<>(IntStream.range(0, problem.data().size()).boxed().toList());
    Collections.shuffle(order, new Random(5));
    CoxElasticNetData shuffled =
        problem.data().select(order.stream().mapToInt(Integer::intValue).toArray());
    CoxElasticNetPath a = problem.fit();
    CoxElasticNetPath b = CoxElasticNet.fit(shuffled, problem.settings());
    assertThat(b.lambdas()).containsExactly(a.lambdas(), within(1e-9 * a.lambdas()[0]));
    double[] last = a.coefficients().get(a.size() - 1).dense(problem.features());
    assertThat(b.coefficients().get(b.size() - 1).dense(problem.features()))
        .containsExactly(last, within(1e-5));
  }

  @Property(tries = 40)
  void twinFeaturesShareTheirCoefficient(@ForAll("problems") Problem problem) {
    if (problem.alpha() == 1) {
      return;
    }
    double[][] x = Arrays.copyOf(problem.data().features(), problem.features() + 1);
    x[x.length - 1] = x[0].clone();
    CoxElasticNetPath path = CoxElasticNet.fit(withFeatures(problem.data(), x), problem.settings());
    for (CoxElasticNetPath.Coefficients c : path.coefficients()) {
      double[] dense = c.dense(x.length);
      assertThat(dense[x.length - 1]).isCloseTo(dense[0], within(1e-6));
    }
  }

  @Example
  void allCensoredAndAllConstantAreErrors() {
    double[][] x = {{1, 2, 3}};
    double[] times = {1, 2, 3};
    CoxElasticNet.Settings settings = CoxElasticNet.Settings.alpha(1);
    assertThatThrownBy(
            () -> CoxElasticNet.fit(CoxElasticNetData.of(x, times, new boolean[3]), settings))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("all censored");
    double[][] constant = {{4, 4, 4}};
    boolean[] events = {true, true, false};
    assertThatThrownBy(
            () -> CoxElasticNet.fit(CoxElasticNetData.of(constant, times, events), settings))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("constant");
  }

  @Example
  void oneEventAndAConstantFeatureAreFitted() {
    double[][] x = {{3, 1, 2, 0, 1}, {4, 4, 4, 4, 4}, {0, 1, 0, 1, 1}};
    boolean[] events = {false, true, false, false, false};
    CoxElasticNetData data = CoxElasticNetData.of(x, new double[] {1, 2, 3, 4, 5}, events);
    CoxElasticNetPath path = CoxElasticNet.fit(data, CoxElasticNet.Settings.alpha(0.5));
    assertThat(path.degreesOfFreedom(path.size() - 1)).isPositive();
    for (CoxElasticNetPath.Coefficients c : path.coefficients()) {
      assertThat(c.dense(3)[1]).isZero();
      assertThat(c.values()).doesNotContain(Double.NaN);
    }
    assertThatThrownBy(
            () ->
                CoxElasticNetCv.of(
                    data,
                    CoxElasticNet.Settings.alpha(0.5),
                    path,
                    new int[] {1, 2, 1, 2, 1},
                    CoxElasticNetCv.Measure.DEVIANCE,
                    1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no event in fold 1");
  }

  @Example
  void aFeatureThatPartsEventsPerfectlyDoesNotBreakThePath() {
    double[] times = IntStream.rangeClosed(1, 30).mapToDouble(i -> i).toArray();
    boolean[] events = new boolean[30];
    Arrays.fill(events, true);
    double[][] x = {Arrays.stream(times).map(t -> -t).toArray(), new double[30]};
    Arrays.setAll(x[1], i -> i % 7);
    CoxElasticNetPath path =
        CoxElasticNet.fit(
            CoxElasticNetData.of(x, times, events),
            CoxElasticNet.Settings.alpha(1).withLambdas(0.5, 0.01, 1e-4));
    assertThat(path.converged()).doesNotContain(false);
    assertThat(path.devianceRatios()[2]).isBetween(0.98, 1.0);
  }
}
