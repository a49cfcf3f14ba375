package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

/** Curves and log-rank tests against R's survival package (src/test/oracle/survival/make.R). */
class SurvivalOracleTest {

  private static Agreement agreement(String routine, String function, String data)
      throws Exception {
    int size = Frozen.read("survival/" + data + ".tsv.gz").size();
    return Agreement.of(routine, "survival", "survival", function, data + ", " + size + " samples");
  }

  private static KaplanMeier curve(String data) throws Exception {
    Frozen table = Frozen.read("survival/" + data + ".tsv.gz");
    return KaplanMeier.of(table.numbers("time"), table.flags("event"));
  }

  /** The values of a curve at the frozen times. */
  private static double[] at(Frozen expected, KaplanMeier km, double[] values) {
    return Arrays.stream(expected.numbers("time"))
        .map(t -> values[Arrays.binarySearch(km.times(), t)])
        .toArray();
  }

  private static double[] doubles(int[] counts) {
    return Arrays.stream(counts).asDoubleStream().toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"veteran", "lung", "ties", "one", "pbc", "rotterdam", "flat"})
  void kaplanMeierIsSurvfit(String data) throws Exception {
    Frozen expected = Frozen.read("survival/kaplan-meier.tsv.gz").where("data", data);
    KaplanMeier km = curve(data);
    if (!data.equals("rotterdam")) {
      assertThat(km.times()).containsExactly(expected.numbers("time"));
    }
    int n = km.times().length;
    double[] errors = new double[n];
    Arrays.setAll(errors, km::standardError);
    assertThat(at(expected, km, doubles(km.atRisk()))).containsExactly(expected.numbers("n.risk"));
    assertThat(at(expected, km, doubles(km.events()))).containsExactly(expected.numbers("n.event"));
    Pairs limits = new Pairs();
    for (KaplanMeier.Interval scale : KaplanMeier.Interval.values()) {
      for (int side = 0; side < 2; side++) {
        double[] limit = new double[n];
        for (int k = 0; k < n; k++) {
          limit[k] = km.interval(k, scale)[side];
        }
        String column = name(scale) + (side == 0 ? ".lower" : ".upper");
        limits.add(at(expected, km, limit), expected.numbers(column));
      }
    }
    agreement("kaplan-meier", "survfit", data)
        .absolute("survival", at(expected, km, km.survival()), expected.numbers("survival"), 1e-12)
        .absolute("Greenwood SE", at(expected, km, errors), expected.numbers("se"), 1e-12)
        .absolute("95 % limits, log, log-log and plain", limits.found(), limits.expected(), 1e-10);
  }

  private static String name(KaplanMeier.Interval scale) {
    return scale.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @ParameterizedTest
  @ValueSource(strings = {"veteran", "lung", "ties", "one", "pbc", "rotterdam"})
  void nelsonAalenIsSurvfit(String data) throws Exception {
    Frozen expected = Frozen.read("survival/kaplan-meier.tsv.gz").where("data", data);
    KaplanMeier km = curve(data);
    Pairs hazards = new Pairs();
    Pairs errors = new Pairs();
    for (NelsonAalen.Ties ties : NelsonAalen.Ties.values()) {
      String column = ties == NelsonAalen.Ties.TOGETHER ? "cumhaz" : "cumhaz2";
      NelsonAalen hazard = NelsonAalen.of(km, ties);
      hazards.add(at(expected, km, hazard.hazard()), expected.numbers(column));
      errors.add(at(expected, km, hazard.standardErrors()), expected.numbers(column + ".se"));
    }
    agreement("kaplan-meier", "survfit", data)
        .absolute("cumulative hazard, ctype 1 and 2", hazards.found(), hazards.expected(), 1e-10)
        .absolute("its SE, ctype 1 and 2", errors.found(), errors.expected(), 1e-10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"veteran", "lung", "ties", "one", "pbc", "rotterdam", "flat"})
  void quantilesAndRestrictedMeansAreThoseOfSurvfit(String data) throws Exception {
    KaplanMeier km = curve(data);
    Frozen expected = Frozen.read("survival/quantiles.tsv.gz").where("data", data);
    Pairs quartiles = new Pairs();
    for (int row = 0; row < expected.size(); row++) {
      String scale = expected.texts("interval").get(row).toUpperCase(Locale.ROOT);
      SurvivalSummary.Limits found =
          SurvivalSummary.quantile(
              km,
              expected.numbers("p")[row],
              KaplanMeier.Interval.valueOf(scale.replace('-', '_')));
      quartiles.add(found.value(), expected.numbers("quantile")[row]);
      quartiles.add(found.lower(), expected.numbers("lower")[row]);
      quartiles.add(found.upper(), expected.numbers("upper")[row]);
    }
    agreement("kaplan-meier", "quantile.survfit", data)
        .absolute("quartiles of time with limits", quartiles.found(), quartiles.expected(), 1e-10);
    Frozen means = Frozen.read("survival/restricted-mean.tsv.gz").where("data", data);
    double[] value = new double[means.size()];
    double[] error = new double[means.size()];
    for (int row = 0; row < value.length; row++) {
      SurvivalSummary.Mean mean = SurvivalSummary.restrictedMean(km, means.numbers("until")[row]);
      value[row] = mean.value();
      error[row] = mean.standardError();
    }
    agreement("kaplan-meier", "print.survfit", data)
        .close("restricted mean", value, means.numbers("mean"), 1e-10)
        .close("SE of restricted mean", error, means.numbers("se"), 1e-10);
  }

  @Test
  void aCurveThatEndsAtOneHalfHasTheMedianOfQuantile() throws Exception {
    Frozen frozen =
        Frozen.read("survival/quantiles.tsv.gz").where("data", "flat").where("p", "0.50");
    assertThat(frozen.number("median")).isNotEqualTo(frozen.number("quantile"));
    Agreement.disagreement(
        "kaplan-meier",
        "median of a curve that is 1/2 from day 2 to its end at day 4",
        String.format(
            Locale.ROOT,
            "survival `quantile` %.4f, survival `print` %.4f",
            frozen.number("quantile"),
            frozen.number("median")),
        "`quantile`: the middle of the flat stretch, as where the curve falls again after it.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"veteran", "lung", "ties", "one", "pbc", "rotterdam"})
  void logRankIsSurvdiff(String data) throws Exception {
    Frozen table = Frozen.read("survival/" + data + ".tsv.gz");
    Frozen tests = Frozen.read("survival/log-rank.tsv.gz").where("data", data);
    int[] groups = table.integers("group");
    int count = Arrays.stream(groups).max().orElseThrow() + 1;
    double[] times = table.numbers("time");
    boolean[] events = table.flags("event");
    Pairs chi = new Pairs();
    Pairs p = new Pairs();
    for (int row = 0; row < tests.size(); row++) {
      boolean stratified = tests.texts("stratified").get(row).equals("TRUE");
      int[] strata = new int[times.length];
      Arrays.setAll(strata, i -> stratified ? i % 3 : 0);
      LogRank test = LogRank.test(times, events, groups, count, strata, tests.numbers("rho")[row]);
      assertThat(test.degreesOfFreedom()).isEqualTo((int) tests.numbers("df")[row]);
      chi.add(test.chiSquare(), tests.numbers("chisq")[row]);
      p.add(test.pValue(), tests.numbers("p")[row]);
    }
    String kind = " of " + count + " groups, rho 0, 1 and 0.5, with and without strata";
    agreement("log-rank", "survdiff", data)
        .close("chi-square" + kind, chi.found(), chi.expected(), 1e-10)
        .close("p" + kind, p.found(), p.expected(), 1e-10);
  }
}
