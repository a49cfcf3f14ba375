package org.omicroutes.state;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;

/** Both kinds of database, each fresh and migrated; the PostgreSQL is a real one. */
public final class Databases {
  /** Migrated once: a copy takes a part of the time. */
  private static final String TEMPLATE = "migrated";

  private static EmbeddedPostgres postgres;

  private Databases() {}

  /** A database by the name that a test prints. */
  public record Named(String name, DataSource source) {
    public StateDatabase at(Clock clock) {
      return new StateDatabase(source, clock);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  public static Stream<Named> both() {
    String name = "t" + UUID.randomUUID().toString().replace("-", "");
    return Stream.<Supplier<Named>>of(
            () -> new Named("H2", h2(name)), () -> new Named("PostgreSQL", postgres(name)))
        .map(Supplier::get);
  }

  private static void migrate(DataSource source) {
    Flyway.configure().dataSource(source).load().migrate();
  }

  private static DataSource h2(String name) {
    DataSource source =
        JdbcConnectionPool.create("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "sa", "");
    migrate(source);
    return source;
  }

  private static synchronized DataSource postgres(String name) {
    try {
      if (postgres == null) {
        postgres = EmbeddedPostgres.start();
        Runtime.getRuntime().addShutdownHook(new Thread(Databases::stop));
        create(TEMPLATE, "template1");
        migrate(postgres.getDatabase("postgres", TEMPLATE));
      }
      create(name, TEMPLATE);
      return postgres.getDatabase("postgres", name);
    } catch (Exception e) {
      throw new IllegalStateException("no PostgreSQL", e);
    }
  }

  private static void create(String name, String template) throws SQLException {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name + " TEMPLATE " + template);
    }
  }

  private static void stop() {
    try {
      postgres.close();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
