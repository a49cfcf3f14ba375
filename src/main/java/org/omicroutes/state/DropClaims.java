package org.omicroutes.state;

import static org.omicroutes.state.DropRows.UPDATE;
import static org.omicroutes.state.StateDatabase.stamp;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Who works on which drop, and how that ends. Drops that were joined are taken by the one whose id
 * is their group's, and all that happens to it happens to them in the same transaction.
 */
final class DropClaims {
  private final DropRows rows;

  DropClaims(DropRows rows) {
    this.rows = rows;
  }

  Optional<Drop> claim(String route, String instance) {
    Instant now = rows.now();
    return rows.locked(
        route,
        handle -> {
          Optional<String> id =
              handle
                  .createQuery(
                      """
                      SELECT id FROM dropped
                      WHERE route = :route AND state = 'COMPLETE' AND claimed_by IS NULL
                        AND (group_id IS NULL OR group_id = id)
                        AND (next_attempt_at IS NULL OR next_attempt_at <= :now)
                      ORDER BY state_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
                      """)
                  .bind("route", route)
                  .bind("now", stamp(now))
                  .mapTo(String.class)
                  .findOne();
          boolean taken = id.isPresent() && take(handle, id.get(), instance);
          return taken ? DropRows.get(handle, id.get()) : Optional.empty();
        });
  }

  private boolean take(Handle handle, String leader, String instance) {
    List<String> group =
        handle
            .createQuery(
                "SELECT id FROM dropped WHERE (id = :id OR group_id = :id)"
                    + " AND state = 'COMPLETE' AND claimed_by IS NULL ORDER BY id FOR UPDATE")
            .bind("id", leader)
            .mapTo(String.class)
            .list();
    String statement =
        UPDATE
            + ", claimed_by = :instance, attempts = attempts + 1"
            + " WHERE id = :id AND state = 'COMPLETE' AND claimed_by IS NULL"
            + " AND EXISTS (SELECT 1 FROM instance WHERE id = :instance)";
    boolean taken = true;
    for (String id : group) {
      taken &=
          rows.change(
              handle,
              id,
              statement,
              DropState.CLAIMED,
              "taken by " + instance,
              Map.of("instance", instance));
    }
    return taken;
  }

  boolean running(Drop drop, String instance, String runId) {
    String statement =
        UPDATE + ", run_id = :run WHERE id = :id AND state = 'CLAIMED' AND claimed_by = :instance";
    Map<String, Object> values = Map.of("run", runId, "instance", instance);
    return rows.inTransaction(
        handle -> {
          boolean held =
              change(
                  handle,
                  drop,
                  instance,
                  statement,
                  DropState.RUNNING,
                  "attempt " + drop.attempts(),
                  values);
          if (held) {
            enterDrops(handle, drop, instance, runId);
          }
          return held;
        });
  }

  private static void enterDrops(Handle handle, Drop drop, String instance, String runId) {
    handle.createUpdate("DELETE FROM run_drop WHERE run_id = :run").bind("run", runId).execute();
    handle
        .createUpdate(
            """
            INSERT INTO run_drop (run_id, drop_id)
            SELECT CAST(:run AS VARCHAR), id FROM dropped
              WHERE (id = :id OR group_id = :id) AND claimed_by = :instance
            UNION SELECT CAST(:run AS VARCHAR), e.drop_id
              FROM dropped_earlier e JOIN dropped d ON d.id = e.group_id AND d.group_id = d.id
              WHERE e.group_id = :id
            """)
        .bind("run", runId)
        .bind("id", drop.id())
        .bind("instance", instance)
        .execute();
  }

  boolean end(Drop drop, String instance, DropState state, String reason) {
    String statement =
        UPDATE
            + ", claimed_by = NULL, next_attempt_at = NULL"
            + " WHERE id = :id AND claimed_by = :instance";
    return change(drop, instance, statement, state, reason, Map.of("instance", instance));
  }

  boolean again(Drop drop, String instance, Instant at, String reason) {
    String statement =
        UPDATE
            + ", claimed_by = NULL, next_attempt_at = :at"
            + " WHERE id = :id AND claimed_by = :instance";
    Map<String, Object> values = Map.of("at", stamp(at), "instance", instance);
    return change(drop, instance, statement, DropState.COMPLETE, reason, values);
  }

  boolean giveBack(Drop drop, String instance, Instant at, String reason) {
    Map<String, Object> values = new HashMap<>();
    values.put("at", stamp(at));
    values.put("instance", instance);
    String statement =
        UPDATE
            + ", claimed_by = NULL, next_attempt_at = :at, attempts = attempts - 1"
            + " WHERE id = :id AND claimed_by = :instance";
    return change(drop, instance, statement, DropState.COMPLETE, reason, values);
  }

  private boolean change(
      Drop drop,
      String instance,
      String statement,
      DropState state,
      String reason,
      Map<String, ?> values) {
    return rows.inTransaction(
        handle -> change(handle, drop, instance, statement, state, reason, values));
  }

  /** All that the instance holds of the drop's group, or nothing where the drop is not its own. */
  private boolean change(
      Handle handle,
      Drop drop,
      String instance,
      String statement,
      DropState state,
      String reason,
      Map<String, ?> values) {
    List<String> group =
        handle
            .createQuery(
                "SELECT id FROM dropped WHERE (id = :id OR group_id = :id)"
                    + " AND claimed_by = :instance ORDER BY id FOR UPDATE")
            .bind("id", drop.id())
            .bind("instance", instance)
            .mapTo(String.class)
            .list();
    if (!group.contains(drop.id())) {
      return false;
    }
    boolean changed = true;
    for (String id : group) {
      changed &= rows.change(handle, id, statement, state, reason, values);
    }
    return changed;
  }

  /** Those that others were joined with, and those that run by themselves. */
  List<Drop> held(String route, String instance) {
    return rows.read(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + DropRows.COLUMNS
                        + " FROM dropped WHERE route = :route AND claimed_by = :instance"
                        + " AND (group_id IS NULL OR group_id = id) ORDER BY id")
                .bind("route", route)
                .bind("instance", instance)
                .map(DropRows::drop)
                .list());
  }

  int release(String instance, String reason) {
    String statement =
        UPDATE
            + ", claimed_by = NULL, next_attempt_at = NULL, attempts = attempts - 1"
            + " WHERE id = :id";
    return rows.inTransaction(
        handle -> {
          List<String> held =
              handle
                  .createQuery(
                      "SELECT id FROM dropped WHERE claimed_by = :instance ORDER BY id FOR UPDATE")
                  .bind("instance", instance)
                  .mapTo(String.class)
                  .list();
          for (String id : held) {
            rows.change(handle, id, statement, DropState.COMPLETE, reason, Map.of());
          }
          return held.size();
        });
  }
}
