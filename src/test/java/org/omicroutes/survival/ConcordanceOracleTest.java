package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

/** C at realistic size and with heavy ties against survival::concordance. */
class ConcordanceOracleTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static Frozen data;
  private static Frozen expected;

  @BeforeAll
  static void read() throws Exception {
    data = Frozen.read("concordance/rotterdam.tsv.gz");
    expected = Frozen.read("concordance/survival.tsv.gz");
  }

  private static Estimate found(String measure, String time, String risk, double tau) {
    double[] t = data.numbers(time);
    boolean[] e = data.flags("event");
    double[] r = data.numbers(risk);
    return switch (measure) {
      case "harrell" -> Concordance.harrell(t, e, r);
      case "stratified" -> Concordance.stratified(t, e, r, data.integers("stratum"));
      default -> Concordance.uno(t, e, r, tau);
    };
  }

  private static Estimate found(Frozen row) {
    String measure = row.texts("measure").get(0);
    String time = row.texts("time").get(0);
    String[] risks = row.texts("risk").get(0).split("-");
    double tau = row.number("tau");
    Estimate first = found(measure, time, risks[0], tau);
    return risks.length == 1 ? first : first.minus(found(measure, time, risks[1], tau));
  }

  @Test
  void rotterdamInDaysAndInMonths() {
    for (String time : List.of("days", "months")) {
      Agreement agreement =
          Agreement.of(
              "survival-metrics",
              "concordance",
              "survival",
              "concordance",
              "rotterdam, 2982 patients" + (time.equals("days") ? "" : ", times in whole months"));
      for (String measure : List.of("harrell", "uno", "stratified")) {
        List<Double> values = new ArrayList<>();
        List<Double> reference = new ArrayList<>();
        List<Double> differences = new ArrayList<>();
        List<Double> referenceDifferences = new ArrayList<>();
        for (String risk : List.of("fine", "coarse", "other", "coarse-other")) {
          Frozen rows = expected.where("measure", measure).where("time", time).where("risk", risk);
          for (String tau : rows.texts("tau")) {
            Frozen row = rows.where("tau", tau);
            Estimate estimate = found(row);
            boolean paired = risk.contains("-");
            (paired ? differences : values)
                .addAll(List.of(estimate.value(), estimate.standardError()));
            (paired ? referenceDifferences : reference)
                .addAll(List.of(row.number("value"), row.number("se")));
          }
        }
        String name =
            switch (measure) {
              case "harrell" -> "Harrell's C, SE";
              case "uno" -> "Uno's C, SE, with and without a last time";
              default -> "C within 4 strata, SE";
            };
        agreement.absolute(name, array(values), array(reference), 1e-9);
        if (!differences.isEmpty()) {
          agreement.absolute(
              "paired difference of two models in " + name.split(",")[0] + ", SE",
              array(differences),
              array(referenceDifferences),
              1e-9);
        }
      }
    }
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Test
  void heavyTiesInTimeAndRisk() throws Exception {
    Frozen table = Frozen.read("survival/concordance_data.tsv.gz");
    Frozen reference = Frozen.read("survival/concordance.tsv.gz");
    double[] t = table.numbers("time");
    boolean[] e = table.flags("event");
    double[] r = table.numbers("risk");
    Estimate harrell = Concordance.harrell(t, e, r);
    Estimate[] estimates = {
      harrell,
      Concordance.uno(t, e, r, INF),
      Concordance.stratified(t, e, r, table.integers("group")),
      harrell.minus(Concordance.harrell(t, e, table.numbers("other"))),
    };
    double[] values = new double[2 * estimates.length];
    double[] wanted = new double[values.length];
    for (int k = 0; k < estimates.length; k++) {
      values[2 * k] = estimates[k].value();
      values[2 * k + 1] = estimates[k].standardError();
      wanted[2 * k] = reference.numbers("value")[k];
      wanted[2 * k + 1] = reference.numbers("se")[k];
    }
    assertThat(reference.texts("measure"))
        .containsExactly("harrell", "uno", "stratified", "difference");
    Agreement.of(
            "survival-metrics",
            "survival",
            "survival",
            "concordance",
            "simulated ties, 300 samples")
        .absolute(
            "C: Harrell's, Uno's, stratified, paired difference, with SE", values, wanted, 1e-9);
  }

  @Test
  void packagesDifferInTheSameC() throws Exception {
    Frozen others = Frozen.read("concordance/others.tsv.gz");
    Frozen hmisc = others.where("program", "Hmisc");
    Agreement.of(
            "survival-metrics", "concordance", "Hmisc", "rcorr.cens", "rotterdam, 2982 patients")
        .absolute(
            "Harrell's C in days and in months",
            new double[] {
              found("harrell", "days", "coarse", INF).value(),
              found("harrell", "months", "coarse", INF).value()
            },
            hmisc.numbers("value"),
            1e-9);
    double ours = found("uno", "months", "coarse", 60).value();
    Frozen pec = others.where("program", "pec").where("time", "months");
    double withTies = pec.where("tied", "TRUE").number("value");
    double withoutTies = pec.where("tied", "FALSE").number("value");
    assertThat(ours - withTies).isGreaterThan(4e-4);
    assertThat(ours - withoutTies).isLessThan(0);
    Agreement.disagreement(
        "survival-metrics",
        "Uno's C to 60 months (rotterdam in whole months)",
        String.format(
            java.util.Locale.ROOT,
            "survival::concordance %.5f, pec::cindex %.5f, without tiedOutcomeIn %.5f",
            ours,
            withTies,
            withoutTies),
        "survival: each pair weighted by 1/G(T-)², as Uno wrote it, two events at the same time"
            + " not comparable. pec weighs by 1/(G(T-) G(T)) and counts tied events as half.");
  }
}
