package org.omicroutes.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.omicroutes.classify.HorizonLabels.Censored;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;
import org.omicroutes.survival.Estimate;

/** Against R's pROC (src/test/oracle/classification/make.R). */
class RocAucTest {

  static ScoredLabels scored(Frozen data, String model) {
    return ScoredLabels.of(data.numbers("label"), data.numbers(model));
  }

  @ParameterizedTest
  @CsvSource({
    "cohort, simulated 150 patients",
    "ties, '60 patients, scores of one decimal'",
    "opposite, '80 patients, scores the wrong way round'",
    "small, '7 patients, ties'",
    "perfect, '6 patients, one model without error'"
  })
  void isPRoc(String name, String what) throws Exception {
    Frozen data = Frozen.read("classification/scores.tsv.gz").where("data", name);
    Frozen expected = Frozen.read("classification/auc.tsv.gz").where("data", name);
    Agreement auc = Agreement.of("roc-auc", "classification", "pROC", "ci.auc", what);
    for (String model : List.of("first", "second")) {
      Estimate found = RocAuc.of(scored(data, model));
      auc.close(model + ", AUC", found.value(), expected.number(model + ".auc"), 1e-12);
      double variance = found.standardError() * found.standardError();
      auc.close(model + ", DeLong variance", variance, expected.number(model + ".var"), 1e-12);
      Interval limits = Interval.normal(found, 0.95, 0, 1);
      auc.close(
          model + ", 95 % limits",
          new double[] {limits.lower(), limits.upper()},
          new double[] {expected.number(model + ".lower"), expected.number(model + ".upper")},
          1e-12);
    }
    PairedTest test =
        PairedTest.of(RocAuc.of(scored(data, "first")), RocAuc.of(scored(data, "second")), 0.95);
    Agreement.of("roc-auc", "classification", "pROC", "roc.test", what)
        .close("DeLong test, z", test.statistic(), expected.number("z"), 1e-12)
        .close("DeLong test, p-value", test.pValue(), expected.number("p"), 1e-12)
        .close(
            "DeLong test, 95 % limits of the difference",
            new double[] {test.lower(), test.upper()},
            new double[] {expected.number("lower"), expected.number("upper")},
            1e-12);
  }

  @Test
  void scoresThatTellNobodyApartHaveOneHalf() {
    Estimate found = RocAuc.of(ScoredLabels.of(new double[] {1, 0, 0, 1}, new double[4]));
    assertThat(found.value()).isEqualTo(0.5);
    assertThat(found.standardError()).isZero();
    PairedTest itself = PairedTest.of(found, found, 0.95);
    assertThat(itself.difference()).isZero();
    assertThat(itself.pValue()).isNaN();
  }

  @Test
  void oneOfAClassHasNoStandardErrorAndNoneHasNoArea() {
    Estimate one = RocAuc.of(ScoredLabels.of(new double[] {1, 0, 0}, new double[] {.5, .7, .2}));
    assertThat(one.value()).isEqualTo(0.5);
    assertThat(one.standardError()).isNaN();
    assertThat(Interval.normal(one, 0.95, 0, 1).lower()).isNaN();
    assertThatThrownBy(() -> RocAuc.of(ScoredLabels.of(new double[2], new double[2])))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("0 patients of class 1 and 2 of class 0");
  }

  /** A weight of two is two patients; the influence is the slope of the area in the weight. */
  @Test
  void weightsCountPatientsAndInfluencesAreSlopes() {
    SplittableRandom random = new SplittableRandom(3);
    int n = 40;
    double[] label = IntStream.range(0, n).mapToDouble(i -> i % 3 == 0 ? 1 : 0).toArray();
    double[] score = random.doubles(n).map(v -> Math.round(10 * v)).toArray();
    double[] weight = random.doubles(n, 0.5, 3).toArray();
    ScoredLabels data = ScoredLabels.of(label, score, weight);
    Estimate found = RocAuc.of(data);
    assertThat(RocAuc.value(data)).isEqualTo(found.value());
    for (int i = 0; i < n; i++) {
      double[] more = weight.clone();
      more[i] += 1e-6;
      double slope = (RocAuc.value(data.reweighted(more)) - found.value()) / 1e-6;
      double size = data.count(label[i] == 1);
      assertThat(found.influence()[i])
          .isCloseTo(slope * weight[i] * Math.sqrt(size / (size - 1)), within(1e-7));
    }
    int[] twice = IntStream.concat(IntStream.range(0, n), IntStream.range(0, n)).toArray();
    double[] labels = IntStream.of(twice).mapToDouble(i -> label[i]).toArray();
    double[] scores = IntStream.of(twice).mapToDouble(i -> score[i]).toArray();
    double[] two = new double[n];
    java.util.Arrays.fill(two, 2);
    assertThat(RocAuc.of(ScoredLabels.of(label, score, two)).value())
        .isCloseTo(RocAuc.of(ScoredLabels.of(labels, scores)).value(), within(1e-14));
  }

  @Test
  void censoredAreaAndBrierScoreAreThoseOfTheWeights() throws Exception {
    Frozen cohort = Frozen.read("classification/cohort.tsv.gz");
    List<String> ids = IntStream.range(0, cohort.size()).mapToObj(i -> "p" + i).toList();
    SurvivalData survival = new SurvivalData(ids, cohort.numbers("months"), cohort.flags("event"));
    double[] p = cohort.numbers("probability");
    ScoredLabels data = ScoredLabels.of(HorizonLabels.of(survival, 36, Censored.WEIGHTED), p);
    Estimate auc = RocAuc.censored(survival, 36, p);
    assertThat(auc.value()).isCloseTo(RocAuc.of(data).value(), within(1e-12));
    assertThat(auc.influence()).hasSize(cohort.size());
    Estimate brier = ProbabilityScore.censoredBrier(survival, 36, p);
    assertThat(brier.value()).isCloseTo(ProbabilityScore.brier(data).value(), within(1e-12));
    // Estimating the weights is worth little here, but is no nothing.
    assertThat(brier.standardError() / ProbabilityScore.brier(data).standardError())
        .isBetween(0.8, 1.25)
        .isNotEqualTo(1);
    p[3] = Double.NaN;
    assertThatThrownBy(() -> RocAuc.censored(survival, 36, p)).hasMessageContaining("patient p3");
  }
}
