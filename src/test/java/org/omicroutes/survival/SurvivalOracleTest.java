package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.oracle.Frozen;

/** Against R's survival package (src/test/oracle/survival/make.R). */
class SurvivalOracleTest {

  @ParameterizedTest
  @ValueSource(strings = {"veteran", "lung", "ties", "one"})
  void kaplanMeierIsSurvfit(String data) throws Exception {
    SurvivalData survival = Frozen.read("survival/" + data + ".tsv.gz").survival();
    Frozen expected = Frozen.read("survival/kaplan-meier.tsv.gz").where("data", data);
    KaplanMeier km = KaplanMeier.of(survival.times(), survival.events());
    assertThat(km.times()).containsExactly(expected.numbers("time"));
    assertThat(km.atRisk()).containsExactly(expected.integers("n.risk"));
    assertThat(km.events()).containsExactly(expected.integers("n.event"));
    assertThat(km.survival()).containsExactly(expected.numbers("survival"), within(1e-12));
    double[] se = expected.numbers("se");
    for (int k = 0; k < se.length; k++) {
      if (!Double.isNaN(se[k])) {
        assertThat(km.standardError(k)).isCloseTo(se[k], within(1e-12));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"veteran", "lung", "ties", "one"})
  void logRankIsSurvdiff(String data) throws Exception {
    Frozen table = Frozen.read("survival/" + data + ".tsv.gz");
    Frozen expected = Frozen.read("survival/log-rank.tsv.gz").where("data", data);
    int[] groups = table.integers("group");
    int count = java.util.Arrays.stream(groups).max().orElseThrow() + 1;
    LogRank test = LogRank.test(table.numbers("time"), table.flags("event"), groups, count);
    assertThat(test.chiSquare()).isCloseTo(expected.number("chisq"), within(1e-10));
    assertThat(test.degreesOfFreedom()).isEqualTo((int) expected.number("df"));
    assertThat(test.pValue()).isCloseTo(expected.number("p"), within(1e-10));
  }

  @ParameterizedTest
  @CsvSource({
    "veteran,efron",
    "veteran,breslow",
    "lung,efron",
    "lung,breslow",
    "ties,efron",
    "ties,breslow",
    "one,efron",
    "one,breslow"
  })
  void coxIsCoxph(String data, String ties) throws Exception {
    Frozen table = Frozen.read("survival/" + data + ".tsv.gz");
    SurvivalData survival = table.survival();
    Frozen expected = Frozen.read("survival/cox.tsv.gz").where("data", data).where("ties", ties);
    List<String> features = expected.texts("feature");
    double[][] x = table.matrix(features);
    CoxModel.Ties rule = CoxModel.Ties.valueOf(ties.toUpperCase(java.util.Locale.ROOT));
    CoxModel model = CoxModel.fit(features, x, survival, rule);
    assertThat(model.converged()).isTrue();
    assertThat(model.nullLogLikelihood()).isCloseTo(expected.number("logLik0"), within(1e-9));
    assertThat(model.logLikelihood()).isCloseTo(expected.number("logLik"), within(1e-9));
    assertSame(model.coefficients(), expected.numbers("coef"));
    assertSame(model.standardErrors(), expected.numbers("se"));

    double[] risk = new double[x.length];
    double shift = model.risk(new double[features.size()]);
    for (int i = 0; i < risk.length; i++) {
      risk[i] = model.risk(x[i]) - shift;
    }
    Frozen hazards =
        Frozen.read("survival/baseline.tsv.gz").where("data", data).where("ties", ties);
    BreslowBaseline baseline = BreslowBaseline.fit(survival.times(), survival.events(), risk, rule);
    for (int k = 0; k < hazards.size(); k++) {
      double hazard = hazards.numbers("hazard")[k];
      assertThat(baseline.hazardAt(hazards.numbers("time")[k]))
          .isCloseTo(hazard, within(1e-7 * Math.max(1, hazard)));
    }
  }

  private static void assertSame(double[] found, double[] expected) {
    for (int j = 0; j < expected.length; j++) {
      if (Double.isNaN(expected[j])) {
        assertThat(found[j]).isNaN();
      } else {
        assertThat(found[j]).isCloseTo(expected[j], within(1e-7));
      }
    }
  }
}
