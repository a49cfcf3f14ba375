package org.omicroutes.cli;

import io.quarkus.flyway.runtime.QuarkusFlywayClassProvider;
import io.quarkus.flyway.runtime.QuarkusFlywayResourceProvider;
import io.quarkus.flyway.runtime.QuarkusPathLocationScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.h2.jdbcx.JdbcDataSource;
import org.omicroutes.state.ReservedFiles;
import org.omicroutes.state.StateDatabase;
import org.postgresql.ds.PGSimpleDataSource;

/** Where the server's state is: a file beside the results, or the PostgreSQL that is named. */
record ServerDatabase(String url, boolean isEmbedded) {
  static final String VARIABLE = "OMICROUTES_DATABASE_URL";
  static final String USER = "QUARKUS_DATASOURCE_POSTGRESQL_USERNAME";
  static final String PASSWORD = "QUARKUS_DATASOURCE_POSTGRESQL_PASSWORD";

  // "async" survives an interrupted thread; without a delay what is committed survives the process;
  // and it is closed when the work is parked, not as soon as the process is told to stop.
  private static final String EMBEDDED = "jdbc:h2:" + ReservedFiles.SCHEME + ":async:";
  private static final String SAFETY = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
  private static final String STATE = ".omicroutes-state/state";
  private static final String POSTGRESQL = "jdbc:postgresql:";

  private static final boolean NATIVE =
      System.getProperty("org.graalvm.nativeimage.imagecode") != null;

  /** A server that takes a connection and says nothing would be waited for without an end. */
  private static final int LOGIN_SECONDS = 10;

  /**
   * Held so that the level stays. Of each migration it tells in several lines, and of a database
   * newer than itself that it was not tested with it; our tests do that. What fails is thrown.
   */
  private static final Logger MIGRATIONS = Logger.getLogger("org.flywaydb");

  /**
   * @param results the server's folder of results; null where it is not needed
   * @throws IllegalArgumentException where neither is named, or what is named is no PostgreSQL
   */
  static ServerDatabase of(Path results) {
    String named = System.getenv(VARIABLE);
    if (named != null && !named.isBlank()) {
      if (!named.startsWith(POSTGRESQL)) {
        throw new IllegalArgumentException(
            VARIABLE
                + ": found '"
                + withoutPassword(named)
                + "', expected such as jdbc:postgresql://localhost:5432/omicroutes");
      }
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
   * @throws DatabaseFailure that says in words why it cannot be opened
   */
  StateDatabase open() throws IOException {
    DataSource source = isEmbedded ? embedded() : postgresql();
    MIGRATIONS.setLevel(Level.SEVERE);
    // Held open: an embedded one would be closed and opened again between the questions.
    try (Connection connection = source.getConnection()) {
      connection.getMetaData();
      migrations(source).migrate();
    } catch (SQLException | FlywayException e) {
      throw DatabaseFailure.of(this, e);
    }
    return new StateDatabase(source, Clock.systemUTC());
  }

  private static Flyway migrations(DataSource source) {
    FluentConfiguration configuration = Flyway.configure().dataSource(source);
    if (NATIVE) {
      // Flyway cannot look around in an executable; Quarkus has when it was built.
      var found =
          new QuarkusPathLocationScanner(configuration, List.of(configuration.getLocations()));
      configuration
          .resourceProvider(new QuarkusFlywayResourceProvider(found.scanForResources()))
          .javaMigrationClassProvider(new QuarkusFlywayClassProvider<>(found.scanForClasses()));
    }
    return configuration.load();
  }

  /** The folder of results that an embedded one is in. */
  Path folder() {
    return stateFolder().getParent();
  }

  /** Where the files of an embedded one are. */
  Path stateFolder() {
    return Path.of(url.substring(EMBEDDED.length(), url.length() - SAFETY.length())).getParent();
  }

  /** For people; without a password. */
  String name() {
    return isEmbedded ? "in " + stateFolder() : withoutPassword(url);
  }

  private static String withoutPassword(String url) {
    return url.replaceFirst("\\?.*", "");
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
    try {
      source.setUrl(url);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          VARIABLE
              + ": found '"
              + name()
              + "', expected such as jdbc:postgresql://localhost:5432/omicroutes",
          e);
    }
    if (source.getLoginTimeout() == 0) {
      source.setLoginTimeout(LOGIN_SECONDS);
    }
    if (System.getenv(USER) != null) {
      source.setUser(System.getenv(USER));
      source.setPassword(System.getenv(PASSWORD));
    }
    return source;
  }
}
