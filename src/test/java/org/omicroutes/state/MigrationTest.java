package org.omicroutes.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MigrationTest {
  static Stream<Databases.Named> databases() {
    return Databases.both();
  }

  /** As where a server was killed at its first start: some tables are there, nothing is entered. */
  @ParameterizedTest
  @MethodSource("databases")
  void aMigrationThatWasCutOffIsFinished(Databases.Named named) throws Exception {
    try (Connection connection = named.source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM \"flyway_schema_history\"");
      statement.execute("DROP INDEX run_by_time");
      statement.execute("DROP TABLE task");
      statement.execute("DROP TABLE audit");
    }
    assertThat(Flyway.configure().dataSource(named.source()).load().migrate().success).isTrue();
    RunStore runs = new RunStore(named.at(Clock.systemUTC()));
    assertThat(runs.tasks("none", 0, 1)).isEmpty();
  }

  /** As where a server of before lists had indexes is replaced; its runs keep their tags. */
  @ParameterizedTest
  @MethodSource("databases")
  void tagsOfRunsThatWereThereAreEntered(Databases.Named named) throws Exception {
    RunStore runs = new RunStore(named.at(Clock.systemUTC()));
    String long8000 = "x".repeat(4000) + "é".repeat(4000);
    String tagged = add(runs, "ann", "{\"site\":\"a \\\"b\\\"\",\"note\":\"" + long8000 + "\"}");
    String untagged = add(runs, "ann", "{}");
    String other = add(runs, "bob", "{\"site\":\"c\"}");
    try (Connection connection = named.source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM \"flyway_schema_history\" WHERE \"installed_rank\" > 2");
      statement.execute("DROP TABLE run_tag");
      statement.execute("DROP INDEX dropped_by_time");
    }
    Flyway.configure().dataSource(named.source()).load().migrate();
    assertThat(list(runs, null, "site", "a \"b\"")).containsExactly(tagged);
    assertThat(list(runs, "ann", "note", long8000)).containsExactly(tagged);
    assertThat(list(runs, "ann", "site", "c")).isEmpty();
    assertThat(list(runs, null, "site", "c")).containsExactly(other);
    assertThat(runs.list(RunStore.Filter.ALL, null, 9))
        .extracting(Run::id)
        .containsExactlyInAnyOrder(tagged, untagged, other);
  }

  private static String add(RunStore runs, String owner, String tags) {
    return runs.add(
            new RunStore.Wanted(
                RunStore.newId(), "study", "omicroutes", owner, "{}", tags, "/r", null, null))
        .id();
  }

  private static List<String> list(RunStore runs, String owner, String name, String value) {
    var filter = new RunStore.Filter(owner, null, null, new RunStore.Tag(name, value));
    return runs.list(filter, null, 9).stream().map(Run::id).toList();
  }
}
