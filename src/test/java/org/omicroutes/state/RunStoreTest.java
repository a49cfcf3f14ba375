package org.omicroutes.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.omicroutes.state.RunStore.Before;
import org.omicroutes.state.RunStore.Filter;
import org.omicroutes.state.RunStore.Tag;
import org.omicroutes.state.RunStore.Wanted;

class RunStoreTest {
  private final MovedClock clock = new MovedClock();
  private RunStore runs;
  private Instances instances;
  private String us;

  static Stream<Databases.Named> databases() {
    return Databases.both();
  }

  private void open(Databases.Named named) {
    StateDatabase database = named.at(clock);
    runs = new RunStore(database);
    instances = new Instances(database, new DropStore(database), runs);
    us = instances.enter("here");
  }

  private Run add(String owner, String tags) {
    clock.move(Duration.ofMillis(1));
    return runs.add(
        new Wanted(
            RunStore.newId(), "prognosis", "omicroutes", owner, "{}", tags, "/r", "auto", null));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aRunIsTakenOnceAndEnds(Databases.Named named) {
    open(named);
    Run first = add("ann", "{}");
    Run second = add("bob", "{}");
    Run claimed = runs.claim(us).orElseThrow();
    assertThat(claimed.id()).isEqualTo(first.id());
    assertThat(claimed.state()).isEqualTo(RunState.INITIALIZING);
    assertThat(runs.claim(us).orElseThrow().id()).isEqualTo(second.id());
    assertThat(runs.claim(us)).isEmpty();
    assertThat(runs.running(first.id(), us)).isTrue();
    assertThat(runs.end(first.id(), "somebody", RunState.COMPLETE, "")).isFalse();
    assertThat(runs.end(first.id(), us, RunState.EXECUTOR_ERROR, "rna.tsv:3: no number")).isTrue();
    Run ended = runs.get(first.id()).orElseThrow();
    assertThat(ended.state()).isEqualTo(RunState.EXECUTOR_ERROR);
    assertThat(ended.error()).isEqualTo("rna.tsv:3: no number");
    assertThat(ended.endedAt()).isEqualTo(clock.instant());
    assertThat(runs.again(second.id(), us, "disk full")).isTrue();
    assertThat(runs.claim(us).orElseThrow().attempts()).isEqualTo(2);
    assertThat(runs.counts()).containsEntry(RunState.INITIALIZING, 1).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void cancelledRunsEndSo(Databases.Named named) {
    open(named);
    Run waiting = add("ann", "{}");
    assertThat(runs.cancel(waiting.id())).isTrue();
    assertThat(runs.get(waiting.id()).orElseThrow().state()).isEqualTo(RunState.CANCELED);
    assertThat(runs.cancel(waiting.id())).isFalse();
    Run worked = add("ann", "{}");
    runs.claim(us);
    assertThat(runs.cancel(worked.id())).isTrue();
    assertThat(runs.get(worked.id()).orElseThrow().state()).isEqualTo(RunState.CANCELING);
    assertThat(runs.again(worked.id(), us, "disk full")).isFalse();
    assertThat(runs.end(worked.id(), us, RunState.COMPLETE, "")).isTrue();
    assertThat(runs.get(worked.id()).orElseThrow().state()).isEqualTo(RunState.CANCELED);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void runsOfTheDeadAreQueuedOrCancelled(Databases.Named named) {
    open(named);
    Run kept = add("ann", "{}");
    Run stopped = add("ann", "{}");
    runs.claim(us);
    runs.claim(us);
    runs.cancel(stopped.id());
    assertThat(instances.leave(us, "gone")).isEqualTo(2);
    assertThat(runs.get(kept.id()).orElseThrow().state()).isEqualTo(RunState.QUEUED);
    assertThat(runs.get(stopped.id()).orElseThrow().state()).isEqualTo(RunState.CANCELED);
    assertThat(runs.claim(us)).isEmpty();
    assertThat(runs.claim(instances.enter("new"))).isPresent();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void pagesGoOnWhereTheyEnded(Databases.Named named) {
    open(named);
    List<Run> all =
        IntStream.range(0, 7)
            .mapToObj(i -> add(i % 2 == 0 ? "ann" : "bob", "{\"n\":\"" + i + "\"}"))
            .toList();
    List<Run> page = runs.list(Filter.ALL, null, 3);
    assertThat(page).extracting(Run::id).containsExactly(id(all, 6), id(all, 5), id(all, 4));
    Run last = page.get(2);
    page = runs.list(Filter.ALL, new Before(last.createdAt(), last.id()), 3);
    assertThat(page).extracting(Run::id).containsExactly(id(all, 3), id(all, 2), id(all, 1));
    assertThat(runs.list(new Filter("bob", null, null, null), null, 9)).hasSize(3);
    assertThat(runs.list(new Filter(null, null, null, new Tag("n", "4")), null, 9))
        .extracting(Run::id)
        .containsExactly(id(all, 4));
    assertThat(runs.list(new Filter(null, RunState.RUNNING, "prognosis", null), null, 9)).isEmpty();
  }

  private static String id(List<Run> runs, int index) {
    return runs.get(index).id();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void tasksAreNumberedAndPaged(Databases.Named named) {
    open(named);
    Run run = add("ann", "{}");
    for (int i = 1; i <= 5; i++) {
      int number = runs.addTask(run.id(), "vst", "out" + i, RunState.RUNNING, false);
      assertThat(number).isEqualTo(i);
    }
    clock.move(Duration.ofSeconds(2));
    runs.endTask(run.id(), 2, RunState.EXECUTOR_ERROR, false, "no");
    List<Task> page = runs.tasks(run.id(), 1, 2);
    assertThat(page).extracting(Task::number).containsExactly(2, 3);
    assertThat(page.get(0).message()).isEqualTo("no");
    assertThat(Duration.between(page.get(0).startedAt(), page.get(0).endedAt())).hasSeconds(2);
    runs.clearTasks(run.id());
    assertThat(runs.tasks(run.id(), 0, 10)).isEmpty();
  }
}
