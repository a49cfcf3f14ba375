package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

/** AUC and C of a Cox model on pbc against timeROC, riskRegression and survival::concordance. */
class MetricsOracleTest {
  private static final String PBC = "pbc, 410 patients";
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

  private static double[] pair(Estimate found) {
    return new double[] {found.value(), found.standardError()};
  }

  private static double[] pair(Frozen expected, String value) {
    return new double[] {expected.number(value), expected.number("se")};
  }

  static String four(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  @Test
  void concordanceOnPbc() throws Exception {
    Frozen expected = Frozen.read("timeroc/concordance.tsv");
    Agreement.of("survival-metrics", "timeroc", "survival", "concordance", PBC)
        .absolute(
            "Harrell's C, SE",
            pair(Concordance.harrell(times, events, risk)),
            pair(expected.where("measure", "harrell"), "value"),
            1e-9)
        .absolute(
            "Uno's C, SE",
            pair(Concordance.uno(times, events, risk, Double.POSITIVE_INFINITY)),
            pair(expected.where("measure", "uno_n/G2"), "value"),
            1e-9);
  }

  @Test
  void aucIsRiskRegressionsAndTimeRocsWhereTheyAgree() throws Exception {
    Frozen riskRegression = Frozen.read("timeroc/riskRegression_auc.tsv");
    Frozen timeRoc = Frozen.read("timeroc/timeROC_auc.tsv");
    int count = riskRegression.size();
    double[] auc = new double[count];
    double[] error = new double[count];
    for (int h = 0; h < count; h++) {
      Estimate found = TimeDependentAuc.at(times, events, risk, riskRegression.numbers("times")[h]);
      auc[h] = found.value();
      error[h] = found.standardError();
    }
    Agreement.of("survival-metrics", "timeroc", "riskRegression", "Score", PBC)
        .absolute("td-AUC at 6 horizons", auc, riskRegression.numbers("AUC"), 1e-6)
        .absolute("SE of td-AUC", error, riskRegression.numbers("se"), 1e-6);
    int tied = timeRoc.texts("time").indexOf("1095");
    Agreement.of("survival-metrics", "timeroc", "timeROC", "timeROC", PBC)
        .absolute(
            "td-AUC at 5 horizons without an event on them",
            without(auc, tied),
            without(timeRoc.numbers("auc"), tied),
            1e-6)
        .absolute(
            "SE of td-AUC at these",
            without(error, tied),
            without(timeRoc.numbers("se"), tied),
            1e-6);
  }

  private static double[] without(double[] values, int index) {
    double[] kept = Arrays.copyOf(values, values.length - 1);
    System.arraycopy(values, index + 1, kept, index, kept.length - index);
    return kept;
  }

  @Test
  void timeRocLeavesOutAnEventExactlyAtTheHorizon() throws Exception {
    double timeRoc = Frozen.read("timeroc/timeROC_auc.tsv").where("time", "1095").number("auc");
    double score =
        Frozen.read("timeroc/riskRegression_auc.tsv").where("times", "1095").number("AUC");
    assertThat(times).contains(1095);
    double found = TimeDependentAuc.at(times, events, risk, 1095).value();
    assertThat(found - timeRoc).isGreaterThan(9e-4);
    Agreement.disagreement(
        "survival-metrics",
        "td-AUC at 1095 days, when a patient has the event (pbc)",
        "riskRegression " + four(score) + ", timeROC " + four(timeRoc),
        "riskRegression: the risk by day t is P(T ≤ t), so an event on day t makes a case, as it"
            + " does for Brier and calibration at t. timeROC counts neither case nor control.");
  }
}
