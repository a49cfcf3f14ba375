package org.omicroutes.state;

import static org.omicroutes.state.StateDatabase.stamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * What operators want to know of the state, in numbers. No query takes longer than some seconds.
 */
public final class Figures {
  private static final int PATIENCE_SECONDS = 5;

  private final StateDatabase database;

  public Figures(StateDatabase database) {
    this.database = database;
  }

  /** How many drops of a route are in a state, or came into it. */
  public record DropCount(String route, DropState state, long number) {}

  /** How many runs of a workflow are in a state. */
  public record RunCount(String workflow, RunState state, long number) {}

  /**
   * A drop or a run that an instance holds.
   *
   * @param route of the drop; null for a run that belongs to none
   * @param name the drop's path, or the run's workflow
   * @param runId null for a drop whose run has not begun
   * @param movedAt when its state or one of its tasks changed last
   */
  public record Held(String route, String name, String runId, Instant movedAt) {}

  /** Asks the least that there is to ask; returns where the database answers. */
  public void ping() {
    read(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one());
  }

  /** Drops by route and state; combinations without any are left out. */
  public List<DropCount> drops() {
    return dropCounts("SELECT route, state, COUNT(*) AS number FROM dropped GROUP BY route, state");
  }

  /**
   * How often drops came to an end, by route and state. A drop that was tried anew may have come to
   * several ends, so these numbers never fall.
   */
  public List<DropCount> ends() {
    return dropCounts(
        """
        SELECT d.route, h.state, COUNT(*) AS number
        FROM dropped_history h JOIN dropped d ON d.id = h.drop_id
        WHERE h.state IN ('DONE', 'DUPLICATE', 'REJECTED', 'FAILED', 'REPLACED')
        GROUP BY d.route, h.state
        """);
  }

  private List<DropCount> dropCounts(String query) {
    return read(
        handle ->
            handle
                .createQuery(query)
                .map(
                    (row, context) ->
                        new DropCount(
                            row.getString("route"),
                            DropState.valueOf(row.getString("state")),
                            row.getLong("number")))
                .list());
  }

  /** How often drops were taken again after a first time, by route; routes without are left out. */
  public Map<String, Long> dropRetries() {
    return longs(
        """
        SELECT d.route AS name, COUNT(*) - COUNT(DISTINCT h.drop_id) AS number
        FROM dropped_history h JOIN dropped d ON d.id = h.drop_id
        WHERE h.state = 'CLAIMED' GROUP BY d.route
        """);
  }

  /** How often runs began again, by workflow; workflows without are left out. */
  public Map<String, Long> runRetries() {
    return longs(
        """
        SELECT workflow AS name, SUM(attempts - 1) AS number
        FROM run WHERE attempts > 1 GROUP BY workflow
        """);
  }

  private Map<String, Long> longs(String query) {
    return read(
        handle -> {
          Map<String, Long> found = new HashMap<>();
          handle
              .createQuery(query)
              .map((row, context) -> found.put(row.getString("name"), row.getLong("number")))
              .list();
          return found;
        });
  }

  /**
   * Since when the drop waits that might have run first, by route; none waits: left out. One that
   * waits for layers may run when its time is over.
   */
  public Map<String, Instant> oldestWaiting() {
    return read(
        handle -> {
          Map<String, Instant> found = new HashMap<>();
          handle
              .createQuery(
                  "SELECT route, MIN("
                      + DropListing.DUE_SINCE
                      + ") AS at FROM dropped WHERE "
                      + DropListing.DUE
                      + " GROUP BY route")
              .bind("now", stamp(database.now()))
              .map((row, context) -> found.put(row.getString("route"), at(row, context, "at")))
              .list();
          return found;
        });
  }

  /** Runs by workflow and state; combinations without any are left out. */
  public List<RunCount> runs() {
    return read(
        handle ->
            handle
                .createQuery(
                    "SELECT workflow, state, COUNT(*) AS number FROM run GROUP BY workflow, state")
                .map(
                    (row, context) ->
                        new RunCount(
                            row.getString("workflow"),
                            RunState.valueOf(row.getString("state")),
                            row.getLong("number")))
                .list());
  }

  /**
   * How many instances are alive.
   *
   * @param silence after which one is taken for dead
   */
  public int alive(Duration silence) {
    return read(
        handle ->
            handle
                .createQuery("SELECT COUNT(*) FROM instance WHERE heartbeat_at >= :last")
                .bind("last", stamp(database.now().minus(silence)))
                .mapTo(Integer.class)
                .one());
  }

  /** When an instance last said that it is alive; empty where others took it for dead. */
  public Optional<Instant> heartbeat(String instance) {
    return read(
        handle ->
            handle
                .createQuery("SELECT heartbeat_at AS at FROM instance WHERE id = :id")
                .bind("id", instance)
                .map((row, context) -> at(row, context, "at"))
                .findOne());
  }

  /**
   * Drops and runs that an instance holds and that have not moved: neither their state nor any of
   * their tasks changed, and the instance has not been entered since. The longest first.
   */
  public List<Held> unmoved(String instance, Duration silence) {
    return read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT route, name, run_id, moved FROM (
                      SELECT d.route, d.path AS name, d.run_id, GREATEST(d.state_at,
                        COALESCE(MAX(t.started_at), d.state_at),
                        COALESCE(MAX(t.ended_at), d.state_at)) AS moved
                      FROM dropped d LEFT JOIN task t ON t.run_id = d.run_id
                      WHERE d.state IN ('CLAIMED', 'RUNNING') AND d.claimed_by = :instance
                      GROUP BY d.id, d.route, d.path, d.run_id, d.state_at
                      UNION ALL
                      SELECT CAST(NULL AS VARCHAR), r.workflow, r.id, GREATEST(i.started_at,
                        r.created_at, COALESCE(r.started_at, r.created_at),
                        COALESCE(MAX(t.started_at), r.created_at),
                        COALESCE(MAX(t.ended_at), r.created_at))
                      FROM run r JOIN instance i ON i.id = r.claimed_by
                        LEFT JOIN task t ON t.run_id = r.id
                      WHERE r.claimed_by = :instance AND r.drop_id IS NULL
                        AND r.state IN ('INITIALIZING', 'RUNNING', 'CANCELING')
                      GROUP BY r.id, r.workflow, r.created_at, r.started_at, i.started_at) held
                    WHERE moved < :before ORDER BY moved LIMIT 100
                    """)
                .bind("instance", instance)
                .bind("before", stamp(database.now().minus(silence)))
                .map(
                    (row, context) ->
                        new Held(
                            row.getString("route"),
                            row.getString("name"),
                            row.getString("run_id"),
                            at(row, context, "moved")))
                .list());
  }

  private <T> T read(Function<Handle, T> question) {
    return database
        .jdbi()
        .withHandle(
            handle -> {
              handle.getConfig(SqlStatements.class).setQueryTimeout(PATIENCE_SECONDS);
              return question.apply(handle);
            });
  }

  private static Instant at(ResultSet row, StatementContext context, String column)
      throws SQLException {
    return context.findColumnMapperFor(Instant.class).orElseThrow().map(row, column, context);
  }
}
