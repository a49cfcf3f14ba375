package org.omicroutes.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.omicroutes.cohort.DataException;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

/** Against R (src/test/oracle/classification/make.R). */
class McNemarTest {
  @ParameterizedTest
  @ValueSource(strings = {"cohort", "ties", "opposite", "small", "perfect"})
  void isThatOfR(String name) throws Exception {
    Frozen data = Frozen.read("classification/scores.tsv.gz").where("data", name);
    Frozen expected = Frozen.read("classification/auc.tsv.gz").where("data", name);
    McNemar found =
        McNemar.of(RocAucTest.scored(data, "first"), RocAucTest.scored(data, "second"), 0.5);
    assertThat(found.firstOnly()).isEqualTo((int) expected.number("first.only"));
    assertThat(found.secondOnly()).isEqualTo((int) expected.number("second.only"));
    String what = data.size() + " patients, " + name;
    Agreement.of("mcnemar", "classification", "R", "mcnemar.test", what)
        .close("chi-squared", found.statistic(), expected.number("chi2"), 1e-12)
        .close("p-value", found.pValue(), expected.number("chi2.p"), 1e-12);
    Agreement.of("mcnemar", "classification", "R", "binom.test", what)
        .close("exact p-value", found.exactP(), expected.number("exact.p"), 1e-12);
  }

  @Test
  void modelsThatNeverDifferHaveNoStatistic() {
    ScoredLabels one = ScoredLabels.of(new double[] {1, 0}, new double[] {.9, .8});
    McNemar found = McNemar.of(one, one, 0.5);
    assertThat(found.statistic()).isNaN();
    assertThat(found.pValue()).isNaN();
    assertThat(found.exactP()).isEqualTo(1);
    ScoredLabels other = ScoredLabels.of(new double[] {0, 1}, new double[] {.9, .8});
    assertThatThrownBy(() -> McNemar.of(one, other, 0.5))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("two labels of patient 1");
  }
}
