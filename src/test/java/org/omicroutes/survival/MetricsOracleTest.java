package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.omicroutes.oracle.Frozen;

/** Against survival::concordance, timeROC and riskRegression (src/test/oracle/timeroc). */
class MetricsOracleTest {
  private double[] times;
  private boolean[] events;
  private double[] risk;

  @BeforeEach
  void read() throws Exception {
    Frozen table = Frozen.read("timeroc/pbc_predictions.tsv");
    times = table.numbers("time");
    events = table.flags("event");
    risk = table.numbers("risk");
  }

  private static void same(Estimate found, Frozen expected, String value, double tolerance) {
    assertThat(found.value()).isCloseTo(expected.number(value), within(tolerance));
    assertThat(found.standardError()).isCloseTo(expected.number("se"), within(tolerance));
  }

  @Test
  void concordanceOnPbc() throws Exception {
    Frozen expected = Frozen.read("timeroc/concordance.tsv");
    same(
        Concordance.harrell(times, events, risk),
        expected.where("measure", "harrell"),
        "value",
        1e-9);
    same(
        Concordance.uno(times, events, risk, Double.POSITIVE_INFINITY),
        expected.where("measure", "uno_n/G2"),
        "value",
        1e-9);
  }

  @Test
  void concordanceWithHeavyTies() throws Exception {
    Frozen table = Frozen.read("survival/concordance_data.tsv.gz");
    Frozen expected = Frozen.read("survival/concordance.tsv.gz");
    double[] t = table.numbers("time");
    boolean[] e = table.flags("event");
    double[] r = table.numbers("risk");
    Estimate harrell = Concordance.harrell(t, e, r);
    same(harrell, expected.where("measure", "harrell"), "value", 1e-9);
    same(
        Concordance.stratified(t, e, r, table.integers("group")),
        expected.where("measure", "stratified"),
        "value",
        1e-9);
    same(
        harrell.minus(Concordance.harrell(t, e, table.numbers("other"))),
        expected.where("measure", "difference"),
        "value",
        1e-9);
    same(
        Concordance.uno(t, e, r, Double.POSITIVE_INFINITY),
        expected.where("measure", "uno"),
        "value",
        1e-9);
  }

  @Test
  void aucIsRiskRegressionsAndTimeRocsWhereTheyAgree() throws Exception {
    Frozen riskRegression = Frozen.read("timeroc/riskRegression_auc.tsv");
    Frozen timeRoc = Frozen.read("timeroc/timeROC_auc.tsv");
    for (String time : riskRegression.texts("times")) {
      Estimate auc = TimeDependentAuc.at(times, events, risk, Double.parseDouble(time));
      Frozen expected = riskRegression.where("times", time);
      // riskRegression's own errors differ from timeROC's in the 8th decimal.
      same(auc, expected, "AUC", 1e-6);
      if (!time.equals("1095")) {
        same(auc, timeRoc.where("time", time), "auc", 1e-6);
      }
    }
  }

  @Test
  void timeRocLeavesOutAnEventExactlyAtTheHorizon() throws Exception {
    Frozen timeRoc = Frozen.read("timeroc/timeROC_auc.tsv").where("time", "1095");
    assertThat(times).contains(1095);
    assertThat(TimeDependentAuc.at(times, events, risk, 1095).value() - timeRoc.number("auc"))
        .isGreaterThan(1e-4);
  }

  @Test
  void brierIsRiskRegressions() throws Exception {
    Frozen table = Frozen.read("timeroc/riskRegression_brier.tsv");
    Frozen survival = Frozen.read("timeroc/pbc_survival_probabilities.tsv");
    KaplanMeier nobody = KaplanMeier.of(times, events);
    for (String model : new String[] {"cox", "Null model"}) {
      Frozen expected = table.where("model", model);
      double[] horizons = expected.numbers("times");
      Estimate[] scores = new Estimate[horizons.length];
      for (int h = 0; h < horizons.length; h++) {
        double[] predicted = survival.numbers(expected.texts("times").get(h));
        if (!model.equals("cox")) {
          java.util.Arrays.fill(predicted, nobody.at(horizons[h]));
        }
        scores[h] = BrierScore.at(times, events, predicted, horizons[h]);
        Frozen row = expected.where("times", expected.texts("times").get(h));
        assertThat(scores[h].value()).isCloseTo(row.number("Brier"), within(1e-6));
        assertThat(scores[h].standardError())
            .isCloseTo(row.number("se"), within(model.equals("cox") ? 1e-6 : 1e-3));
        double ibs =
            BrierScore.integrated(
                    java.util.Arrays.copyOf(horizons, h + 1),
                    java.util.Arrays.copyOf(scores, h + 1),
                    BrierScore.Integration.STEP)
                .value();
        assertThat(ibs).isCloseTo(row.number("IBS"), within(1e-6));
      }
    }
  }
}
