package org.omicroutes.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.omicroutes.state.RunStore.Before;
import org.omicroutes.state.RunStore.Filter;
import org.omicroutes.state.RunStore.Tag;
import org.omicroutes.state.RunStore.Wanted;

/** Lists of runs: what they hold, and how many rows are read for them. */
class RunQueryTest {
  private static final int RUNS = 2000;
  private static final int PAGE = 11;

  private final MovedClock clock = new MovedClock();

  static Stream<Databases.Named> databases() {
    return Databases.both();
  }

  private static Wanted wanted(String workflow, String owner) {
    return new Wanted(
        RunStore.newId(), workflow, "omicroutes", owner, "{}", "{}", "/r", null, null);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void runsOfTheSameTimeAreShownOnce(Databases.Named named) {
    RunStore runs = new RunStore(named.at(clock));
    List<String> added = new ArrayList<>();
    for (int r = 0; r < 7; r++) {
      added.add(runs.add(wanted("study", r % 2 == 0 ? "ann" : "bob")).id());
    }
    for (Filter filter : List.of(Filter.ALL, new Filter(null, RunState.QUEUED, "study", null))) {
      List<String> listed = new ArrayList<>();
      Before before = null;
      for (List<Run> page = runs.list(filter, null, 2);
          !page.isEmpty();
          page = runs.list(filter, before, 2)) {
        page.forEach(run -> listed.add(run.id()));
        Run last = page.get(page.size() - 1);
        before = new Before(last.createdAt(), last.id());
      }
      assertThat(listed).containsExactlyInAnyOrderElementsOf(added);
    }
    assertThat(runs.list(new Filter("bob", RunState.QUEUED, "study", null), null, 9)).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aPageReadsAboutAsManyRowsAsItShows(Databases.Named named) throws SQLException {
    StateDatabase database = named.at(clock);
    fill(database);
    Instant middle = clock.instant().minusMillis(RUNS / 2);
    Tag often = new Tag("site", "a");
    Tag seldom = new Tag("n", "7");
    for (Before before : new Before[] {null, new Before(middle, "m")}) {
      Function<Filter, Long> read = filter -> read(named, database, filter, before);
      assertThat(read.apply(Filter.ALL)).isLessThan(3 * PAGE);
      assertThat(read.apply(new Filter("ann", null, null, null))).isLessThan(3 * PAGE);
      assertThat(read.apply(new Filter(null, RunState.QUEUED, null, null))).isLessThan(3 * PAGE);
      assertThat(read.apply(new Filter(null, RunState.RUNNING, null, null))).isLessThan(3 * PAGE);
      assertThat(read.apply(new Filter(null, null, "study", null))).isLessThan(3 * PAGE);
      assertThat(read.apply(new Filter(null, null, "none", null))).isLessThan(3 * PAGE);
      assertThat(read.apply(new Filter("ann", RunState.QUEUED, "study", null)))
          .isLessThan(20 * PAGE);
      // A row of the tag and one of the run for each that is shown.
      assertThat(read.apply(new Filter(null, null, null, often))).isLessThan(4 * PAGE);
      assertThat(read.apply(new Filter(null, null, null, seldom))).isLessThan(4 * PAGE);
      assertThat(read.apply(new Filter(null, null, null, new Tag("no", "x")))).isLessThan(PAGE);
      assertThat(read.apply(new Filter("ann", null, null, often))).isLessThan(4 * PAGE);
      assertThat(read.apply(new Filter("eve", null, null, often))).isLessThan(4 * PAGE);
      assertThat(read.apply(new Filter("ann", RunState.QUEUED, "study", often)))
          .isLessThan(20 * PAGE);
    }
  }

  private void fill(StateDatabase database) throws SQLException {
    database
        .jdbi()
        .useTransaction(
            handle -> {
              var batch =
                  handle.prepareBatch(
                      "INSERT INTO run (id, workflow, type, state, owner, request, tags, folder,"
                          + " created_at, cancelling, attempts)"
                          + " VALUES (?, ?, 'omicroutes', 'QUEUED', ?, '{}', ?, '/r', ?, FALSE, 0)");
              for (int r = 0; r < RUNS; r++) {
                clock.move(Duration.ofMillis(1));
                String site = r % 5 == 0 ? "b" : "a";
                batch.add(
                    RunStore.newId(),
                    r % 3 == 0 ? "study" : "predict",
                    r % 500 == 1 ? "eve" : r % 2 == 0 ? "ann" : "bob",
                    "{\"n\":\"" + r % 400 + "\",\"site\":\"" + site + "\"}",
                    StateDatabase.stamp(clock.instant()));
              }
              batch.execute();
              RunTags.enterAll(handle.getConnection());
            });
    RowsRead.learn(database);
  }

  private static long read(
      Databases.Named named, StateDatabase database, Filter filter, Before before) {
    RunQuery query = RunQuery.of(filter, before);
    Map<String, Object> values = new HashMap<>(query.values());
    values.put("limit", PAGE);
    return RowsRead.of(named, database, query.text(), values);
  }
}
