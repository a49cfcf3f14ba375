package org.omicroutes.state;

import static org.omicroutes.state.StateDatabase.cut;
import static org.omicroutes.state.StateDatabase.stamp;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Who works on which run, how that ends, and who is told to stop. */
final class RunClaims {
  private final RunRows rows;

  RunClaims(RunRows rows) {
    this.rows = rows;
  }

  Optional<Run> claim(String instance) {
    Instant now = rows.now();
    return rows.database()
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
                              .map(RunRows::run)
                              .findOne());
            });
  }

  boolean begin(String id, String instance) {
    return rows.change(
        """
        UPDATE run SET state = 'INITIALIZING', claimed_by = :instance, attempts = attempts + 1,
          started_at = COALESCE(started_at, :now)
        WHERE id = :id AND state = 'QUEUED' AND claimed_by IS NULL
        """,
        id,
        Map.of("instance", instance, "now", stamp(rows.now())));
  }

  boolean running(String id, String instance) {
    return rows.change(
        """
        UPDATE run SET state = 'RUNNING'
        WHERE id = :id AND claimed_by = :instance AND state = 'INITIALIZING'
        """,
        id,
        Map.of("instance", instance));
  }

  boolean end(String id, String instance, RunState state, String error) {
    return rows.change(
        """
        UPDATE run SET state = CASE WHEN cancelling THEN 'CANCELED' ELSE :state END,
          error = NULLIF(:error, ''), ended_at = :now, claimed_by = NULL
        WHERE id = :id AND claimed_by = :instance
        """,
        id,
        Map.of(
            "instance", instance,
            "state", state.name(),
            "error", cut(error, RunRows.ERROR),
            "now", stamp(rows.now())));
  }

  boolean again(String id, String instance, String error) {
    return rows.change(
        """
        UPDATE run SET state = 'QUEUED', error = NULLIF(:error, ''), claimed_by = NULL
        WHERE id = :id AND claimed_by = :instance AND NOT cancelling
        """,
        id,
        Map.of("instance", instance, "error", cut(error, RunRows.ERROR)));
  }

  boolean abandon(String id, String reason) {
    return rows.change(
        """
        UPDATE run SET state = 'SYSTEM_ERROR', error = :reason, ended_at = :now
        WHERE id = :id AND claimed_by IS NULL AND state = 'QUEUED'
        """,
        id,
        Map.of("reason", cut(reason, RunRows.ERROR), "now", stamp(rows.now())));
  }

  boolean park(String id, String instance, String reason) {
    return rows.change(
        """
        UPDATE run SET
          state = CASE WHEN cancelling THEN 'CANCELED' ELSE 'QUEUED' END,
          ended_at = CASE WHEN cancelling THEN CAST(:now AS TIMESTAMP WITH TIME ZONE) END,
          error = :reason, claimed_by = NULL, attempts = attempts - 1
        WHERE id = :id AND claimed_by = :instance
        """,
        id,
        Map.of(
            "instance", instance, "reason", cut(reason, RunRows.ERROR), "now", stamp(rows.now())));
  }

  boolean cancel(String id) {
    Map<String, ?> values = Map.of("now", stamp(rows.now()));
    return rows.change(
            """
            UPDATE run SET state = 'CANCELED', cancelling = TRUE, ended_at = :now
            WHERE id = :id AND claimed_by IS NULL AND state IN ('QUEUED', 'PAUSED')
            """,
            id,
            values)
        || rows.change(
            """
            UPDATE run SET state = 'CANCELING', cancelling = TRUE
            WHERE id = :id AND claimed_by IS NOT NULL
              AND state IN ('INITIALIZING', 'RUNNING', 'PAUSED', 'CANCELING')
            """,
            id,
            Map.of());
  }

  int release(String instance) {
    return rows.database()
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
                    .bind("now", stamp(rows.now()))
                    .execute());
  }
}
