package org.omicroutes.state;

import static org.omicroutes.state.StateDatabase.cut;
import static org.omicroutes.state.StateDatabase.stamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** The rows of drops: how they are read, changed and remembered, and who may change many. */
final class DropRows {
  /** The longest reason that is kept. */
  static final int REASON = 4000;

  /** All but the listing, which may be large. */
  static final String COLUMNS =
      "id, route, root, path, profile, state, reason, fingerprint, content, files, bytes, found_at,"
          + " changed_at, state_at, attempts, next_attempt_at, claimed_by, run_id, follows,"
          + " wait_until, group_id";

  /** Begins a statement that brings drops into a state. */
  static final String UPDATE =
      "UPDATE dropped SET state = :state, reason = :reason, state_at = :now ";

  private final StateDatabase database;
  private final Set<String> routes = ConcurrentHashMap.newKeySet();

  DropRows(StateDatabase database) {
    this.database = database;
  }

  StateDatabase database() {
    return database;
  }

  Instant now() {
    return database.now();
  }

  <T> T read(HandleCallback<T, RuntimeException> question) {
    return database.jdbi().withHandle(question);
  }

  <T> T inTransaction(HandleCallback<T, RuntimeException> work) {
    return database.jdbi().inTransaction(work);
  }

  /** Those who add, complete, join and take drops of a route do so one after the other. */
  <T> T locked(String route, HandleCallback<T, RuntimeException> work) {
    if (!routes.contains(route)) {
      enter(route);
      routes.add(route);
    }
    return inTransaction(
        handle -> {
          handle
              .createQuery("SELECT name FROM drop_route WHERE name = :route FOR UPDATE")
              .bind("route", route)
              .mapTo(String.class)
              .one();
          return work.withHandle(handle);
        });
  }

  private void enter(String route) {
    try {
      database
          .jdbi()
          .useTransaction(
              handle ->
                  handle
                      .createUpdate(
                          "INSERT INTO drop_route (name) SELECT :route WHERE NOT EXISTS"
                              + " (SELECT 1 FROM drop_route WHERE name = :route)")
                      .bind("route", route)
                      .execute());
    } catch (UnableToExecuteStatementException e) {
      boolean anotherWasQuicker =
          e.getCause() instanceof SQLException sql && "23505".equals(sql.getSQLState());
      if (!anotherWasQuicker) {
        throw e;
      }
    }
  }

  /**
   * Changes one drop.
   *
   * @param statement begins with {@link #UPDATE} and names what it expects
   * @return whether it was as expected
   */
  boolean change(
      Handle handle,
      String id,
      String statement,
      DropState state,
      String reason,
      Map<String, ?> values) {
    Instant now = now();
    int changed =
        handle
            .createUpdate(statement)
            .bindMap(values)
            .bind("id", id)
            .bind("state", state.name())
            .bind("reason", cut(reason, REASON))
            .bind("now", stamp(now))
            .execute();
    if (changed > 0) {
      record(handle, id, state, reason, now);
    }
    return changed > 0;
  }

  /** A state that is only confirmed is no event. */
  static void record(Handle handle, String id, DropState state, String reason, Instant now) {
    String before =
        handle
            .createQuery(
                "SELECT state FROM dropped_history WHERE drop_id = :id"
                    + " ORDER BY number DESC LIMIT 1")
            .bind("id", id)
            .mapTo(String.class)
            .findOne()
            .orElse("");
    if (before.equals(state.name()) && !state.hasEnded()) {
      return;
    }
    handle
        .createUpdate(
            """
            INSERT INTO dropped_history (drop_id, number, at, state, reason)
            SELECT :id, COUNT(*) + 1, :now, :state, :reason FROM dropped_history WHERE drop_id = :id
            """)
        .bind("id", id)
        .bind("now", stamp(now))
        .bind("state", state.name())
        .bind("reason", cut(reason, REASON))
        .execute();
  }

  static Optional<Drop> get(Handle handle, String id) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM dropped WHERE id = :id")
        .bind("id", id)
        .map(DropRows::drop)
        .findOne();
  }

  static Instant instant(ResultSet row, StatementContext context, String column)
      throws SQLException {
    return context.findColumnMapperFor(Instant.class).orElseThrow().map(row, column, context);
  }

  static Drop drop(ResultSet row, StatementContext context) throws SQLException {
    return new Drop(
        row.getString("id"),
        row.getString("route"),
        row.getString("root"),
        row.getString("path"),
        row.getString("profile"),
        DropState.valueOf(row.getString("state")),
        row.getString("reason"),
        row.getString("fingerprint"),
        row.getString("content"),
        row.getInt("files"),
        row.getLong("bytes"),
        instant(row, context, "found_at"),
        instant(row, context, "changed_at"),
        instant(row, context, "state_at"),
        row.getInt("attempts"),
        instant(row, context, "next_attempt_at"),
        row.getString("claimed_by"),
        row.getString("run_id"),
        row.getString("follows"),
        instant(row, context, "wait_until"),
        row.getString("group_id"));
  }
}
