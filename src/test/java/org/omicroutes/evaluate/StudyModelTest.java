package org.omicroutes.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.survival.Concordance;

class StudyModelTest {
  private static final int FOLDS = 3;
  private static final StudySettings SETTINGS =
      new StudySettings("m", "b", 36, 60, 0.95, 100, 1, new EquityGap.Limits(20, 5), 65);

  private static double[][] simulate(int patients, Random random) {
    double[][] data = new double[3][patients];
    for (int i = 0; i < patients; i++) {
      double hazard = random.nextGaussian();
      data[0][i] = 1 - Math.log(random.nextDouble()) * 1500 * Math.exp(-hazard);
      data[1][i] = 4000 * random.nextDouble();
      data[2][i] = hazard + random.nextGaussian();
    }
    return data;
  }

  /** All patients in each repeat, with the same predictions. */
  private static StudyModel model(double[][] data, int repeats) {
    int n = data[0].length;
    List<StudyFold> folds = new ArrayList<>();
    for (int r = 0; r < repeats; r++) {
      for (int f = 0; f < FOLDS; f++) {
        int fold = f;
        int[] own = IntStream.range(0, n).filter(i -> i % FOLDS == fold).toArray();
        List<String> ids = new ArrayList<>();
        double[] times = new double[own.length];
        boolean[] events = new boolean[own.length];
        double[] risk = new double[own.length];
        for (int k = 0; k < own.length; k++) {
          ids.add("p" + own[k]);
          times[k] = 1 + Math.min(data[0][own[k]], data[1][own[k]]);
          events[k] = data[0][own[k]] <= data[1][own[k]];
          risk[k] = data[2][own[k]];
        }
        var predictions = new SurvivalPredictions(ids, risk, new int[0], new double[own.length][0]);
        HeldOut test = new HeldOut(f, predictions, new SurvivalData(ids, times, events));
        folds.add(new StudyFold(r, f, own, test, null));
      }
    }
    return new StudyModel("m", folds, n);
  }

  @Test
  void intervalsOfCCoverTheTruth() {
    Random random = new Random(2);
    double[][] many = simulate(4000, random);
    boolean[] seen = new boolean[4000];
    double[] times = new double[4000];
    for (int i = 0; i < 4000; i++) {
      seen[i] = many[0][i] <= many[1][i];
      times[i] = Math.min(many[0][i], many[1][i]);
    }
    double truth = Concordance.harrell(times, seen, many[2]).value();
    int covered = 0;
    for (int k = 0; k < 300; k++) {
      StudyValue c = StudyDiscrimination.of(model(simulate(120, random), 1), SETTINGS).meanC();
      covered += c.lower() <= truth && truth <= c.upper() ? 1 : 0;
    }
    assertThat(covered / 300.0).isBetween(0.90, 0.99);
  }

  @Test
  void repeatsOfTheSamePredictionsDoNotNarrowTheInterval() {
    double[][] data = simulate(120, new Random(3));
    StudyValue once = StudyDiscrimination.of(model(data, 1), SETTINGS).meanC();
    StudyValue thrice = StudyDiscrimination.of(model(data, 3), SETTINGS).meanC();
    assertThat(thrice.lower()).isCloseTo(once.lower(), within(1e-12));
    assertThat(thrice.upper()).isCloseTo(once.upper(), within(1e-12));
  }
}
