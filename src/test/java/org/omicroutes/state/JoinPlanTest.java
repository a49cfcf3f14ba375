package org.omicroutes.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.omicroutes.state.JoinPlan.Group;
import org.omicroutes.state.JoinPlan.Member;

class JoinPlanTest {
  private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");
  private static final Instant LATER = NOW.plus(Duration.ofDays(7));
  private static final JoinRule RULE = new JoinRule(List.of("rna", "mutation"), Duration.ofDays(7));

  private static Drop drop(String id, DropState state, int attempts, Instant until, String group) {
    return new Drop(
        id, "r", "/d", id, "marker", state, "", "f", "c", 1, 1, NOW, NOW, NOW, attempts, null, null,
        null, null, until, group);
  }

  private static Drop drop(String id) {
    return drop(id, DropState.WAITING, 0, LATER, null);
  }

  private static Member has(Drop drop, String layer, String... patients) {
    return new Member(drop, Map.of(layer, Set.of(patients)));
  }

  private static List<Group> plan(Member... live) {
    return JoinPlan.of(List.of(live), RULE, NOW, drops -> List.of());
  }

  private static List<String> ids(List<Drop> drops) {
    return drops.stream().map(Drop::id).toList();
  }

  @Test
  void aDropWithAllLayersOfItsPatientsRunsByItself() {
    Drop drop = drop("a");
    Member whole = new Member(drop, Map.of("rna", Set.of("1", "2"), "mutation", Set.of("1", "2")));
    Group group = plan(whole).get(0);
    assertThat(group.ready()).isTrue();
    assertThat(group.id()).isNull();
    assertThat(group.reason(drop, RULE)).isEqualTo("each patient has rna, mutation");
  }

  @Test
  void countsWhatIsLacking() {
    Drop drop = drop("a");
    Member part =
        new Member(drop, Map.of("mutation", Set.of("1", "2", "3", "4"), "rna", Set.of("1", "5")));
    Group group = plan(part).get(0);
    assertThat(group.ready()).isFalse();
    assertThat(group.id()).isNull();
    assertThat(group.reason(drop, RULE))
        .isEqualTo(
            "3 of 5 patients lack rna, 1 of 5 patients lacks mutation;"
                + " runs at 2026-03-08T02:00:00Z at the latest");
  }

  @Test
  void goesTogetherOverOthersAndLeavesStrangersAlone() {
    Member a = has(drop("a"), "rna", "1", "2");
    Member b = has(drop("b"), "rna", "8");
    Member c = has(drop("c"), "mutation", "2", "3");
    Member d = has(drop("d"), "rna", "3");
    List<Group> groups = plan(a, b, c, d);
    assertThat(groups)
        .extracting(g -> ids(g.drops()))
        .containsExactly(List.of("a", "c", "d"), List.of("b"));
    Group joined = groups.get(0);
    assertThat(joined.id()).isEqualTo("a");
    assertThat(joined.ready()).isFalse();
    assertThat(joined.reason(c.drop(), RULE))
        .startsWith("1 of 3 patients lacks mutation; runs at")
        .endsWith("; to be joined with a, d");
    Member e = has(drop("e"), "mutation", "1");
    Group whole = plan(a, c, d, e).get(0);
    assertThat(whole.ready()).isTrue();
    assertThat(whole.reason(e.drop(), RULE))
        .isEqualTo("each patient has rna, mutation; joined with a, c, d");
  }

  @Test
  void whoHasWaitedLongestDecides() {
    Drop old = drop("old", DropState.WAITING, 0, NOW, null);
    Group group = plan(has(drop("new"), "rna", "1"), has(old, "rna", "1", "2")).get(0);
    assertThat(group.ready()).isTrue();
    assertThat(group.reason(old, RULE))
        .isEqualTo("not waited for any longer: 2 of 2 patients lack mutation; joined with new");
  }

  @Test
  void whatWasTriedStaysTheLeader() {
    Drop tried = drop("z", DropState.COMPLETE, 1, LATER, "z");
    Drop triedToo = drop("y", DropState.COMPLETE, 1, LATER, "z");
    Group group =
        plan(has(drop("a"), "rna", "1"), has(triedToo, "rna", "1"), has(tried, "rna", "1")).get(0);
    assertThat(group.leader()).isEqualTo(tried);
  }

  @Test
  void takesAlongWhatWasDoneBeforeOnlyWhereItHelps() {
    Member late = has(drop("late"), "rna", "1");
    Member done = has(drop("done", DropState.DONE, 1, NOW, null), "mutation", "1", "2");
    Member with = has(drop("with", DropState.DONE, 1, NOW, null), "clinical", "2");
    List<List<Member>> before = List.of(List.of(done, with));
    Group group = JoinPlan.of(List.of(late), RULE, NOW, drops -> before).get(0);
    assertThat(group.ready()).isTrue();
    assertThat(ids(group.earlier())).containsExactly("done", "with");
    assertThat(group.id()).isEqualTo("late");
    assertThat(group.reason(late.drop(), RULE))
        .isEqualTo(
            "each patient has rna, mutation; with the layers of done, with,"
                + " which were done before");
    Member useless = has(drop("late"), "mutation", "1");
    Group waits = JoinPlan.of(List.of(useless), RULE, NOW, drops -> before).get(0);
    assertThat(waits.earlier()).isEmpty();
    assertThat(waits.ready()).isFalse();
    Member whole = new Member(drop("w"), Map.of("rna", Set.of("1"), "mutation", Set.of("1")));
    Group alone =
        JoinPlan.of(
                List.of(whole),
                RULE,
                NOW,
                drops -> {
                  throw new AssertionError("nothing is lacking");
                })
            .get(0);
    assertThat(alone.id()).isNull();
  }

  @Test
  void aRuleWaitsForNoNegativeTime() {
    assertThatThrownBy(() -> new JoinRule(List.of("rna"), Duration.ofDays(-1)))
        .hasMessageContaining("waitingTime");
    assertThat(JoinRule.NONE.joins()).isFalse();
  }
}
