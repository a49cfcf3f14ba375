package org.omicroutes.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.omicroutes.evaluate.EquityGap.Group;
import org.omicroutes.evaluate.EquityGap.Limits;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;
import org.omicroutes.survival.Concordance;

class EquityGapTest {

  @Test
  void groupsAndSpreadAreThoseOfRsConcordance() throws Exception {
    Frozen patients = Frozen.read("stacking/patients.tsv.gz");
    double[] times = patients.numbers("days");
    boolean[] events = patients.flags("event");
    double[] risk = patients.numbers("nodes");
    ToDoubleFunction<int[]> c =
        members -> {
          double[] t = new double[members.length];
          double[] r = new double[members.length];
          boolean[] e = new boolean[members.length];
          for (int k = 0; k < members.length; k++) {
            t[k] = times[members[k]];
            r[k] = risk[members[k]];
            e[k] = events[members[k]];
          }
          return Concordance.harrell(t, e, r).value();
        };
    Frozen expected = Frozen.read("stacking/groups.tsv.gz");
    Frozen gap = Frozen.read("stacking/gap.tsv.gz");
    EquityGap found = EquityGap.of(patients.texts("group"), events, c, new Limits(20, 10), 200, 1);
    assertThat(found.groups().stream().map(Group::name).toList())
        .isEqualTo(expected.texts("group"));
    double se = gap.number("se");
    Agreement.of(
            "equity-gap", "stacking", "survival", "concordance", "gbsg, 686 patients in 3 grades")
        .absolute(
            "C of each group",
            found.groups().stream().mapToDouble(Group::value).toArray(),
            expected.numbers("C"),
            1e-12)
        .close("largest gap", found.gap(), gap.number("gap"), 1e-12)
        .between("bootstrap SE of the gap", found.standardError(), 0.8 * se, 1.2 * se);
    assertThat(found.lower()).isBetween(0.0, found.gap());
    assertThat(found.upper()).isGreaterThan(found.gap());
  }

  private static double mean(double[] values, int[] members) {
    return Arrays.stream(members).mapToDouble(i -> values[i]).average().orElseThrow();
  }

  @Test
  void standardErrorOfTwoFarMeansIsTheKnownOne() {
    Random random = new Random(3);
    int n = 400;
    double[] values = IntStream.range(0, n).mapToDouble(i -> random.nextGaussian()).toArray();
    List<String> groups = IntStream.range(0, n).mapToObj(i -> i % 4 == 0 ? "b" : "a").toList();
    for (int i = 0; i < n; i += 4) {
      values[i] += 5;
    }
    EquityGap found =
        EquityGap.of(groups, new boolean[n], m -> mean(values, m), new Limits(2, 0), 2000, 9);
    double se = Math.sqrt(1.0 / 300 + 1.0 / 100);
    assertThat(found.gap()).isCloseTo(5, within(3 * se));
    assertThat(found.standardError()).isCloseTo(se, within(0.15 * se));
    assertThat(found.upper() - found.lower()).isCloseTo(2 * 1.96 * se, within(0.6 * se));
  }

  @Test
  void smallGroupsAreListedAndLeftOut() {
    List<String> groups = Arrays.asList("a", "a", "b", "b", "c", "d", "d", null);
    boolean[] events = {true, false, true, true, true, false, false, true};
    double[] values = {1, 2, 3, 4, 90, 80, 70, 60};
    EquityGap found = EquityGap.of(groups, events, m -> mean(values, m), new Limits(2, 1), 50, 1);
    assertThat(found.groups())
        .containsExactly(new Group("a", 2, 1, 1.5), new Group("b", 2, 2, 3.5));
    assertThat(found.leftOut())
        .containsExactly(new Group("c", 1, 1, Double.NaN), new Group("d", 2, 0, Double.NaN));
    assertThat(found.gap()).isEqualTo(2);
    EquityGap alone = EquityGap.of(groups, events, m -> mean(values, m), new Limits(2, 2), 50, 1);
    assertThat(alone.gap()).isNaN();
    assertThat(alone.upper()).isNaN();
  }

  @Test
  void sameSeedSameIntervalAndNoneWithoutResamples() {
    List<String> groups = List.of("a", "a", "a", "b", "b", "b");
    double[] values = {1, 2, 4, 3, 5, 8};
    ToDoubleFunction<int[]> measure = m -> mean(values, m);
    Limits limits = new Limits(1, 0);
    EquityGap first = EquityGap.of(groups, new boolean[6], measure, limits, 40, 5);
    assertThat(EquityGap.of(groups, new boolean[6], measure, limits, 40, 5)).isEqualTo(first);
    assertThat(EquityGap.of(groups, new boolean[6], measure, limits, 40, 6)).isNotEqualTo(first);
    EquityGap plain = EquityGap.of(groups, new boolean[6], measure, limits, 0, 5);
    assertThat(plain.gap()).isEqualTo(first.gap());
    assertThat(plain.lower()).isNaN();
  }
}
