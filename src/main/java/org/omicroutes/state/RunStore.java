package org.omicroutes.state;

import static org.omicroutes.state.StateDatabase.cut;
import static org.omicroutes.state.StateDatabase.stamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Runs and their tasks. A method that changes a run says whether it did: false means that the run
 * was no longer in the state, or no longer the instance's, that the caller took it for.
 */
public final class RunStore {
  /** The longest error that is kept. */
  private static final int ERROR = 4000;

  private final StateDatabase database;

  public RunStore(StateDatabase database) {
    this.database = database;
  }

  /**
   * What is asked for.
   *
   * @param id chosen beforehand by who needs the folder's name; see {@link #newId}
   * @param request JSON
   * @param tags JSON object of texts
   * @param dropId null for none
   * @param device null for none
   */
  public record Wanted(
      String id,
      String workflow,
      String type,
      String owner,
      String request,
      String tags,
      String folder,
      String device,
      String dropId) {}

  /**
   * Which runs are listed; null for any.
   *
   * @param tags a text that the tags must hold, such as {@code "site":"a"}
   */
  public record Filter(String owner, RunState state, String workflow, String tags) {
    /** All of them. */
    public static final Filter ALL = new Filter(null, null, null, null);
  }

  /** A page ends before this run; null for the first page. */
  public record Before(Instant createdAt, String id) {}

  public static String newId() {
    return UUID.randomUUID().toString();
  }

  /** A new run, QUEUED. */
  public Run add(Wanted wanted) {
    Instant now = database.now();
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        INSERT INTO run (id, workflow, type, state, owner, request, tags, folder,
                          device, drop_id, created_at, cancelling, attempts)
                        VALUES (:id, :workflow, :type, 'QUEUED', :owner, :request, :tags, :folder,
                          :device, :drop, :now, FALSE, 0)
                        """)
                    .bind("id", wanted.id)
                    .bind("workflow", wanted.workflow)
                    .bind("type", wanted.type)
                    .bind("owner", wanted.owner)
                    .bind("request", wanted.request)
                    .bind("tags", wanted.tags)
                    .bind("folder", wanted.folder)
                    .bind("device", wanted.device)
                    .bind("drop", wanted.dropId)
                    .bind("now", stamp(now))
                    .execute());
    return get(wanted.id).orElseThrow();
  }

  /** Takes the run that has waited longest and belongs to no drop (a drop's run has its route). */
  public Optional<Run> claim(String instance) {
    Instant now = database.now();
    return database
        .jdbi()
        .inTransaction(
            handle -> {
              Optional<String> id =
                  handle
                      .createQuery(
                          """
                          SELECT id FROM run
                          WHERE state = 'QUEUED' AND claimed_by IS NULL AND drop_id IS NULL
                          ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
                          """)
                      .mapTo(String.class)
                      .findOne();
              return id.flatMap(
                  found ->
                      handle
                                  .createUpdate(
                                      """
                                      UPDATE run SET state = 'INITIALIZING',
                                        claimed_by = :instance, attempts = attempts + 1,
                                        started_at = COALESCE(started_at, :now)
                                      WHERE id = :id AND state = 'QUEUED' AND claimed_by IS NULL
                                        AND EXISTS (SELECT 1 FROM instance WHERE id = :instance)
                                      """)
                                  .bind("id", found)
                                  .bind("instance", instance)
                                  .bind("now", stamp(now))
                                  .execute()
                              == 0
                          ? Optional.empty()
                          : handle
                              .createQuery("SELECT * FROM run WHERE id = :id")
                              .bind("id", found)
                              .map(RunStore::run)
                              .findOne());
            });
  }

  /** A run that an instance begins by itself, such as a drop's. */
  public boolean begin(String id, String instance) {
    return change(
        """
        UPDATE run SET state = 'INITIALIZING', claimed_by = :instance, attempts = attempts + 1,
          started_at = COALESCE(started_at, :now)
        WHERE id = :id AND state = 'QUEUED' AND claimed_by IS NULL
        """,
        id,
        Map.of("instance", instance, "now", stamp(database.now())));
  }

  /** The steps of a run that the instance holds begin. */
  public boolean running(String id, String instance) {
    return change(
        """
        UPDATE run SET state = 'RUNNING'
        WHERE id = :id AND claimed_by = :instance AND state = 'INITIALIZING'
        """,
        id,
        Map.of("instance", instance));
  }

  /**
   * A run that the instance holds has come to an end; one that was told to stop is CANCELED
   * whatever else is said.
   *
   * @param error in plain language; empty for none
   */
  public boolean end(String id, String instance, RunState state, String error) {
    return change(
        """
        UPDATE run SET state = CASE WHEN cancelling THEN 'CANCELED' ELSE :state END,
          error = NULLIF(:error, ''), ended_at = :now, claimed_by = NULL
        WHERE id = :id AND claimed_by = :instance
        """,
        id,
        Map.of(
            "instance", instance,
            "state", state.name(),
            "error", cut(error, ERROR),
            "now", stamp(database.now())));
  }

  /** A run that the instance holds waits for another attempt. */
  public boolean again(String id, String instance, String error) {
    return change(
        """
        UPDATE run SET state = 'QUEUED', error = NULLIF(:error, ''), claimed_by = NULL
        WHERE id = :id AND claimed_by = :instance AND NOT cancelling
        """,
        id,
        Map.of("instance", instance, "error", cut(error, ERROR)));
  }

  /** A run that waits, and that nobody goes on with: another one takes its place. */
  public boolean abandon(String id, String reason) {
    return change(
        """
        UPDATE run SET state = 'SYSTEM_ERROR', error = :reason, ended_at = :now
        WHERE id = :id AND claimed_by IS NULL AND state = 'QUEUED'
        """,
        id,
        Map.of("reason", cut(reason, ERROR), "now", stamp(database.now())));
  }

  /**
   * A run that the instance holds waits for somebody to go on with it; the attempt does not count.
   * One that was told to stop is CANCELED.
   */
  public boolean park(String id, String instance, String reason) {
    return change(
        """
        UPDATE run SET
          state = CASE WHEN cancelling THEN 'CANCELED' ELSE 'QUEUED' END,
          ended_at = CASE WHEN cancelling THEN CAST(:now AS TIMESTAMP WITH TIME ZONE) END,
          error = :reason, claimed_by = NULL, attempts = attempts - 1
        WHERE id = :id AND claimed_by = :instance
        """,
        id,
        Map.of("instance", instance, "reason", cut(reason, ERROR), "now", stamp(database.now())));
  }

  /**
   * Tells a run to stop: at once where nobody works on it, else the instance that does is to end
   * it.
   *
   * @return false where it has ended
   */
  public boolean cancel(String id) {
    Map<String, ?> values = Map.of("now", stamp(database.now()));
    return change(
            """
            UPDATE run SET state = 'CANCELED', cancelling = TRUE, ended_at = :now
            WHERE id = :id AND claimed_by IS NULL AND state IN ('QUEUED', 'PAUSED')
            """,
            id,
            values)
        || change(
            """
            UPDATE run SET state = 'CANCELING', cancelling = TRUE
            WHERE id = :id AND claimed_by IS NOT NULL
              AND state IN ('INITIALIZING', 'RUNNING', 'PAUSED', 'CANCELING')
            """,
            id,
            Map.of());
  }

  /** Gives back the runs of an instance that is no more; those told to stop are CANCELED. */
  public int release(String instance) {
    return database
        .jdbi()
        .inTransaction(
            handle ->
                handle
                    .createUpdate(
                        """
                        UPDATE run SET
                          state = CASE WHEN cancelling THEN 'CANCELED' ELSE 'QUEUED' END,
                          ended_at = CASE WHEN cancelling THEN CAST(:now AS TIMESTAMP WITH TIME ZONE) END,
                          claimed_by = NULL
                        WHERE claimed_by = :instance
                        """)
                    .bind("instance", instance)
                    .bind("now", stamp(database.now()))
                    .execute());
  }

  public Optional<Run> get(String id) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT * FROM run WHERE id = :id")
                    .bind("id", id)
                    .map(RunStore::run)
                    .findOne());
  }

  /** The newest run of a drop. */
  public Optional<Run> ofDrop(String dropId) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT * FROM run WHERE drop_id = :drop"
                            + " ORDER BY created_at DESC, id DESC LIMIT 1")
                    .bind("drop", dropId)
                    .map(RunStore::run)
                    .findOne());
  }

  /** The newest first. */
  public List<Run> list(Filter filter, Before before, int limit) {
    RunQuery query = RunQuery.of(filter, before);
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(query.text())
                    .bindMap(query.values())
                    .bind("limit", limit)
                    .map(RunStore::run)
                    .list());
  }

  /** How many runs are in each state; those without any are left out. */
  public Map<RunState, Integer> counts() {
    Map<RunState, Integer> counts = new EnumMap<>(RunState.class);
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createQuery("SELECT state, COUNT(*) AS number FROM run GROUP BY state")
                    .map(
                        (row, context) ->
                            counts.put(
                                RunState.valueOf(row.getString("state")), row.getInt("number")))
                    .list());
    return counts;
  }

  /**
   * A step of a run begins, or its result is taken.
   *
   * @return its number
   */
  public int addTask(String runId, String name, String label, RunState state, boolean reused) {
    Instant now = database.now();
    return database
        .jdbi()
        .inTransaction(
            handle -> {
              // Whoever adds to a run does so one after the other.
              handle
                  .createQuery("SELECT id FROM run WHERE id = :run FOR UPDATE")
                  .bind("run", runId)
                  .mapTo(String.class)
                  .one();
              int number =
                  handle
                          // By the index; a maximum would read all tasks of the run.
                          .createQuery(
                              "SELECT number FROM task WHERE run_id = :run"
                                  + " ORDER BY number DESC LIMIT 1")
                          .bind("run", runId)
                          .mapTo(Integer.class)
                          .findOne()
                          .orElse(0)
                      + 1;
              handle
                  .createUpdate(
                      """
                      INSERT INTO task (run_id, number, name, label, state, reused, started_at,
                        ended_at)
                      VALUES (:run, :number, :name, :label, :state, :reused, :now, :ended)
                      """)
                  .bind("run", runId)
                  .bind("number", number)
                  .bind("name", name)
                  .bind("label", cut(label, 2000))
                  .bind("state", state.name())
                  .bind("reused", reused)
                  .bind("now", stamp(now))
                  .bind("ended", state.hasEnded() ? stamp(now) : null)
                  .execute();
              return number;
            });
  }

  /**
   * A step has ended.
   *
   * @param message empty for nothing
   */
  public void endTask(String runId, int number, RunState state, boolean reused, String message) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        UPDATE task SET state = :state, reused = :reused, ended_at = :now,
                          message = NULLIF(:message, '')
                        WHERE run_id = :run AND number = :number
                        """)
                    .bind("run", runId)
                    .bind("number", number)
                    .bind("state", state.name())
                    .bind("reused", reused)
                    .bind("message", cut(message, ERROR))
                    .bind("now", stamp(database.now()))
                    .execute());
  }

  /** Forgets the tasks of an earlier attempt: what they made is reused and comes again. */
  public void clearTasks(String runId) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate("DELETE FROM task WHERE run_id = :run")
                    .bind("run", runId)
                    .execute());
  }

  /**
   * In the order of their numbers.
   *
   * @param after numbers above this; 0 for the first page
   */
  public List<Task> tasks(String runId, int after, int limit) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT * FROM task WHERE run_id = :run AND number > :after"
                            + " ORDER BY number LIMIT :limit")
                    .bind("run", runId)
                    .bind("after", after)
                    .bind("limit", limit)
                    .map(
                        (row, context) ->
                            new Task(
                                runId,
                                row.getInt("number"),
                                row.getString("name"),
                                row.getString("label"),
                                RunState.valueOf(row.getString("state")),
                                row.getBoolean("reused"),
                                instant(row, context, "started_at"),
                                instant(row, context, "ended_at"),
                                row.getString("message")))
                    .list());
  }

  /** How many tasks of a run are in each state; those without any are left out. */
  public Map<RunState, Integer> taskCounts(String runId) {
    Map<RunState, Integer> counts = new EnumMap<>(RunState.class);
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT state, COUNT(*) AS number FROM task WHERE run_id = :run"
                            + " GROUP BY state")
                    .bind("run", runId)
                    .map(
                        (row, context) ->
                            counts.put(
                                RunState.valueOf(row.getString("state")), row.getInt("number")))
                    .list());
    return counts;
  }

  private boolean change(String statement, String id, Map<String, ?> values) {
    return database
            .jdbi()
            .inTransaction(
                handle -> handle.createUpdate(statement).bindMap(values).bind("id", id).execute())
        > 0;
  }

  private static Instant instant(ResultSet row, StatementContext context, String column)
      throws SQLException {
    return context.findColumnMapperFor(Instant.class).orElseThrow().map(row, column, context);
  }

  private static Run run(ResultSet row, StatementContext context) throws SQLException {
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
