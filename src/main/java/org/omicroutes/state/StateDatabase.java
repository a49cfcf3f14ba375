package org.omicroutes.state;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * The state that outlives the process: drops, runs, their steps, and who works on what. One set of
 * statements for H2 and PostgreSQL; several instances may share a PostgreSQL.
 *
 * <p>Every change of state is one transaction that names the state it expects, so that of two who
 * want the same drop or run one gets it, and one who has lost it cannot write.
 */
public final class StateDatabase {
  private final Jdbi jdbi;
  private final Clock clock;

  /**
   * @param source with the tables of {@code db/migration}
   */
  public StateDatabase(DataSource source, Clock clock) {
    this(Jdbi.create(source), clock);
  }

  /**
   * As above, for an embedded database.
   *
   * @param disk that its files lie on
   */
  public StateDatabase(DataSource source, Clock clock, StateDisk disk) {
    this(
        Jdbi.create(
            () -> {
              disk.require();
              return source.getConnection();
            }),
        clock);
  }

  private StateDatabase(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
    jdbi.registerColumnMapper(
        Instant.class,
        (row, column, context) -> {
          OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
          return at == null ? null : at.toInstant();
        });
  }

  Jdbi jdbi() {
    return jdbi;
  }

  /**
   * Several changes as one: all of them are there afterwards, or, where something is thrown, none.
   */
  public <T> T together(Supplier<T> changes) {
    // The stores' own transactions join the one that is open in this thread.
    return jdbi.inTransaction(handle -> changes.get());
  }

  /** Now, as exactly as the database keeps it. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** As a statement takes it. */
  static OffsetDateTime stamp(Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }

  /** A text as long as its column at most. */
  static String cut(String text, int most) {
    return text == null || text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
