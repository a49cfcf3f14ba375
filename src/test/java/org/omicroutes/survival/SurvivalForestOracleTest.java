package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

/** Against R's ranger and survival (src/test/oracle/rsf/make.R). */
class SurvivalForestOracleTest {
  private static final int SEEDS = 8;

  /** A frozen data set. */
  private record Data(String name, LabelledMatrix x, SurvivalData survival) {
    static Data of(String name) throws Exception {
      Frozen table = Frozen.read("rsf/" + name + ".tsv.gz");
      List<String> features =
          table.header().stream().filter(h -> !h.equals("time") && !h.equals("event")).toList();
      double[][] rows = new double[features.size()][];
      for (int f = 0; f < rows.length; f++) {
        rows[f] = table.numbers(features.get(f));
      }
      SurvivalData survival = table.survival();
      return new Data(name, LabelledMatrix.of(features, survival.sampleIds(), rows), survival);
    }

    String title() {
      return name + ", " + x.sampleCount() + " samples × " + x.featureCount() + " features";
    }

    double[] grid() throws Exception {
      return Frozen.read("rsf/grid.tsv.gz").where("data", name).numbers("time");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"veteran", "lung", "pbc", "gbsg", "pbc-subsample"})
  void outOfBagErrorIsThatOfRanger(String setting) throws Exception {
    Frozen o = Frozen.read("rsf/settings.tsv.gz").where("setting", setting);
    Data data = Data.of(o.texts("data").get(0));
    double[] concordance = new double[SEEDS];
    double[] brier = new double[SEEDS];
    for (int s = 0; s < SEEDS; s++) {
      ForestSettings settings =
          new ForestSettings(
              (int) o.number("trees"),
              (int) o.number("mtry"),
              (int) o.number("node"),
              o.number("replace") == 1,
              o.number("fraction"),
              0,
              s + 1);
      SurvivalForest forest = SurvivalForest.fit(data.x(), data.survival(), settings, 0);
      var found =
          new ForestOutOfBag(forest, data.x(), data.survival(), settings)
              .performance(data.grid(), 0);
      concordance[s] = found.concordance();
      brier[s] = found.integratedBrier();
    }
    Frozen expected = Frozen.read("rsf/forests.tsv.gz").where("setting", setting);
    String how =
        o.number("replace") == 1 ? "" : ", without replacement, nodes of " + o.texts("node").get(0);
    Agreement agreement = Agreement.of("rsf", "rsf", "ranger", "ranger", data.title() + how);
    within(agreement, "out-of-bag Harrell's C", concordance, expected.numbers("concordance"));
    within(agreement, "out-of-bag integrated Brier score", brier, expected.numbers("brier"));
  }

  /** Our mean over seeds within ranger's seeds and within two standard deviations of its mean. */
  private static void within(
      Agreement agreement, String quantity, double[] found, double[] expected) {
    double mean = mean(expected);
    double sd = Math.sqrt(Arrays.stream(expected).map(v -> (v - mean) * (v - mean)).sum() / 29);
    double low = Math.max(mean - 2 * sd, Arrays.stream(expected).min().orElseThrow());
    double high = Math.min(mean + 2 * sd, Arrays.stream(expected).max().orElseThrow());
    agreement.between(quantity + ", mean of 8 seeds", mean(found), low, high);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"veteran", "lung", "pbc", "gbsg"})
  void aTreeWithoutRandomnessIsThatOfRanger(String name) throws Exception {
    Data data = Data.of(name);
    ForestSettings all = new ForestSettings(1, data.x().featureCount(), 20, false, 1, 0, 1);
    SurvivalForest forest = SurvivalForest.fit(data.x(), data.survival(), all, 1);
    Frozen expected = Frozen.read("rsf/trees.tsv.gz").where("data", name);
    double[] grid = data.grid();
    double[] days = {grid[4], grid[9], grid[19]};
    ForestPrediction found = forest.predict(data.x(), days, 1);
    int n = data.x().sampleCount();
    double[] hazards = new double[3 * n];
    for (int k = 0; k < hazards.length; k++) {
      hazards[k] = -Math.log(found.survival()[k % n][k / n]);
    }
    Agreement.of("rsf", "rsf", "ranger", "ranger", data.title())
        .close(
            "cumulative hazards of one tree on all samples and features, nodes of 20",
            hazards,
            expected.numbers("chf"),
            1e-9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"veteran", "lung", "pbc", "gbsg"})
  void theSplitStatisticIsSurvdiff(String name) throws Exception {
    Data data = Data.of(name);
    Frozen expected = Frozen.read("rsf/splits.tsv.gz").where("data", name);
    double[] found = new double[expected.size()];
    for (int k = 0; k < found.length; k++) {
      // The only split that a feature of zeros and ones has is the one in question.
      double cut = expected.numbers("cut")[k];
      double[] side =
          Arrays.stream(data.x().row(data.x().featureIndex(expected.texts("feature").get(k))))
              .map(v -> v <= cut ? 0 : 1)
              .toArray();
      ForestData one = new ForestData(new double[][] {side}, data.survival());
      ForestSplitter splitter = new ForestSplitter(one, 1, 0);
      int[] samples = new int[one.samples()];
      Arrays.setAll(samples, i -> i);
      int[] drawn = new int[samples.length];
      Arrays.fill(drawn, 1);
      splitter.node(samples, 0, samples.length, drawn);
      splitter.tryFeature(0, null);
      found[k] = splitter.bestStatistic();
    }
    Agreement.of("rsf", "rsf", "survival", "survdiff", data.title())
        .close("log-rank statistic of a split", found, expected.numbers("chisq"), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"veteran", "lung", "pbc", "gbsg"})
  void theHazardOfALeafIsNelsonAalen(String name) throws Exception {
    Data data = Data.of(name);
    int n = data.x().sampleCount();
    ForestSettings root = new ForestSettings(1, 0, n, false, 1, 0, 1);
    SurvivalForest forest = SurvivalForest.fit(data.x(), data.survival(), root, 1);
    Frozen expected = Frozen.read("rsf/nelson-aalen.tsv.gz").where("data", name);
    assertThat(forest.eventTimes()).containsExactly(expected.numbers("time"));
    double[] survival = forest.predict(data.x(), forest.eventTimes(), 1).survival()[0];
    double[] found = Arrays.stream(survival).map(s -> -Math.log(s)).toArray();
    Agreement.of("rsf", "rsf", "survival", "survfit", data.title())
        .close("cumulative hazard of a leaf", found, expected.numbers("hazard"), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"veteran", "pbc"})
  void importanceIsThatOfRanger(String name) throws Exception {
    Data data = Data.of(name);
    Frozen expected = Frozen.read("rsf/importance.tsv.gz").where("data", name);
    ForestData training = SurvivalForest.data(data.x(), data.survival());
    double[] found = new double[data.x().featureCount()];
    for (int seed = 1; seed <= 3; seed++) {
      ForestSettings settings = ForestSettings.defaults(seed);
      SurvivalForest forest = SurvivalForest.fit(data.x().featureIds(), training, settings, 0);
      var bags = new ForestOutOfBag(forest, training, data.survival(), settings);
      double[] one = ForestImportance.of(forest, training, bags, seed, 0).importance();
      Arrays.setAll(found, f -> found[f] + one[f] / 3);
    }
    assertThat(expected.texts("feature")).isEqualTo(data.x().featureIds());
    Agreement.of("rsf", "rsf", "ranger", "ranger", data.title())
        .absolute(
            "permutation importance, mean of 3 seeds", found, expected.numbers("importance"), .004);
  }

  @Test
  void rangerHasAConcordanceOfItsOwn() throws Exception {
    Frozen seeds = Frozen.read("rsf/forests.tsv.gz").where("setting", "gbsg");
    assertThat(mean(seeds.numbers("ranger"))).isNotEqualTo(mean(seeds.numbers("concordance")));
    Agreement.disagreement(
        "rsf",
        "out-of-bag C, gbsg, mean of 30 seeds",
        String.format(
            Locale.ROOT,
            "ranger's 1 - prediction.error %.4f, survival's concordance of the same forests %.4f",
            mean(seeds.numbers("ranger")),
            mean(seeds.numbers("concordance"))),
        "survival's, on the hazard summed over the event times; ranger sums it over all times, and"
            + " counts an event and a censoring at the same time as discordant whichever has the"
            + " higher risk");
  }
}
