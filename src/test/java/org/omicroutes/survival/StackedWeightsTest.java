package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

class StackedWeightsTest {
  private static final List<String> MODELS = List.of("nodes", "hormones", "wrong", "noise");

  @Test
  void weightsAreOptims() throws Exception {
    Frozen patients = Frozen.read("stacking/patients.tsv.gz");
    Frozen all = Frozen.read("stacking/weights.tsv.gz");
    for (String unit : List.of("days", "rounded")) {
      Frozen rows = all.where("unit", unit);
      for (int k = 0; k < rows.size(); k++) {
        double penalty = rows.numbers("penalty")[k];
        StackedWeights found =
            StackedWeights.fit(
                patients.matrix(MODELS), patients.numbers(unit), patients.flags("event"), penalty);
        String data =
            "gbsg, 686 patients × 4 scores"
                + (unit.equals("days") ? "" : ", times rounded to 60 days");
        Agreement.of("stacked-weights", "stacking", "stats", "optim", data)
            .absolute("weights, penalty " + penalty, found.weights(), rows.matrix(MODELS)[k], 1e-6)
            .close(
                "objective, penalty " + penalty,
                found.objective(),
                rows.numbers("objective")[k],
                1e-10);
        assertThat(found.weights()[2]).isZero();
      }
    }
  }

  private static double[][] scores(Simulated cohort, long seed) {
    Random random = new Random(seed);
    double[][] scores = new double[cohort.survival().size()][3];
    for (int i = 0; i < scores.length; i++) {
      scores[i][0] = cohort.features().at(0, i) + 0.3 * random.nextGaussian();
      scores[i][1] = -cohort.features().at(1, i);
      scores[i][2] = random.nextGaussian();
    }
    return scores;
  }

  @Property(tries = 40)
  void noOtherWeightsAreBetterAndShiftsDoNotMatter(@ForAll long seed) {
    Simulated cohort = Simulated.cohort(60, 2, seed);
    double[] times = cohort.survival().times();
    boolean[] events = cohort.survival().events();
    double[][] x = scores(cohort, seed);
    StackedWeights best = StackedWeights.fit(x, times, events, 0.05);
    assertThat(Arrays.stream(best.weights()).min().orElseThrow()).isNotNegative();
    PartialLikelihood likelihood = new PartialLikelihood(times, events);
    Random random = new Random(seed);
    for (int k = 0; k < 20; k++) {
      double[] w = best.weights().clone();
      for (int m = 0; m < 3; m++) {
        w[m] = Math.max(0, w[m] + 0.1 * random.nextGaussian());
      }
      double squares = Arrays.stream(w).map(v -> v * v).sum();
      double there = likelihood.at(new StackedWeights(w, 0).combine(x)) / 60 - 0.05 / 2 * squares;
      assertThat(there).isLessThanOrEqualTo(best.objective() + 1e-12);
    }
    double[][] moved = Arrays.stream(x).map(double[]::clone).toArray(double[][]::new);
    Arrays.stream(moved).forEach(row -> row[0] += 5);
    assertThat(StackedWeights.fit(moved, times, events, 0.05).weights())
        .containsExactly(best.weights(), within(1e-7));
  }

  @Test
  void theSameScoreTwiceSharesTheWeightUnderAPenalty() {
    Simulated cohort = Simulated.cohort(150, 2, 7);
    double[][] x = new double[150][2];
    for (int i = 0; i < x.length; i++) {
      Arrays.fill(x[i], cohort.features().at(0, i));
    }
    double[] w =
        StackedWeights.fit(x, cohort.survival().times(), cohort.survival().events(), 0.01)
            .weights();
    assertThat(w[0]).isCloseTo(w[1], within(1e-8)).isGreaterThan(0.2);
  }

  @Test
  void uglyCases() {
    double[] times = {1, 2, 3, 4};
    double[][] perfect = {{4}, {3}, {2}, {1}};
    boolean[] all = {true, true, true, true};
    assertThatThrownBy(() -> StackedWeights.fit(perfect, times, new boolean[4], 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no event");
    assertThat(StackedWeights.fit(perfect, times, all, 0.1).weights()[0]).isPositive();
    double[][] flat = {{1}, {1}, {1}, {1}};
    assertThat(StackedWeights.fit(flat, times, all, 0).weights()).containsExactly(0);
    double[][] against = {{1}, {2}, {3}, {4}};
    assertThat(StackedWeights.fit(against, times, all, 0).weights()).containsExactly(0);
    double[] tied = {2, 2, 2, 2};
    assertThat(StackedWeights.fit(perfect, tied, all, 0).weights()[0]).isCloseTo(0, within(1e-9));
    against[1][0] = Double.NaN;
    assertThatThrownBy(() -> StackedWeights.fit(against, times, all, 0))
        .hasMessageContaining("patient 2");
  }
}
