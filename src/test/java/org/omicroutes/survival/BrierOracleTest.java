package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

/** Brier scores and td-AUC against riskRegression::Score and pec. */
class BrierOracleTest {
  private static final String NULL_MODEL = "Null model";
  private static final int[] DAYS = {365, 730, 1095, 1460, 1825};
  private static Frozen data;
  private static Frozen scores;
  private static boolean[] events;

  @BeforeAll
  static void read() throws Exception {
    data = Frozen.read("brier/predictions.tsv.gz");
    scores = Frozen.read("brier/score.tsv.gz");
    events = data.flags("event");
  }

  private static double horizon(String unit, int h) {
    return unit.equals("days") ? DAYS[h] : 12 * (h + 1);
  }

  private static double[] horizons(String unit) {
    double[] all = new double[DAYS.length];
    Arrays.setAll(all, h -> horizon(unit, h));
    return all;
  }

  private static Estimate[] briers(String unit, String model) {
    double[] times = data.numbers(unit);
    Estimate[] all = new Estimate[DAYS.length];
    for (int h = 0; h < all.length; h++) {
      all[h] =
          model.equals(NULL_MODEL)
              ? BrierScore.ofNull(times, events, horizon(unit, h))
              : BrierScore.at(times, events, data.numbers(model + DAYS[h]), horizon(unit, h));
    }
    return all;
  }

  private static Estimate auc(String unit, String model, int h) {
    double[] risk = Arrays.stream(data.numbers(model + DAYS[h])).map(s -> -s).toArray();
    return TimeDependentAuc.at(data.numbers(unit), events, risk, horizon(unit, h));
  }

  private static double[] values(Estimate[] estimates) {
    return Arrays.stream(estimates).mapToDouble(Estimate::value).toArray();
  }

  private static double[] errors(Estimate[] estimates) {
    return Arrays.stream(estimates).mapToDouble(Estimate::standardError).toArray();
  }

  private static Agreement agreement(String program, String function, String unit) {
    String data = "gbsg, 686 patients" + (unit.equals("days") ? "" : ", times in whole months");
    return Agreement.of("survival-metrics", "brier", program, function, data);
  }

  private static double[] joined(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
  }

  @Test
  void scoreAndScaledScoreAreRiskRegressions() {
    for (String unit : List.of("days", "months")) {
      Frozen rows = scores.where("unit", unit);
      Estimate[] nulls = briers(unit, NULL_MODEL);
      for (String model : List.of("full", "few")) {
        Frozen expected = rows.where("model", model);
        Estimate[] found = briers(unit, model);
        Estimate[] scaled = new Estimate[found.length];
        double[] lower = new double[found.length];
        double[] upper = new double[found.length];
        for (int h = 0; h < found.length; h++) {
          scaled[h] = BrierScore.scaled(found[h], nulls[h]);
          Metric metric = Metric.of("brier", 12, found[h], 0, 1);
          lower[h] = metric.lower();
          upper[h] = metric.upper();
        }
        agreement("riskRegression", "Score", unit)
            .absolute("Brier, model " + model, values(found), expected.numbers("brier"), 1e-6)
            .absolute("SE of Brier, " + model, errors(found), expected.numbers("brier.se"), 1e-6)
            .absolute(
                "95 % limits of Brier, " + model,
                joined(lower, upper),
                joined(expected.numbers("brier.lower"), expected.numbers("brier.upper")),
                1e-6)
            .absolute("scaled Brier (IPA), " + model, values(scaled), expected.numbers("IPA"), 1e-6)
            .absolute("IBS by steps, " + model, steps(unit, found), expected.numbers("IBS"), 1e-6);
      }
      Frozen expected = rows.where("model", NULL_MODEL);
      agreement("riskRegression", "Score", unit)
          .absolute("Brier of Kaplan-Meier", values(nulls), expected.numbers("brier"), 1e-6)
          .absolute(
              "SE of Brier of Kaplan-Meier", errors(nulls), expected.numbers("brier.se"), 1e-6);
    }
  }

  /** Integrated up to each of the horizons. */
  private static double[] steps(String unit, Estimate[] found) {
    double[] integrated = new double[found.length];
    for (int h = 0; h < found.length; h++) {
      integrated[h] =
          BrierScore.integrated(
                  Arrays.copyOf(horizons(unit), h + 1),
                  Arrays.copyOf(found, h + 1),
                  BrierScore.Integration.STEP)
              .value();
    }
    return integrated;
  }

  @Test
  void aucIsRiskRegressionsAlsoWithEventsOnTheHorizon() {
    for (String unit : List.of("days", "months")) {
      for (String model : List.of("full", "few")) {
        Frozen expected = scores.where("unit", unit).where("model", model);
        Estimate[] found = new Estimate[DAYS.length];
        Arrays.setAll(found, h -> auc(unit, model, h));
        agreement("riskRegression", "Score", unit)
            .absolute("td-AUC, model " + model, values(found), expected.numbers("auc"), 1e-6)
            .absolute("SE of td-AUC, " + model, errors(found), expected.numbers("auc.se"), 1e-6);
      }
    }
  }

  @Test
  void pairedDifferencesAreRiskRegressions() throws Exception {
    Frozen contrasts = Frozen.read("brier/contrasts.tsv.gz");
    for (String unit : List.of("days", "months")) {
      for (String measure : List.of("auc", "brier")) {
        Frozen rows = contrasts.where("unit", unit).where("measure", measure);
        List<Estimate> found = new ArrayList<>();
        for (int k = 0; k < rows.size(); k++) {
          int h = (int) rows.numbers("horizon")[k] - 1;
          String model = rows.texts("model").get(k);
          String reference = rows.texts("reference").get(k);
          found.add(
              measure.equals("auc")
                  ? auc(unit, model, h).minus(auc(unit, reference, h))
                  : briers(unit, model)[h].minus(briers(unit, reference)[h]));
        }
        Estimate[] all = found.toArray(Estimate[]::new);
        String name = measure.equals("auc") ? "td-AUC" : "Brier (models and Kaplan-Meier)";
        agreement("riskRegression", "Score", unit)
            .absolute("paired difference in " + name, values(all), rows.numbers("delta"), 1e-6)
            .absolute("SE of the difference in " + name, errors(all), rows.numbers("se"), 1e-6);
      }
    }
  }

  @Test
  void pecHasTheSameScoresAndTheSameIntegrationAsRiskRegression() throws Exception {
    Frozen pec = Frozen.read("brier/pec.tsv.gz");
    for (String unit : List.of("days", "months")) {
      for (String model : List.of("full", "few", NULL_MODEL)) {
        String name = model.equals(NULL_MODEL) ? "Reference" : model;
        Frozen expected = pec.where("unit", unit).where("model", name);
        Estimate[] found = briers(unit, model);
        agreement("pec", "pec", unit)
            .absolute("Brier, model " + name, values(found), expected.numbers("brier"), 1e-6);
        agreement("pec", "crps", unit)
            .absolute("IBS by steps, " + name, steps(unit, found), expected.numbers("ibs"), 1e-6);
      }
    }
    Estimate[] found = briers("days", "full");
    double lines =
        BrierScore.integrated(horizons("days"), found, BrierScore.Integration.TRAPEZOID).value();
    Frozen rows = pec.where("unit", "days").where("model", "full");
    double steps = rows.numbers("ibs")[DAYS.length - 1];
    double area = 0;
    for (int h = 0; h < DAYS.length; h++) {
      double before = h == 0 ? 0 : rows.numbers("brier")[h - 1];
      area += (rows.numbers("brier")[h] + before) / 2 * 365;
    }
    assertThat(lines).isCloseTo(area / 1825, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(lines - steps).isGreaterThan(0.01);
    Agreement.disagreement(
        "survival-metrics",
        "IBS over 5 yearly horizons (gbsg, model full)",
        String.format(
            Locale.ROOT, "straight lines %.4f, steps (pec, riskRegression) %.4f", lines, steps),
        "Straight lines, the usual definition: steps hold each score until the next horizon, count"
            + " 0 before the first and leave out the last. --integration step gives theirs.");
  }

  @Test
  void pbcAtSixHorizons() throws Exception {
    Frozen patients = Frozen.read("timeroc/pbc_predictions.tsv");
    Frozen survival = Frozen.read("timeroc/pbc_survival_probabilities.tsv");
    Frozen expected = Frozen.read("timeroc/riskRegression_brier.tsv").where("model", "cox");
    double[] horizons = expected.numbers("times");
    Estimate[] found = new Estimate[horizons.length];
    for (int h = 0; h < horizons.length; h++) {
      found[h] =
          BrierScore.at(
              patients.numbers("time"),
              patients.flags("event"),
              survival.numbers(expected.texts("times").get(h)),
              horizons[h]);
    }
    Agreement.of("survival-metrics", "timeroc", "riskRegression", "Score", "pbc, 410 patients")
        .absolute("Brier at 6 horizons", values(found), expected.numbers("Brier"), 1e-6)
        .absolute("SE of Brier", errors(found), expected.numbers("se"), 1e-6);
  }
}
