package org.omicroutes.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.omicroutes.state.RunStore.Before;
import org.omicroutes.state.RunStore.Filter;
import org.omicroutes.state.RunStore.Wanted;

/** Lists of runs: what they hold, and how many rows are read for them. */
class RunQueryTest {
  private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");
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

  /** The embedded database, which is easily led to read everything. */
  @Test
  void aPageReadsAboutAsManyRowsAsItShows() {
    StateDatabase database = Databases.both().findFirst().orElseThrow().at(clock);
    RunStore runs = new RunStore(database);
    database.together(
        () -> {
          for (int r = 0; r < RUNS; r++) {
            clock.move(Duration.ofMillis(1));
            runs.add(wanted(r % 3 == 0 ? "study" : "predict", r % 2 == 0 ? "ann" : "bob"));
          }
          return null;
        });
    Instant middle = clock.instant().minusMillis(RUNS / 2);
    for (Before before : new Before[] {null, new Before(middle, "m")}) {
      assertThat(scanned(database, Filter.ALL, before)).isLessThan(3 * PAGE);
      assertThat(scanned(database, new Filter("ann", null, null, null), before))
          .isLessThan(3 * PAGE);
      assertThat(scanned(database, new Filter(null, RunState.QUEUED, null, null), before))
          .isLessThan(3 * PAGE);
      assertThat(scanned(database, new Filter(null, RunState.RUNNING, null, null), before))
          .isLessThan(3 * PAGE);
      assertThat(scanned(database, new Filter(null, null, "study", null), before))
          .isLessThan(3 * PAGE);
      assertThat(scanned(database, new Filter(null, null, "none", null), before))
          .isLessThan(3 * PAGE);
      assertThat(scanned(database, new Filter("ann", RunState.QUEUED, "study", null), before))
          .isLessThan(20 * PAGE);
    }
  }

  private static int scanned(StateDatabase database, Filter filter, Before before) {
    RunQuery query = RunQuery.of(filter, before);
    String plan =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("EXPLAIN ANALYZE " + query.text())
                        .bindMap(query.values())
                        .bind("limit", PAGE)
                        .mapTo(String.class)
                        .one());
    Matcher found = SCANNED.matcher(plan);
    assertThat(found.find()).as(plan).isTrue();
    return Integer.parseInt(found.group(1));
  }
}
