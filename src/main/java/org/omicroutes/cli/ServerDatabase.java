package org.omicroutes.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.omicroutes.state.ReservedFiles;
import org.omicroutes.state.StateDatabase;
import org.postgresql.ds.PGSimpleDataSource;

/** Where the server's state is: a file beside the results, or the PostgreSQL that is named. */
record ServerDatabase(String url, boolean isEmbedded) {
  static final String VARIABLE = "OMICROUTES_DATABASE_URL";
  // "async" survives an interrupted thread; without a delay what is committed survives the process;
  // and it is closed when the work is parked, not as soon as the process is told to stop.
  private static final String EMBEDDED = "jdbc:h2:" + ReservedFiles.SCHEME + ":async:";
  private static final String SAFETY = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
  private static final String STATE = ".omicroutes-state/state";
  private static final String USER = "QUARKUS_DATASOURCE_POSTGRESQL_USERNAME";
  private static final String PASSWORD = "QUARKUS_DATASOURCE_POSTGRESQL_PASSWORD";

  /**
   * @param results the server's folder of results; null where it is not needed
   * @throws IllegalArgumentException where neither is named
   */
  static ServerDatabase of(Path results) {
    String named = System.getenv(VARIABLE);
    if (named != null && !named.isBlank()) {
      return new ServerDatabase(named, false);
    }
    if (results == null) {
      throw new IllegalArgumentException(
          "found no database; expected --results DIR as given to serve, or " + VARIABLE);
    }
    ReservedFiles.register();
    return new ServerDatabase(
        EMBEDDED + results.toAbsolutePath().normalize().resolve(STATE) + SAFETY, true);
  }

  /**
   * Opens it without the server, bringing its tables up to date.
   *
   * @throws IOException that says in words why it cannot be opened
   */
  StateDatabase open() throws IOException {
    DataSource source = isEmbedded ? embedded() : postgresql();
    try (Connection connection = source.getConnection()) {
      connection.getMetaData();
    } catch (SQLException e) {
      throw new IOException(
          isEmbedded && e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
              ? "the database of "
                  + folder()
                  + " is in use by a running server; stop the server first, or let it use"
                  + " PostgreSQL ("
                  + VARIABLE
                  + ")"
              : "the database cannot be opened: " + e.getMessage(),
          e);
    }
    Flyway.configure().dataSource(source).load().migrate();
    return new StateDatabase(source, Clock.systemUTC());
  }

  private Path folder() {
    return stateFolder().getParent();
  }

  /** Where the files of an embedded one are. */
  Path stateFolder() {
    return Path.of(url.substring(EMBEDDED.length(), url.length() - SAFETY.length())).getParent();
  }

  private DataSource embedded() throws IOException {
    if (!Files.isDirectory(folder())) {
      throw new IllegalArgumentException(
          "--results: found no folder " + folder() + ", expected the one given to serve");
    }
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url);
    source.setUser("sa");
    source.setPassword("");
    return source;
  }

  private DataSource postgresql() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    if (System.getenv(USER) != null) {
      source.setUser(System.getenv(USER));
      source.setPassword(System.getenv(PASSWORD));
    }
    return source;
  }
}
