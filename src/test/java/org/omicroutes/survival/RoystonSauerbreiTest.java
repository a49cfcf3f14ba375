package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.omicroutes.cohort.DataException;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;
import org.omicroutes.survival.RoystonSauerbrei.TiedRisks;

/** Against R's survival::royston (src/test/oracle/royston/make.R). */
class RoystonSauerbreiTest {

  @ParameterizedTest
  @CsvSource({
    "pbc, 'pbc, 276 samples, 6 features'",
    "pbc-new, 'pbc, 138 new samples'",
    "veteran, 'veteran, 137 samples, 4 distinct risks'",
    "ties, 'simulated, 200 samples, 4 distinct risks'",
    "useless, 'simulated, 200 samples, a useless feature'"
  })
  void isRoyston(String name, String data) throws Exception {
    Frozen table = Frozen.read("royston/data.tsv.gz").where("data", name);
    Frozen all = Frozen.read("royston/expected.tsv.gz").where("data", name);
    double[] times = table.numbers("time");
    boolean[] events = table.flags("event");
    double[] lp = table.numbers("lp");
    Agreement agreement = Agreement.of("survival-metrics", "royston", "survival", "royston", data);
    for (TiedRisks rule : TiedRisks.values()) {
      Frozen expected = all.where("ties", rule == TiedRisks.MEAN_SCORE ? "TRUE" : "FALSE");
      RoystonSauerbrei plain =
          name.endsWith("new")
              ? RoystonSauerbrei.recalibrated(times, events, lp, rule)
              : RoystonSauerbrei.of(times, events, lp, rule);
      String how = rule == TiedRisks.MEAN_SCORE ? "" : ", score of the mean rank";
      compare(agreement, how, plain, expected.where("adjust", "FALSE"));
      RoystonSauerbrei adjusted =
          plain.adjusted((int) expected.number("events"), (int) expected.number("coefficients"));
      compare(agreement, how + ", adjusted", adjusted, expected.where("adjust", "TRUE"));
    }
    double nagelkerke = all.number("R.N");
    if (!Double.isNaN(nagelkerke)) {
      double found =
          RoystonSauerbrei.nagelkerke(all.number("logLik0"), all.number("logLik"), times.length);
      agreement.close("Nagelkerke R²", found, nagelkerke, 1e-12);
    }
  }

  private static void compare(
      Agreement agreement, String how, RoystonSauerbrei found, Frozen expected) {
    agreement.close(
        "D, its standard error, R²_D, R²_PM, Gönen-Heller C" + how,
        new double[] {
          found.d(),
          found.standardError(),
          found.explained(),
          found.kentOQuigley(),
          found.gonenHeller()
        },
        new double[] {
          expected.number("D"),
          expected.number("se"),
          expected.number("R.D"),
          expected.number("R.KO"),
          expected.number("C.GH")
        },
        1e-7);
  }

  @Test
  void aReversedRiskHasTheOtherSignWhereRoystonTurnsIt() throws Exception {
    Frozen table = Frozen.read("royston/data.tsv.gz").where("data", "pbc-new");
    double[] reversed = java.util.Arrays.stream(table.numbers("lp")).map(v -> -v).toArray();
    RoystonSauerbrei found =
        RoystonSauerbrei.recalibrated(table.numbers("time"), table.flags("event"), reversed);
    Frozen expected = Frozen.read("royston/expected.tsv.gz").where("data", "pbc-new");
    assertThat(found.d()).isCloseTo(-expected.number("D"), within(1e-7));
    assertThat(found.kentOQuigley()).isCloseTo(expected.number("R.KO"), within(1e-7));
    Agreement.disagreement(
        "survival-metrics",
        "Royston and Sauerbrei's D of a reversed risk, pbc, 138 new samples",
        String.format(
            Locale.ROOT, "`royston(newdata)` %.4f, ours %.4f", expected.number("D"), found.d()),
        "The paper's definition: a risk that orders new patients the wrong way has D below 0."
            + " royston refits the slope first, which turns the risk round.");
  }

  @Test
  void whatCannotBeEstimatedIsMissing() {
    double[] times = {1, 2, 3, 4};
    boolean[] none = new boolean[4];
    boolean[] some = {true, false, true, true};
    RoystonSauerbrei censored = RoystonSauerbrei.of(times, none, new double[] {4, 3, 2, 1});
    assertThat(censored.d()).isNaN();
    assertThat(censored.standardError()).isNaN();
    RoystonSauerbrei equal = RoystonSauerbrei.recalibrated(times, some, new double[4]);
    assertThat(equal.d()).isNaN();
    assertThat(equal.kentOQuigley()).isNaN();
    assertThat(RoystonSauerbrei.of(times, some, new double[4]).gonenHeller()).isEqualTo(0.5);
    assertThatThrownBy(() -> RoystonSauerbrei.of(times, some, new double[] {1, Double.NaN, 2, 3}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> censored.adjusted(3, 3)).isInstanceOf(DataException.class);
  }
}
