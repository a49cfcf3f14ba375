package org.omicroutes.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.omicroutes.state.DropStore.Layers;
import org.omicroutes.state.DropStore.Sighting;

/** Drops that are joined, on both databases. */
class DropGroupsTest {
  private static final String ROUTE = "prognosis";
  private static final Duration WEEK = Duration.ofDays(7);
  private static final JoinRule RULE = new JoinRule(List.of("rna", "mutation"), WEEK);

  private final MovedClock clock = new MovedClock();

  static Stream<Databases.Named> databases() {
    return Databases.both();
  }

  private final class Fixture {
    final DropStore drops;
    final RunStore runs;
    final Instances instances;
    final String us;
    final String them;

    Fixture(Databases.Named named) {
      StateDatabase database = named.at(clock);
      drops = new DropStore(database);
      runs = new RunStore(database);
      instances = new Instances(database, drops, runs);
      us = instances.enter("here");
      them = instances.enter("there");
    }

    Drop found(String path) {
      clock.move(Duration.ofSeconds(1));
      var seen = new Sighting(ROUTE, "/drops", path, "marker", "f-" + path, 3, 1000);
      return drops.add(seen, DropState.COPYING, "files still change", null);
    }

    Drop complete(String path, Map<String, Set<String>> layers) {
      Drop drop = found(path);
      complete(drop, "c-" + path, layers);
      return get(drop);
    }

    void complete(Drop drop, String content, Map<String, Set<String>> layers) {
      byte[] listing = new byte[0];
      assertThat(drops.complete(drop, content, listing, "all there", new Layers(layers, RULE)))
          .isTrue();
    }

    Drop get(Drop drop) {
      return drops.get(drop.id()).orElseThrow();
    }

    int settle() {
      return drops.settle(ROUTE, RULE);
    }

    Optional<Drop> claim() {
      return drops.claim(ROUTE, us);
    }

    List<DropState> states(Drop... some) {
      return Stream.of(some).map(drop -> get(drop).state()).toList();
    }

    List<DropState> history(Drop drop) {
      return drops.history(drop.id()).stream().map(DropEvent::state).toList();
    }

    /** Two drops that wait for each other no longer. */
    List<Drop> joined() {
      Drop rna = complete("rna", Map.of("rna", Set.of("p1", "p2")));
      Drop mutation = complete("mutation", Map.of("mutation", Set.of("p1", "p2")));
      settle();
      return List.of(get(rna), get(mutation));
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void layersThatComeInTwoDropsAreOneRun(Databases.Named named) {
    Fixture f = new Fixture(named);
    Drop rna = f.complete("rna", Map.of("rna", Set.of("p1", "p2"), "clinical", Set.of("p1", "p2")));
    assertThat(rna.state()).isEqualTo(DropState.WAITING);
    assertThat(rna.waitUntil()).isEqualTo(clock.instant().plus(WEEK));
    assertThat(f.settle()).isZero();
    assertThat(f.get(rna).reason()).startsWith("2 of 2 patients lack mutation; runs at 2026-03-08");
    assertThat(f.claim()).isEmpty();
    clock.move(Duration.ofDays(2));
    assertThat(f.drops.oldestWaiting(ROUTE)).isEmpty();
    Drop mutation = f.complete("mutation", Map.of("mutation", Set.of("p1", "p2")));
    assertThat(f.states(rna, mutation)).containsOnly(DropState.WAITING);
    assertThat(f.drops.startable(ROUTE, RULE))
        .extracting(Drop::path)
        .containsExactly("rna", "mutation");
    assertThat(f.settle()).isEqualTo(2);
    Drop leader = f.claim().orElseThrow();
    assertThat(leader.id()).isEqualTo(rna.id());
    assertThat(f.states(rna, mutation)).containsOnly(DropState.CLAIMED);
    assertThat(f.drops.claim(ROUTE, f.them)).isEmpty();
    assertThat(f.drops.held(ROUTE, f.us)).extracting(Drop::id).containsExactly(rna.id());
    assertThat(f.drops.group(mutation.id()).inOrder())
        .extracting(Drop::path)
        .containsExactly("rna", "mutation");
    assertThat(f.drops.running(leader, f.us, "run-1")).isTrue();
    assertThat(f.drops.ofRun("run-1")).extracting(Drop::path).containsExactly("rna", "mutation");
    assertThat(f.drops.end(leader, f.us, DropState.DONE, "results")).isTrue();
    assertThat(f.drops.end(leader, f.us, DropState.DONE, "again")).isFalse();
    assertThat(f.states(rna, mutation)).containsOnly(DropState.DONE);
    assertThat(f.get(mutation).runId()).isEqualTo("run-1");
    for (Drop drop : List.of(rna, mutation)) {
      assertThat(f.history(drop))
          .containsExactly(
              DropState.COPYING,
              DropState.COMPLETE,
              DropState.WAITING,
              DropState.COMPLETE,
              DropState.CLAIMED,
              DropState.RUNNING,
              DropState.DONE);
    }
    assertThat(f.settle()).isZero();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatHasAllLayersRunsAtOnceAndStrangersApart(Databases.Named named) {
    Fixture f = new Fixture(named);
    Drop waits = f.complete("waits", Map.of("rna", Set.of("p9")));
    Drop whole = f.complete("whole", Map.of("rna", Set.of("p1"), "mutation", Set.of("p1")));
    Drop unknown = f.complete("unknown", Map.of());
    assertThat(f.states(waits, whole, unknown))
        .containsExactly(DropState.WAITING, DropState.COMPLETE, DropState.COMPLETE);
    assertThat(whole.reason()).isEqualTo("all there");
    f.settle();
    assertThat(f.claim().map(Drop::id)).contains(whole.id());
    assertThat(f.claim().map(Drop::id)).contains(unknown.id());
    assertThat(f.claim()).isEmpty();
    assertThat(f.drops.group(whole.id()).isJoined()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void runsWithWhatThereIsWhenTheTimeIsOver(Databases.Named named) {
    Fixture f = new Fixture(named);
    Drop first = f.complete("first", Map.of("rna", Set.of("p1", "p2")));
    clock.move(Duration.ofDays(5));
    Drop second = f.complete("second", Map.of("rna", Set.of("p2", "p3")));
    f.settle();
    assertThat(f.get(second).reason())
        .startsWith("3 of 3 patients lack mutation; runs at " + first.waitUntil())
        .endsWith("; to be joined with first");
    clock.move(Duration.ofDays(2).minusSeconds(10));
    assertThat(f.settle()).isZero();
    clock.move(Duration.ofSeconds(10));
    assertThat(f.drops.oldestWaiting(ROUTE)).contains(first.waitUntil());
    assertThat(f.settle()).isEqualTo(2);
    assertThat(f.get(first).reason())
        .isEqualTo("not waited for any longer: 3 of 3 patients lack mutation; joined with second");
    assertThat(f.claim().map(Drop::id)).contains(first.id());
    assertThat(f.states(first, second)).containsOnly(DropState.CLAIMED);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatTheDeadHeldGoesOnTogether(Databases.Named named) {
    Fixture f = new Fixture(named);
    List<Drop> both = f.joined();
    Drop held = f.drops.claim(ROUTE, f.them).orElseThrow();
    assertThat(f.drops.running(held, f.them, "run-1")).isTrue();
    assertThat(f.instances.leave(f.them, "gone")).isEqualTo(2);
    assertThat(f.drops.end(held, f.them, DropState.DONE, "late")).isFalse();
    assertThat(f.states(both.get(0), both.get(1))).containsOnly(DropState.COMPLETE);
    f.settle();
    Drop again = f.claim().orElseThrow();
    assertThat(again.id()).isEqualTo(held.id());
    assertThat(again.attempts()).isEqualTo(1);
    assertThat(f.drops.giveBack(again, f.us, null, "parked")).isTrue();
    assertThat(f.states(both.get(0), both.get(1))).containsOnly(DropState.COMPLETE);
    Drop third = f.claim().orElseThrow();
    assertThat(f.drops.running(third, f.us, "run-1")).isTrue();
    var later = clock.instant().plusSeconds(30);
    assertThat(f.drops.again(third, f.us, later, "the disk was full")).isTrue();
    f.settle();
    assertThat(f.claim()).isEmpty();
    assertThat(f.get(both.get(1)).reason()).isEqualTo("the disk was full");
    clock.move(Duration.ofSeconds(30));
    assertThat(f.claim().orElseThrow().attempts()).isEqualTo(2);
    assertThat(f.states(both.get(0), both.get(1))).containsOnly(DropState.CLAIMED);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whoIsTakenForDeadGetsNothing(Databases.Named named) {
    Fixture f = new Fixture(named);
    List<Drop> both = f.joined();
    f.instances.leave(f.them, "gone");
    assertThat(f.drops.claim(ROUTE, f.them)).isEmpty();
    assertThat(f.states(both.get(0), both.get(1))).containsOnly(DropState.COMPLETE);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void manyWhoJoinAndTakeGetEachGroupOnce(Databases.Named named) throws Exception {
    Fixture f = new Fixture(named);
    List<Callable<Void>> work = new ArrayList<>();
    var taken = new ConcurrentLinkedQueue<String>();
    for (int i = 0; i < 10; i++) {
      String patient = "p" + i;
      for (String layer : List.of("rna", "mutation")) {
        Drop drop = f.found(layer + i);
        String instance = i % 2 == 0 ? f.us : f.them;
        work.add(
            () -> {
              f.complete(drop, "c-" + drop.path(), Map.of(layer, Set.of(patient)));
              f.settle();
              f.drops.claim(ROUTE, instance).ifPresent(claimed -> taken.add(claimed.id()));
              return null;
            });
      }
    }
    var pool = Executors.newFixedThreadPool(6);
    for (var done : pool.invokeAll(work)) {
      done.get();
    }
    pool.shutdown();
    f.settle();
    for (Optional<Drop> rest = f.claim(); rest.isPresent(); rest = f.claim()) {
      taken.add(rest.get().id());
    }
    assertThat(taken).hasSize(10).doesNotHaveDuplicates();
    assertThat(f.drops.counts(ROUTE)).containsOnly(Map.entry(DropState.CLAIMED, 20));
    for (String leader : taken) {
      assertThat(f.drops.group(leader).drops()).hasSize(2);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatChangesOrGoesLeavesItsGroup(Databases.Named named) {
    Fixture f = new Fixture(named);
    List<Drop> both = f.joined();
    Drop rna = both.get(0);
    Drop mutation = both.get(1);
    var other = new Sighting(ROUTE, "/drops", "rna", "marker", "f2", 3, 1000);
    assertThat(f.drops.changed(rna, other, DropState.COPYING, "its files changed")).isTrue();
    assertThat(f.states(rna, mutation)).containsExactly(DropState.COPYING, DropState.WAITING);
    assertThat(f.claim()).isEmpty();
    f.settle();
    assertThat(f.get(mutation).reason()).startsWith("2 of 2 patients lack rna");
    f.complete(f.get(rna), "c2", Map.of("rna", Set.of("p1", "p2")));
    f.settle();
    assertThat(f.states(rna, mutation)).containsOnly(DropState.COMPLETE);
    assertThat(f.drops.reject(mutation.id(), "not wanted")).isTrue();
    assertThat(f.states(rna, mutation)).containsExactly(DropState.WAITING, DropState.REJECTED);
    f.settle();
    assertThat(f.claim()).isEmpty();
    assertThat(f.drops.retry(rna.id(), "an operator asked for it")).isTrue();
    assertThat(f.get(rna).state()).isEqualTo(DropState.WAITING);
    f.settle();
    assertThat(f.claim().map(Drop::id)).contains(rna.id());
    assertThat(f.drops.group(rna.id()).isJoined()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aWaitingDropCanBeRejected(Databases.Named named) {
    Fixture f = new Fixture(named);
    Drop rna = f.complete("rna", Map.of("rna", Set.of("p1")));
    assertThat(f.drops.reject(rna.id(), "not wanted")).isTrue();
    f.complete("mutation", Map.of("mutation", Set.of("p1")));
    f.settle();
    assertThat(f.get(rna).state()).isEqualTo(DropState.REJECTED);
    assertThat(f.claim()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatIsRejectedTogetherComesBackTogether(Databases.Named named) {
    Fixture f = new Fixture(named);
    List<Drop> both = f.joined();
    Drop rna = both.get(0);
    Drop mutation = both.get(1);
    Drop held = f.claim().orElseThrow();
    f.drops.running(held, f.us, "run-1");
    f.drops.end(held, f.us, DropState.REJECTED, "at fault is mutation");
    assertThat(f.states(rna, mutation)).containsOnly(DropState.REJECTED);
    assertThat(f.drops.retry(mutation.id(), "asked for")).isTrue();
    assertThat(f.states(rna, mutation)).containsOnly(DropState.WAITING);
    assertThat(f.claim()).isEmpty();
    f.settle();
    held = f.claim().orElseThrow();
    f.drops.running(held, f.us, "run-2");
    f.drops.end(held, f.us, DropState.REJECTED, "at fault is mutation");
    var mended = new Sighting(ROUTE, "/drops", "mutation", "marker", "f2", 3, 1000);
    Drop next =
        f.drops
            .replace(f.get(mutation), mended, DropState.COPYING, "calls.maf changed")
            .orElseThrow();
    f.complete(next, "c2", Map.of("mutation", Set.of("p1", "p2")));
    assertThat(f.states(rna, mutation, next))
        .containsExactly(DropState.WAITING, DropState.REPLACED, DropState.WAITING);
    f.settle();
    Drop again = f.claim().orElseThrow();
    assertThat(f.drops.group(again.id()).drops())
        .extracting(Drop::id)
        .containsExactlyInAnyOrder(rna.id(), next.id());
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatWasRejectedAloneIsJoinedWhenItIsTriedAgain(Databases.Named named) {
    Fixture f = new Fixture(named);
    Drop rna = f.complete("rna", Map.of("rna", Set.of("p1")));
    clock.move(WEEK);
    f.settle();
    f.drops.end(f.claim().orElseThrow(), f.us, DropState.REJECTED, "no clinical table");
    Drop mutation = f.complete("mutation", Map.of("mutation", Set.of("p1")));
    f.settle();
    assertThat(f.states(rna, mutation)).containsExactly(DropState.REJECTED, DropState.WAITING);
    assertThat(f.drops.retry(rna.id(), "asked for")).isTrue();
    assertThat(f.claim()).isEmpty();
    f.settle();
    assertThat(f.claim().map(Drop::id)).contains(rna.id());
    assertThat(f.states(rna, mutation)).containsOnly(DropState.CLAIMED);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aLateLayerTakesAlongWhatWasDoneBefore(Databases.Named named) {
    Fixture f = new Fixture(named);
    List<Drop> both = f.joined();
    Drop held = f.claim().orElseThrow();
    f.drops.running(held, f.us, "run-1");
    f.drops.end(held, f.us, DropState.DONE, "results");
    Drop late = f.complete("late", Map.of("rna", Set.of("p1", "p3")));
    f.settle();
    assertThat(f.get(late).reason()).startsWith("1 of 2 patients lacks mutation");
    Drop later = f.complete("later", Map.of("mutation", Set.of("p3")));
    f.settle();
    Drop leader = f.claim().orElseThrow();
    DropGroup group = f.drops.group(leader.id());
    assertThat(group.drops()).extracting(Drop::id).containsExactly(late.id(), later.id());
    assertThat(group.earlier()).extracting(Drop::path).containsExactly("rna", "mutation");
    assertThat(leader.reason()).startsWith("taken by");
    f.drops.running(leader, f.us, "run-2");
    assertThat(f.drops.ofRun("run-2")).hasSize(4);
    f.drops.end(leader, f.us, DropState.DONE, "results");
    for (Drop drop : both) {
      assertThat(f.get(drop).runId()).isEqualTo("run-1");
      assertThat(f.history(drop)).containsOnlyOnce(DropState.DONE);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void withoutARuleNothingWaits(Databases.Named named) {
    Fixture f = new Fixture(named);
    Drop rna = f.complete("rna", Map.of("rna", Set.of("p1")));
    assertThat(rna.state()).isEqualTo(DropState.WAITING);
    assertThat(f.drops.settle(ROUTE, JoinRule.NONE)).isEqualTo(1);
    assertThat(f.claim().map(Drop::id)).contains(rna.id());
    assertThat(f.drops.settle(ROUTE, JoinRule.NONE)).isZero();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aCopyWhoseOriginalIsGoneWaitsInItsPlace(Databases.Named named) {
    Fixture f = new Fixture(named);
    Drop rna = f.complete("rna", Map.of("rna", Set.of("p1")));
    Drop copy = f.found("copy");
    f.complete(copy, "c-rna", Map.of("rna", Set.of("p1")));
    f.settle();
    assertThat(f.states(rna, copy)).containsExactly(DropState.WAITING, DropState.DUPLICATE);
    var gone = new Sighting(ROUTE, "/drops", "rna", "marker", "", 0, 0);
    assertThat(f.drops.changed(f.get(rna), gone, DropState.REJECTED, "the folder is gone"))
        .isTrue();
    assertThat(f.drops.takeOrphans(ROUTE)).isEqualTo(1);
    f.settle();
    assertThat(f.states(rna, copy)).containsExactly(DropState.REJECTED, DropState.WAITING);
    f.complete("mutation", Map.of("mutation", Set.of("p1")));
    f.settle();
    assertThat(f.drops.group(f.claim().orElseThrow().id()).drops())
        .extracting(Drop::path)
        .containsExactly("copy", "mutation");
  }
}
