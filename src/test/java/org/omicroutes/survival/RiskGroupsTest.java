package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.omicroutes.cohort.DataException;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

/** Against R's quantile, survdiff and coxph (src/test/oracle/risk-groups/make.R). */
class RiskGroupsTest {

  @ParameterizedTest
  @CsvSource({
    "pbc, 'pbc, 138 new samples, cut by 138 others'",
    "pbc-own, 'pbc, 276 samples'",
    "veteran, 'veteran, 137 samples, 12 distinct risks'",
    "ties, 'veteran, 137 samples, 3 distinct risks'"
  })
  void areSurvdiffAndCoxph(String name, String data) throws Exception {
    Frozen all = Frozen.read("risk-groups/data.tsv.gz").where("data", name);
    double[] train = all.where("train", "1").numbers("risk");
    Frozen table = all.where("train", "0");
    for (int count = 2; count <= 4; count++) {
      String k = Integer.toString(count);
      Frozen test = Frozen.read("risk-groups/tests.tsv.gz").where("data", name).where("count", k);
      Frozen ratios =
          Frozen.read("risk-groups/ratios.tsv.gz").where("data", name).where("count", k);
      double[] cuts = RiskGroups.cutPoints(train, count);
      double[] expectedCuts =
          Arrays.stream(test.texts("cuts").get(0).split(","))
              .mapToDouble(Double::parseDouble)
              .toArray();
      int[] groups = RiskGroups.assign(table.numbers("risk"), cuts);
      RiskGroups found = RiskGroups.of(table.numbers("time"), table.flags("event"), groups, count);
      assertThat(found.groups().stream().mapToInt(RiskGroups.Group::samples).toArray())
          .containsExactly(ratios.integers("samples"));
      String what = ", " + count + " groups";
      Agreement.of("risk-groups", "risk-groups", "R", "quantile", data)
          .close("cut points" + what, cuts, expectedCuts, 1e-12);
      Agreement.of("risk-groups", "risk-groups", "survival", "survdiff", data)
          .close(
              "log-rank chi-squared and p" + what,
              new double[] {found.logRank().chiSquare(), found.logRank().pValue()},
              new double[] {test.number("chisq"), test.number("p")},
              1e-10);
      assertThat(found.logRank().degreesOfFreedom()).isEqualTo((int) test.number("df"));
      Agreement.of("risk-groups", "risk-groups", "survival", "coxph", data)
          .close(
              "log hazard ratios" + what,
              present(found, RiskGroups.Group::logHazardRatio),
              present(ratios.numbers("coef")),
              1e-8)
          .close(
              "their standard errors" + what,
              present(found, RiskGroups.Group::standardError),
              present(ratios.numbers("se")),
              1e-8);
    }
  }

  /** Groups without a patient have no ratio on either side. */
  private static double[] present(RiskGroups found, ToDoubleFunction<RiskGroups.Group> value) {
    return present(found.groups().stream().mapToDouble(value).toArray());
  }

  private static double[] present(double[] values) {
    return Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
  }

  @Test
  void tiesStayTogetherAndTheCutPointIsInTheLowerGroup() {
    double[] cuts = RiskGroups.cutPoints(new double[] {4, 1, 2, 3, 5}, 2);
    assertThat(cuts).containsExactly(3);
    assertThat(RiskGroups.assign(new double[] {3, 3, 3.1, -9, 9}, cuts))
        .containsExactly(0, 0, 1, 0, 1);
    assertThatThrownBy(() -> RiskGroups.assign(new double[] {Double.NaN}, cuts))
        .isInstanceOf(DataException.class);
  }

  @Test
  void aGroupWithoutAnEventHasARatioOfNoughtAndDoesNotDisturbTheOthers() {
    double[] times = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    boolean[] events = {true, true, false, true, true, true, false, false, false};
    int[] groups = {1, 2, 1, 2, 1, 2, 0, 0, 0};
    RiskGroups found = RiskGroups.of(times, events, groups, 3);
    assertThat(found.groups().get(0).hazardRatio()).isZero();
    assertThat(found.groups().get(1).logHazardRatio()).isZero();
    RiskGroups two =
        RiskGroups.of(
            Arrays.copyOf(times, 6), Arrays.copyOf(events, 6), new int[] {0, 1, 0, 1, 0, 1}, 2);
    assertThat(found.groups().get(2).logHazardRatio())
        .isCloseTo(two.groups().get(1).logHazardRatio(), within(1e-12));
    double[] limits = two.groups().get(1).interval(0.95);
    assertThat(two.groups().get(1).hazardRatio()).isBetween(limits[0], limits[1]);
    RiskGroups censored = RiskGroups.of(times, new boolean[9], groups, 3);
    assertThat(censored.groups()).allMatch(g -> Double.isNaN(g.logHazardRatio()));
    assertThat(censored.logRank().pValue()).isNaN();
  }
}
