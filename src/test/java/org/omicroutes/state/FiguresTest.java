package org.omicroutes.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.omicroutes.state.DropStore.Sighting;
import org.omicroutes.state.Figures.DropCount;
import org.omicroutes.state.Figures.RunCount;

class FiguresTest {
  private static final Duration SIX_HOURS = Duration.ofHours(6);

  private final MovedClock clock = new MovedClock();

  static Stream<Databases.Named> databases() {
    return Databases.both();
  }

  private final class Fixture {
    final StateDatabase database;
    final DropStore drops;
    final RunStore runs;
    final Instances instances;
    final Figures figures;
    final String us;

    Fixture(Databases.Named named) {
      database = named.at(clock);
      drops = new DropStore(database);
      runs = new RunStore(database);
      instances = new Instances(database, drops, runs);
      figures = new Figures(database);
      us = instances.enter("here");
    }

    Drop complete(String path) {
      var seen = new Sighting("prognosis", "/drops", path, "manifest", "f-" + path, 3, 1000);
      Drop drop = drops.add(seen, DropState.COPYING, "files still change", null);
      drops.complete(drop, "c-" + path, new byte[0], "all is there");
      return drops.get(drop.id()).orElseThrow();
    }

    String run(String dropId) {
      String id = RunStore.newId();
      runs.add(
          new RunStore.Wanted(id, "study", "omicroutes", "ada", "{}", "{}", "/r", null, dropId));
      return id;
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void countsWhatWaitsWhatEndedAndWhatWasTriedAgain(Databases.Named named) {
    Fixture f = new Fixture(named);
    f.figures.ping();
    f.complete("first");
    clock.move(Duration.ofMinutes(1));
    f.complete("second");
    Drop taken = f.drops.claim("prognosis", f.us).orElseThrow();
    f.drops.again(taken, f.us, clock.instant(), "the disk was full");
    clock.move(Duration.ofMinutes(1));
    taken = f.drops.claim("prognosis", f.us).orElseThrow();
    taken = f.drops.claim("prognosis", f.us).orElseThrow();
    f.drops.end(taken, f.us, DropState.FAILED, "three attempts");
    f.drops.retry(taken.id(), "a person mended it");
    assertThat(f.figures.drops())
        .containsExactlyInAnyOrder(
            new DropCount("prognosis", DropState.CLAIMED, 1),
            new DropCount("prognosis", DropState.COMPLETE, 1));
    assertThat(f.figures.ends()).containsExactly(new DropCount("prognosis", DropState.FAILED, 1));
    assertThat(f.figures.dropRetries()).isEqualTo(Map.of("prognosis", 1L));
    assertThat(f.figures.oldestWaiting()).isEqualTo(Map.of("prognosis", clock.instant()));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void countsRunsAndTheirRetries(Databases.Named named) {
    Fixture f = new Fixture(named);
    f.run(null);
    f.run(null);
    String id = f.runs.claim(f.us).orElseThrow().id();
    f.runs.running(id, f.us);
    f.runs.again(id, f.us, "the disk was full");
    f.runs.begin(id, f.us);
    assertThat(f.figures.runs())
        .containsExactlyInAnyOrder(
            new RunCount("study", RunState.QUEUED, 1),
            new RunCount("study", RunState.INITIALIZING, 1));
    assertThat(f.figures.runRetries()).isEqualTo(Map.of("study", 1L));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void knowsWhoIsAlive(Databases.Named named) {
    Fixture f = new Fixture(named);
    clock.move(Duration.ofSeconds(90));
    String second = f.instances.enter("there");
    assertThat(f.figures.alive(Duration.ofSeconds(60))).isEqualTo(1);
    assertThat(f.figures.alive(Duration.ofSeconds(90))).isEqualTo(2);
    assertThat(f.figures.heartbeat(second)).contains(clock.instant());
    f.instances.leave(second, "parked");
    assertThat(f.figures.heartbeat(second)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aTaskThatBeginsOrEndsIsAMovementOfItsDrop(Databases.Named named) {
    Fixture f = new Fixture(named);
    Drop complete = f.complete("a/run1");
    Drop drop = f.drops.claim("prognosis", f.us).orElseThrow();
    assertThat(drop.id()).isEqualTo(complete.id());
    String run = f.run(drop.id());
    f.drops.running(drop, f.us, run);
    clock.move(Duration.ofHours(5));
    int task = f.runs.addTask(run, "train", "model", RunState.RUNNING, false);
    clock.move(Duration.ofHours(5));
    assertThat(f.figures.unmoved(f.us, SIX_HOURS)).isEmpty();
    f.runs.endTask(run, task, RunState.COMPLETE, false, "");
    var ended = clock.instant();
    clock.move(SIX_HOURS.plusMillis(1));
    assertThat(f.figures.unmoved(f.us, SIX_HOURS))
        .containsExactly(new Figures.Held("prognosis", "a/run1", run, ended));
    assertThat(f.figures.unmoved("another", SIX_HOURS)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aRunThatARestartedInstanceTookUpIsNotOldAtOnce(Databases.Named named) {
    Fixture f = new Fixture(named);
    String run = f.run(null);
    f.runs.claim(f.us);
    clock.move(Duration.ofHours(7));
    f.instances.leave(f.us, "parked");
    String restarted = f.instances.enter("here");
    f.runs.claim(restarted);
    assertThat(f.figures.unmoved(restarted, SIX_HOURS)).isEmpty();
    var entered = clock.instant();
    clock.move(Duration.ofHours(7));
    assertThat(f.figures.unmoved(restarted, SIX_HOURS))
        .containsExactly(new Figures.Held(null, "study", run, entered));
  }
}
