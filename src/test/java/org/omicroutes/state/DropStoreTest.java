package org.omicroutes.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.omicroutes.state.DropStore.Filter;
import org.omicroutes.state.DropStore.Sighting;

class DropStoreTest {
  private static final byte[] LISTING = "abc\t3\tsamplesheet.csv\n".getBytes();

  private final MovedClock clock = new MovedClock();

  static Stream<Databases.Named> databases() {
    return Databases.both();
  }

  private static Sighting seen(String path) {
    return new Sighting("prognosis", "/drops", path, "manifest", "f-" + path, 3, 1000);
  }

  /** What two instances see of one database. */
  private final class Fixture {
    final StateDatabase database;
    final DropStore drops;
    final Instances instances;
    final String us;
    final String them;

    Fixture(Databases.Named named) {
      database = named.at(clock);
      drops = new DropStore(database);
      instances = new Instances(database, drops, new RunStore(database));
      us = instances.enter("here");
      them = instances.enter("there");
    }

    Drop complete(String path) {
      Drop drop = drops.add(seen(path), DropState.COPYING, "files still change", null);
      assertThat(drops.complete(drop, "c-" + path, LISTING, "all is there")).isTrue();
      return drops.get(drop.id()).orElseThrow();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aDropGoesItsWayAndItIsRemembered(Databases.Named named) {
    Fixture f = new Fixture(named);
    Drop found = f.drops.add(seen("a/run1"), DropState.SEQUENCING, "no RTAComplete.txt", null);
    assertThat(found.name()).isEqualTo("run1");
    assertThat(found.foundAt()).isEqualTo(clock.instant());
    clock.move(Duration.ofMinutes(5));
    var more = new Sighting("prognosis", "/drops", "a/run1", "manifest", "f2", 4, 2000);
    assertThat(f.drops.changed(found, more, DropState.COPYING, "files still change")).isTrue();
    assertThat(f.drops.changed(found, more, DropState.COPYING, "again")).isFalse();
    Drop copying = f.drops.get(found.id()).orElseThrow();
    assertThat(copying.files()).isEqualTo(4);
    assertThat(copying.changedAt()).isEqualTo(clock.instant());
    assertThat(f.drops.complete(copying, "c", LISTING, "all is there")).isTrue();
    assertThat(f.drops.listing(found.id())).contains(LISTING);
    Drop claimed = f.drops.claim("prognosis", f.us).orElseThrow();
    assertThat(claimed.attempts()).isEqualTo(1);
    assertThat(f.drops.running(claimed, f.us, "run-1")).isTrue();
    assertThat(f.drops.end(claimed, f.us, DropState.DONE, "results/run1")).isTrue();
    assertThat(f.drops.history(found.id()))
        .extracting(DropEvent::state)
        .containsExactly(
            DropState.SEQUENCING,
            DropState.COPYING,
            DropState.COMPLETE,
            DropState.CLAIMED,
            DropState.RUNNING,
            DropState.DONE);
    assertThat(f.drops.counts("prognosis")).containsOnly(java.util.Map.entry(DropState.DONE, 1));
    Drop done = f.drops.get(found.id()).orElseThrow();
    assertThat(done.claimedBy()).isNull();
    assertThat(done.runId()).isEqualTo("run-1");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void manyWhoWantDropsGetEachOnce(Databases.Named named) throws Exception {
    Fixture f = new Fixture(named);
    for (int i = 0; i < 30; i++) {
      f.complete("run" + i);
    }
    Set<String> taken = ConcurrentHashMap.newKeySet();
    List<Callable<Integer>> workers = new ArrayList<>();
    for (int w = 0; w < 8; w++) {
      String instance = w % 2 == 0 ? f.us : f.them;
      workers.add(
          () -> {
            int got = 0;
            for (Optional<Drop> drop = f.drops.claim("prognosis", instance);
                drop.isPresent();
                drop = f.drops.claim("prognosis", instance)) {
              assertThat(taken.add(drop.get().id())).isTrue();
              got++;
            }
            return got;
          });
    }
    var pool = Executors.newFixedThreadPool(8);
    int sum = 0;
    for (var worker : pool.invokeAll(workers)) {
      sum += worker.get();
    }
    pool.shutdown();
    // Who finds a drop locked passes it by, so that one may be left to who comes last.
    while (f.drops.claim("prognosis", f.us).isPresent()) {
      sum++;
    }
    assertThat(sum).isEqualTo(30);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatTheDeadHeldIsGivenBackAndTheyCanWriteNoMore(Databases.Named named) {
    Fixture f = new Fixture(named);
    f.complete("run1");
    Drop held = f.drops.claim("prognosis", f.them).orElseThrow();
    assertThat(f.drops.running(held, f.them, "r")).isTrue();
    clock.move(Duration.ofSeconds(50));
    assertThat(f.instances.beat(f.us)).isTrue();
    clock.move(Duration.ofSeconds(20));
    assertThat(f.instances.releaseDead(Duration.ofSeconds(60))).isEqualTo(1);
    assertThat(f.instances.beat(f.them)).isFalse();
    assertThat(f.drops.end(held, f.them, DropState.DONE, "late")).isFalse();
    assertThat(f.drops.claim("prognosis", f.them)).isEmpty();
    Drop again = f.drops.claim("prognosis", f.us).orElseThrow();
    assertThat(again.id()).isEqualTo(held.id());
    assertThat(again.attempts()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void attemptsWaitForTheirTime(Databases.Named named) {
    Fixture f = new Fixture(named);
    f.complete("run1");
    Drop first = f.drops.claim("prognosis", f.us).orElseThrow();
    var later = clock.instant().plusSeconds(30);
    assertThat(f.drops.again(first, f.us, later, "the disk was full")).isTrue();
    assertThat(f.drops.claim("prognosis", f.us)).isEmpty();
    assertThat(f.drops.oldestWaiting("prognosis")).contains(clock.instant());
    clock.move(Duration.ofSeconds(30));
    Drop second = f.drops.claim("prognosis", f.us).orElseThrow();
    assertThat(second.attempts()).isEqualTo(2);
    assertThat(f.drops.end(second, f.us, DropState.FAILED, "still full")).isTrue();
    assertThat(f.drops.retry(second.id(), "asked for by op")).isTrue();
    assertThat(f.drops.claim("prognosis", f.us).orElseThrow().attempts()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void knowsContentsAndFolders(Databases.Named named) {
    Fixture f = new Fixture(named);
    Drop one = f.complete("run1");
    Drop copy = f.drops.add(seen("copy"), DropState.COPYING, "new", null);
    assertThat(f.drops.sameContent(copy, one.content())).contains(one);
    assertThat(f.drops.sameContent(copy, "other")).isEmpty();
    assertThat(f.drops.move(one, DropState.REPLACED, "rna.tsv changed")).isTrue();
    Drop next = f.drops.add(seen("run1"), DropState.COPYING, "rna.tsv changed", one.id());
    assertThat(next.follows()).isEqualTo(one.id());
    assertThat(f.drops.latest("prognosis"))
        .extracting(Drop::id)
        .containsExactly(copy.id(), next.id());
    assertThat(f.drops.list(new Filter(null, DropState.REPLACED, null), 10, 0))
        .extracting(Drop::id)
        .containsExactly(one.id());
    assertThat(f.drops.list(Filter.ALL, 2, 1)).hasSize(2);
    assertThat(f.drops.reject(copy.id(), "not wanted")).isTrue();
    assertThat(f.drops.reject(copy.id(), "twice")).isFalse();
    assertThat(f.drops.retry(copy.id(), "never was complete")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aFolderIsAddedOnceAndReplacedOnce(Databases.Named named) {
    Fixture f = new Fixture(named);
    Drop one = f.drops.add(seen("run1"), DropState.COPYING, "new", null);
    assertThat(f.drops.add(seen("run1"), DropState.SEQUENCING, "again", null)).isEqualTo(one);
    var elsewhere = new Sighting("prognosis", "/other", "run1", "manifest", "f", 3, 1000);
    assertThat(f.drops.add(elsewhere, DropState.COPYING, "new", null)).isNotEqualTo(one);
    assertThat(f.drops.move(one, DropState.REJECTED, "a wrong sum")).isTrue();
    Drop rejected = f.drops.get(one.id()).orElseThrow();
    var other = new Sighting("prognosis", "/drops", "run1", "marker", "f2", 4, 2000);
    Drop next = f.drops.replace(rejected, other, DropState.COPYING, "changed").orElseThrow();
    assertThat(next.follows()).isEqualTo(one.id());
    assertThat(f.drops.replace(rejected, other, DropState.COPYING, "changed")).isEmpty();
    assertThat(f.drops.get(one.id()).orElseThrow().state()).isEqualTo(DropState.REPLACED);
    assertThat(f.drops.observed(next, "f3", "s")).isTrue();
    assertThat(f.drops.observed(next, "f4", "s")).isFalse();
    assertThat(f.drops.signatures("prognosis")).containsOnly(java.util.Map.entry(next.id(), "s"));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void ofThoseWithTheSameContentsOneIsTaken(Databases.Named named) throws Exception {
    Fixture f = new Fixture(named);
    List<Callable<Boolean>> finders = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Drop drop = f.drops.add(seen("copy" + i), DropState.COPYING, "new", null);
      finders.add(() -> f.drops.complete(drop, "same", LISTING, "all is there"));
    }
    var pool = Executors.newFixedThreadPool(8);
    for (var done : pool.invokeAll(finders)) {
      assertThat(done.get()).isTrue();
    }
    pool.shutdown();
    assertThat(f.drops.counts("prognosis"))
        .containsOnly(
            java.util.Map.entry(DropState.COMPLETE, 1),
            java.util.Map.entry(DropState.DUPLICATE, 7));
    assertThat(f.drops.takeOrphans("prognosis")).isZero();
    Drop taken = f.drops.list(new Filter(null, DropState.COMPLETE, null), 1, 0).get(0);
    var gone = new Sighting("prognosis", "/drops", taken.path(), "manifest", "", 0, 0);
    assertThat(f.drops.changed(taken, gone, DropState.REJECTED, "the folder is gone")).isTrue();
    assertThat(f.drops.takeOrphans("prognosis")).isEqualTo(1);
    assertThat(f.drops.takeOrphans("prognosis")).isZero();
    Drop stale = f.drops.add(seen("late"), DropState.COPYING, "new", null);
    var more = new Sighting("prognosis", "/drops", "late", "manifest", "f9", 4, 2000);
    assertThat(f.drops.changed(stale, more, DropState.COPYING, "files still change")).isTrue();
    assertThat(f.drops.complete(stale, "c", LISTING, "read before the change")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void oneReadsAFolderUntilItIsHeardOfNoMore(Databases.Named named) {
    Fixture f = new Fixture(named);
    Duration time = Duration.ofMinutes(2);
    assertThat(f.drops.takeReading("prognosis", "/drops", "run", "we", time)).isTrue();
    assertThat(f.drops.takeReading("prognosis", "/drops", "run", "they", time)).isFalse();
    assertThat(f.drops.takeReading("prognosis", "/drops", "next", "they", time)).isTrue();
    clock.move(Duration.ofMinutes(1));
    assertThat(f.drops.takeReading("prognosis", "/drops", "run", "we", time)).isTrue();
    clock.move(Duration.ofMinutes(1));
    assertThat(f.drops.takeReading("prognosis", "/drops", "run", "they", time)).isFalse();
    clock.move(Duration.ofMinutes(1));
    assertThat(f.drops.takeReading("prognosis", "/drops", "run", "they", time)).isTrue();
    assertThat(f.drops.takeReading("prognosis", "/drops", "run", "we", time)).isFalse();
    f.drops.releaseReading("they");
    assertThat(f.drops.takeReading("prognosis", "/drops", "run", "we", time)).isTrue();
  }
}
