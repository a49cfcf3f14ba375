package org.omicroutes.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
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
}
