package org.omicroutes.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.omicroutes.state.DropStore.Filter;

/** Lists of drops: what they hold, and how many rows are read for them. */
class DropQueryTest {
  /** So many that PostgreSQL does not take reading all for the quicker way. */
  private static final int DROPS = 5000;

  private static final int PAGE = 11;

  static Stream<Databases.Named> databases() {
    return Databases.both();
  }

  /** The drop {@code d} is the one of the folder {@code run-d}, found {@code d} ms after noon. */
  private static void fill(StateDatabase database, int number) {
    OffsetDateTime noon = OffsetDateTime.parse("2026-03-01T12:00:00Z");
    database
        .jdbi()
        .useTransaction(
            handle -> {
              var batch =
                  handle.prepareBatch(
                      "INSERT INTO dropped (id, route, root, path, profile, state, reason,"
                          + " fingerprint, files, bytes, found_at, changed_at, state_at, attempts)"
                          + " VALUES (?, ?, '/drops', ?, 'manifest', ?, 'new', 'f', 1, 1, ?, ?, ?,"
                          + " 0)");
              for (int d = 0; d < number; d++) {
                String route = d % 3 == 0 ? "study" : "prognosis";
                String state = d % 2 == 0 ? "COPYING" : "SEQUENCING";
                OffsetDateTime at = noon.plus(d, ChronoUnit.MILLIS);
                String id = UUID.randomUUID().toString();
                batch.add(id, route, "run-" + d, state, at, at, at);
              }
              batch.execute();
            });
    RowsRead.learn(database);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void listsTheNewestFirstAndCounts(Databases.Named named) {
    StateDatabase database = named.at(Clock.systemUTC());
    DropStore drops = new DropStore(database);
    fill(database, 12);
    assertThat(drops.list(Filter.ALL, 3, 1))
        .extracting(Drop::path)
        .containsExactly("run-10", "run-9", "run-8");
    assertThat(drops.count(Filter.ALL)).isEqualTo(12);
    var some = new Filter("study", DropState.COPYING, null);
    assertThat(drops.list(some, 9, 0)).extracting(Drop::path).containsExactly("run-6", "run-0");
    assertThat(drops.count(some)).isEqualTo(2);
    var one = new Filter("study", null, "run-3");
    assertThat(drops.list(one, 9, 0)).extracting(Drop::path).containsExactly("run-3");
    assertThat(drops.count(new Filter("prognosis", null, "run-3"))).isZero();
    assertThat(drops.counts("study"))
        .containsOnly(Map.entry(DropState.COPYING, 2), Map.entry(DropState.SEQUENCING, 2));
    assertThat(drops.counts()).containsEntry(DropState.COPYING, 6).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aPageReadsAboutAsManyRowsAsItShowsAndPassesOver(Databases.Named named) {
    StateDatabase database = named.at(Clock.systemUTC());
    fill(database, DROPS);
    for (int offset : List.of(0, PAGE)) {
      for (Filter filter :
          List.of(
              Filter.ALL,
              new Filter("study", null, null),
              new Filter("none", null, null),
              new Filter(null, DropState.COPYING, null),
              new Filter(null, DropState.FAILED, null),
              new Filter(null, null, "run-7"),
              new Filter("study", DropState.COPYING, null),
              new Filter("prognosis", DropState.COPYING, "run-7"))) {
        // Each is read in an index, handed on, and read in the table.
        assertThat(read(named, database, filter, offset)).as("%s", filter).isLessThan(7 * PAGE);
      }
    }
    Filter one = new Filter(null, null, "run-7");
    DropQuery query = DropQuery.of(one);
    assertThat(RowsRead.of(named, database, query.count(), query.values())).isLessThan(PAGE);
  }

  private static long read(
      Databases.Named named, StateDatabase database, Filter filter, int offset) {
    DropQuery query = DropQuery.of(filter);
    Map<String, Object> values = new HashMap<>(query.values());
    values.put("limit", PAGE);
    values.put("offset", offset);
    return RowsRead.of(named, database, query.list(), values);
  }
}
