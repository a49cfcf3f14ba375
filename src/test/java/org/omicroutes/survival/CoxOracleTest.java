package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

/**
 * Cox models against R's survival package (src/test/oracle/survival/make.R): each data set plain,
 * with strata, with weights and with both; ties after Efron and Breslow.
 */
class CoxOracleTest {
  private static final List<String> TIES = List.of("efron", "breslow");

  private static Agreement agreement(String function, String data, CoxData fitted) {
    return Agreement.of(
        "cox",
        "survival",
        "survival",
        function,
        "%s, %d samples × %d features"
            .formatted(data, fitted.survival().size(), fitted.features().size()));
  }

  /** A fit of the frozen table {@code cox}. */
  private record Fit(String design, String ties, Frozen expected, CoxData data, CoxModel model) {
    Frozen of(Frozen table) {
      return table.where("design", design).where("ties", ties);
    }
  }

  private static List<Fit> fits(String name) throws Exception {
    Frozen table = Frozen.read("survival/cox.tsv.gz").where("data", name);
    List<Fit> fits = new ArrayList<>();
    for (String design : table.texts("design").stream().distinct().toList()) {
      for (String ties : TIES) {
        Frozen expected = table.where("design", design).where("ties", ties);
        CoxData data = CoxCase.of(name, expected.texts("feature"), design, ties);
        fits.add(new Fit(design, ties, expected, data, CoxModel.fit(data)));
      }
    }
    return fits;
  }

  @ParameterizedTest
  @ValueSource(strings = {"veteran", "lung", "ties", "one", "pbc", "rotterdam"})
  void modelsAreThoseOfCoxph(String name) throws Exception {
    Pairs coefficients = new Pairs();
    Pairs errors = new Pairs();
    Pairs robust = new Pairs();
    Pairs logLiks = new Pairs();
    Pairs tests = new Pairs();
    List<Fit> fits = fits(name);
    for (Fit fit : fits) {
      CoxModel model = fit.model;
      assertThat(model.converged()).isTrue();
      coefficients.add(model.coefficients(), fit.expected.numbers("coef"));
      errors.add(model.standardErrors(), fit.expected.numbers("se"));
      robust.add(model.robustStandardErrors(), fit.expected.numbers("robust"));
      logLiks.add(model.nullLogLikelihood(), fit.expected.number("logLik0"));
      logLiks.add(model.logLikelihood(), fit.expected.number("logLik"));
      tests.add(model.scoreTest().statistic(), fit.expected.number("score"));
      tests.add(model.waldTest().statistic(), fit.expected.number("wald"));
      tests.add(model.robustWaldTest().statistic(), fit.expected.number("robustWald"));
    }
    String settings =
        name.equals("one")
            ? " (plain, weights)"
            : " (plain, strata, weights, both; Efron, Breslow)";
    agreement("coxph", name, fits.get(0).data)
        .close("coefficients" + settings, coefficients.found(), coefficients.expected(), 1e-9)
        .close("SE" + settings, errors.found(), errors.expected(), 1e-9)
        .close("robust SE" + settings, robust.found(), robust.expected(), 1e-9)
        .close("log-likelihoods" + settings, logLiks.found(), logLiks.expected(), 1e-10)
        .close("score, Wald, robust Wald" + settings, tests.found(), tests.expected(), 1e-9);
    assertBaselines(name, fits, settings);
    if (!name.equals("one")) { // One event has no trend: NaN here, an error in R.
      assertProportionalHazards(name, fits, settings);
    }
  }

  private static void assertBaselines(String name, List<Fit> fits, String settings)
      throws Exception {
    Frozen table =
        Frozen.read("survival/baseline.tsv.gz").where("data", name).where("centered", "FALSE");
    Pairs pairs = new Pairs();
    for (Fit fit : fits) {
      Frozen expected = fit.of(table);
      List<BreslowBaseline> baselines = fit.model.baselines(fit.data);
      double atZero = Math.exp(fit.model.risk(new double[fit.data.features().size()]));
      for (int k = 0; k < expected.size(); k++) {
        BreslowBaseline baseline = baselines.get(expected.integers("stratum")[k]);
        pairs.add(
            atZero * baseline.hazardAt(expected.numbers("time")[k]), expected.numbers("hazard")[k]);
      }
    }
    agreement("basehaz(centered = FALSE)", name, fits.get(0).data)
        .close("baseline hazard" + settings, pairs.found(), pairs.expected(), 1e-9);
  }

  private static void assertProportionalHazards(String name, List<Fit> fits, String settings)
      throws Exception {
    Frozen table = Frozen.read("survival/zph.tsv.gz").where("data", name);
    Pairs chi = new Pairs();
    Pairs p = new Pairs();
    for (Fit fit : fits) {
      for (ProportionalHazardsTest.Transform g : ProportionalHazardsTest.Transform.values()) {
        Frozen expected = fit.of(table).where("transform", g.name().toLowerCase(Locale.ROOT));
        ProportionalHazardsTest test = ProportionalHazardsTest.of(fit.model, fit.data, g);
        for (int row = 0; row < expected.size(); row++) {
          String feature = expected.texts("feature").get(row);
          ChiSquareTest found =
              feature.equals("GLOBAL")
                  ? test.global()
                  : test.tests().get(test.features().indexOf(feature));
          assertThat(found.degreesOfFreedom()).isEqualTo(expected.integers("df")[row]);
          chi.add(found.statistic(), expected.numbers("chisq")[row]);
          p.add(found.pValue(), expected.numbers("p")[row]);
        }
      }
    }
    agreement("cox.zph", name, fits.get(0).data)
        .close("chi-square, 4 transforms" + settings, chi.found(), chi.expected(), 1e-9)
        .close("p, 4 transforms" + settings, p.found(), p.expected(), 1e-9);
  }

  @Test
  void theBaselineIsThatOfTheMeanOfEveryFeature() throws Exception {
    Frozen centred =
        Frozen.read("survival/baseline.tsv.gz")
            .where("data", "rotterdam")
            .where("centered", "TRUE")
            .where("ties", "efron");
    List<String> features =
        Frozen.read("survival/cox.tsv.gz")
            .where("data", "rotterdam")
            .where("design", "plain")
            .where("ties", "efron")
            .texts("feature");
    CoxData data = CoxCase.of("rotterdam", features, "plain", "efron");
    CoxModel model = CoxModel.fit(data);
    double ours = model.baselines(data).get(0).hazardAt(centred.numbers("time")[6]);
    double theirs = centred.numbers("hazard")[6];
    assertThat(Math.abs(ours / theirs - 1)).isGreaterThan(1e-3);
    Agreement.disagreement(
        "cox",
        "baseline hazard of rotterdam at day %.0f, centred".formatted(centred.numbers("time")[6]),
        String.format(
            Locale.ROOT,
            "survival `basehaz(centered = TRUE)` %.4f, at the mean of every feature %.4f",
            theirs,
            ours),
        "A risk of 0 is that of the mean of every feature; coxph leaves features of -1, 0 and 1"
            + " where they are. Predicted survival is the same.");
  }

  @Test
  void residualsAreThoseOfCoxph() throws Exception {
    List<String> features = List.of("X1", "X2", "X3", "X4");
    Pairs martingale = new Pairs();
    Pairs schoenfeld = new Pairs();
    Pairs scaled = new Pairs();
    for (String ties : TIES) {
      CoxData data = CoxCase.of("ties", features, "both", ties);
      CoxModel model = CoxModel.fit(data);
      CoxResiduals found = CoxResiduals.of(model, data);
      Frozen expected = Frozen.read("survival/schoenfeld.tsv.gz").where("ties", ties);
      martingale.add(
          found.martingale(),
          Frozen.read("survival/martingale.tsv.gz").where("ties", ties).numbers("residual"));
      schoenfeld.add(flat(found.schoenfeld()), flat(expected.matrix(named("residual", features))));
      scaled.add(
          flat(found.scaledSchoenfeld(model)), flat(expected.matrix(named("scaled", features))));
    }
    String settings = " (strata and weights; Efron, Breslow)";
    agreement("residuals.coxph", "ties", CoxCase.of("ties", features, "both", "efron"))
        .close("martingale" + settings, martingale.found(), martingale.expected(), 1e-9)
        .close("Schoenfeld" + settings, schoenfeld.found(), schoenfeld.expected(), 1e-9)
        .close("scaled Schoenfeld" + settings, scaled.found(), scaled.expected(), 1e-9);
  }

  private static List<String> named(String kind, List<String> features) {
    return features.stream().map(f -> kind + "." + f).toList();
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }
}
