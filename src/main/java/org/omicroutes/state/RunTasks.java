package org.omicroutes.state;

import static org.omicroutes.state.StateDatabase.cut;
import static org.omicroutes.state.StateDatabase.stamp;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The tasks of runs. */
final class RunTasks {
  /** The longest label that is kept. */
  private static final int LABEL = 2000;

  /** The longest name. */
  private static final int NAME = 200;

  private final StateDatabase database;

  RunTasks(StateDatabase database) {
    this.database = database;
  }

  int add(String runId, String name, String label, RunState state, boolean reused) {
    Instant now = database.now();
    Instant ended = state.hasEnded() ? now : null;
    return add(new Task(runId, 0, name, label, state, reused, now, ended, null));
  }

  /** Adds a task under the next number, which it gives. */
  int add(Task task) {
    Instant now = database.now();
    Instant started = task.startedAt() == null ? now : task.startedAt();
    Instant ended = task.state().hasEnded() && task.endedAt() == null ? now : task.endedAt();
    return database
        .jdbi()
        .inTransaction(
            handle -> {
              // Whoever adds to a run does so one after the other.
              handle
                  .createQuery("SELECT id FROM run WHERE id = :run FOR UPDATE")
                  .bind("run", task.runId())
                  .mapTo(String.class)
                  .one();
              int number =
                  handle
                          // By the index; a maximum would read all tasks of the run.
                          .createQuery(
                              "SELECT number FROM task WHERE run_id = :run"
                                  + " ORDER BY number DESC LIMIT 1")
                          .bind("run", task.runId())
                          .mapTo(Integer.class)
                          .findOne()
                          .orElse(0)
                      + 1;
              handle
                  .createUpdate(
                      """
                      INSERT INTO task (run_id, number, name, label, state, reused, started_at,
                        ended_at, message)
                      VALUES (:run, :number, :name, :label, :state, :reused, :started, :ended,
                        NULLIF(:message, ''))
                      """)
                  .bind("run", task.runId())
                  .bind("number", number)
                  .bind("name", cut(task.name(), NAME))
                  .bind("label", cut(task.label(), LABEL))
                  .bind("state", task.state().name())
                  .bind("reused", task.reused())
                  .bind("started", stamp(started))
                  .bind("ended", ended == null ? null : stamp(ended))
                  .bind("message", cut(task.message(), RunRows.ERROR))
                  .execute();
              return number;
            });
  }

  void end(String runId, int number, RunState state, boolean reused, String message) {
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
                    .bind("message", cut(message, RunRows.ERROR))
                    .bind("now", stamp(database.now()))
                    .execute());
  }

  void clear(String runId) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate("DELETE FROM task WHERE run_id = :run")
                    .bind("run", runId)
                    .execute());
  }

  List<Task> list(String runId, int after, int limit) {
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
                                RunRows.instant(row, context, "started_at"),
                                RunRows.instant(row, context, "ended_at"),
                                row.getString("message")))
                    .list());
  }

  Map<RunState, Integer> counts(String runId) {
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
}
