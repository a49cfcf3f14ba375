package org.omicroutes.state;

import static org.omicroutes.state.StateDatabase.stamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.omicroutes.state.RunStore.Wanted;

/** The rows of runs: how they are added, read and changed. */
final class RunRows {
  /** The longest error that is kept. */
  static final int ERROR = 4000;

  private final StateDatabase database;

  RunRows(StateDatabase database) {
    this.database = database;
  }

  StateDatabase database() {
    return database;
  }

  Instant now() {
    return database.now();
  }

  Run add(Wanted wanted) {
    database
        .jdbi()
        .useTransaction(
            handle -> {
              insert(handle, wanted);
              RunTags.enter(handle, wanted.id(), wanted.tags());
            });
    return get(wanted.id()).orElseThrow();
  }

  private void insert(Handle handle, Wanted wanted) {
    handle
        .createUpdate(
            """
            INSERT INTO run (id, workflow, type, state, owner, request, tags, folder,
              device, drop_id, created_at, cancelling, attempts)
            VALUES (:id, :workflow, :type, 'QUEUED', :owner, :request, :tags, :folder,
              :device, :drop, :now, FALSE, 0)
            """)
        .bind("id", wanted.id())
        .bind("workflow", wanted.workflow())
        .bind("type", wanted.type())
        .bind("owner", wanted.owner())
        .bind("request", wanted.request())
        .bind("tags", wanted.tags())
        .bind("folder", wanted.folder())
        .bind("device", wanted.device())
        .bind("drop", wanted.dropId())
        .bind("now", stamp(database.now()))
        .execute();
  }

  Optional<Run> get(String id) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT * FROM run WHERE id = :id")
                    .bind("id", id)
                    .map(RunRows::run)
                    .findOne());
  }

  /**
   * Changes one run.
   *
   * @param statement names what it expects
   * @return whether the run was as expected
   */
  boolean change(String statement, String id, Map<String, ?> values) {
    return database
            .jdbi()
            .inTransaction(
                handle -> handle.createUpdate(statement).bindMap(values).bind("id", id).execute())
        > 0;
  }

  static Instant instant(ResultSet row, StatementContext context, String column)
      throws SQLException {
    return context.findColumnMapperFor(Instant.class).orElseThrow().map(row, column, context);
  }

  static Run run(ResultSet row, StatementContext context) throws SQLException {
    return new Run(
        row.getString("id"),
        row.getString("workflow"),
        row.getString("type"),
        RunState.valueOf(row.getString("state")),
        row.getString("owner"),
        row.getString("request"),
        row.getString("tags"),
        row.getString("folder"),
        row.getString("device"),
        row.getString("error"),
        row.getString("drop_id"),
        instant(row, context, "created_at"),
        instant(row, context, "started_at"),
        instant(row, context, "ended_at"),
        row.getString("claimed_by"),
        row.getBoolean("cancelling"),
        row.getInt("attempts"));
  }
}
