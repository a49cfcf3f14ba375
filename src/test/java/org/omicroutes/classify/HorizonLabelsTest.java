package org.omicroutes.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.omicroutes.classify.HorizonLabels.Censored;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

class HorizonLabelsTest {
  private static final double NONE = Double.NaN;

  /** Death at 2; censored at 3; death at 4; censored at the horizon 5; followed to 6 and to 9. */
  private static final SurvivalData SIX =
      survival(new double[] {2, 3, 4, 5, 6, 9}, true, false, true, false, false, true);

  private static SurvivalData survival(double[] times, boolean... events) {
    List<String> ids =
        java.util.stream.IntStream.range(0, times.length).mapToObj(i -> "p" + i).toList();
    return new SurvivalData(ids, times, events);
  }

  @Test
  void labelsDeathSurvivalAndNeither() {
    HorizonLabels labels = HorizonLabels.of(SIX, 5, Censored.LEFT_OUT);
    assertThat(labels.labels()).containsExactly(1, NONE, 1, NONE, 0, 0);
    assertThat(labels.weights()).containsExactly(1, 0, 1, 0, 1, 1);
    assertThat(labels.patients()).isEqualTo(SIX.sampleIds());
    assertThat(List.of(labels.deaths(), labels.alive(), labels.unlabelled()))
        .containsExactly(2, 2, 2);
    assertThat(labels.labelled()).containsExactly(0, 2, 4, 5);
  }

  /** By hand: G falls to 4/5 at 3 and to 4/5 × 2/3 at 5. */
  @Test
  void weighsByInverseProbabilityOfCensoring() {
    double[] raw = {1, 0, 5 / 4.0, 0, 15 / 8.0, 15 / 8.0};
    double mean = 6 / 4.0;
    HorizonLabels labels = HorizonLabels.of(SIX, 5, Censored.WEIGHTED);
    for (int i = 0; i < raw.length; i++) {
      assertThat(labels.weights()[i]).isCloseTo(raw[i] / mean, within(1e-15));
    }
  }

  @Test
  void deathOnTheHorizonIsADeathAndAllWeighOneWithoutCensoring() {
    HorizonLabels labels =
        HorizonLabels.of(survival(new double[] {5, 6}, true, true), 5, Censored.WEIGHTED);
    assertThat(labels.labels()).containsExactly(1, 0);
    assertThat(labels.weights()).containsExactly(1, 1);
  }

  @Test
  void aPartHasMeanWeightOneAgain() {
    HorizonLabels part = HorizonLabels.of(SIX, 5, Censored.WEIGHTED).select(new int[] {5, 1, 0});
    assertThat(part.patients()).containsExactly("p5", "p1", "p0");
    assertThat(part.labels()).containsExactly(0, NONE, 1);
    assertThat(Arrays.stream(part.weights()).sum()).isCloseTo(2, within(1e-15));
    assertThat(part.weights()[0] / part.weights()[2]).isCloseTo(15 / 8.0, within(1e-15));
    assertThat(part.labelledOnly().patients()).containsExactly("p5", "p0");
    assertThat(part.select(new int[] {1}).labelledOnly().patients()).isEmpty();
  }

  @Test
  void oneClassOnlyIsToldToThePerson() {
    assertThatThrownBy(() -> HorizonLabels.of(SIX, 9, Censored.WEIGHTED))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("nobody followed beyond day 9.0 (month 0.3) among 6 patients")
        .hasMessageContaining("last was seen on day 9.0");
    assertThatThrownBy(() -> HorizonLabels.of(SIX, 1.5, Censored.LEFT_OUT))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no death by day 1.5 (month 0.0) among 6 patients");
    assertThatThrownBy(() -> HorizonLabels.of(SIX, 0, Censored.LEFT_OUT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  static ScoredLabels gbsg(String unit) throws Exception {
    Frozen cohort = Frozen.read("classification/cohort.tsv.gz");
    return ScoredLabels.of(labels(cohort, unit), cohort.numbers("probability"));
  }

  private static HorizonLabels labels(Frozen cohort, String unit) {
    double horizon = unit.equals("days") ? 1095.75 : 36;
    SurvivalData data = survival(cohort.numbers(unit), cohort.flags("event"));
    return HorizonLabels.of(data, horizon, Censored.WEIGHTED);
  }

  /** In months, deaths and censorings share times and the horizon itself. */
  @ParameterizedTest
  @CsvSource({"days, gbsg at 36 months", "months, 'gbsg at 36 months, tied times'"})
  void weightsAreThoseOfProdlim(String unit, String what) throws Exception {
    Frozen cohort = Frozen.read("classification/cohort.tsv.gz");
    HorizonLabels found = labels(cohort, unit);
    Agreement.of("horizon-labels", "classification", "prodlim", "prodlim(reverse = TRUE)", what)
        .close("labels", found.labels(), cohort.numbers(unit + ".label"), 0)
        .close("weights", found.weights(), cohort.numbers(unit + ".weight"), 1e-12);
  }
}
