package org.omicroutes.state;

import static org.omicroutes.state.DropRows.COLUMNS;
import static org.omicroutes.state.DropRows.UPDATE;
import static org.omicroutes.state.StateDatabase.cut;
import static org.omicroutes.state.StateDatabase.stamp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.omicroutes.state.JoinPlan.Group;
import org.omicroutes.state.JoinPlan.Member;

/**
 * Which drops wait for others and which go together. All that changes it holds the lock of the
 * route, and touches no drop that an instance holds.
 */
final class DropGroups {
  private static final int LONGEST_LAYER = 100;
  private static final String LIVE = " state IN ('COMPLETE', 'WAITING') AND claimed_by IS NULL";

  private final DropRows rows;

  DropGroups(DropRows rows) {
    this.rows = rows;
  }

  /** Keeps whose layers a drop has; what was kept of it before is forgotten. */
  void enterLayers(Handle handle, String id, Map<String, Set<String>> layers) {
    handle.createUpdate("DELETE FROM dropped_layer WHERE drop_id = :id").bind("id", id).execute();
    PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO dropped_layer (drop_id, layer, patient) VALUES (:id, :layer, :patient)");
    layers.forEach(
        (layer, patients) ->
            patients.forEach(
                patient ->
                    batch
                        .bind("id", id)
                        .bind("layer", cut(layer, LONGEST_LAYER))
                        .bind("patient", key(patient))
                        .add()));
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  /** Patients are only ever compared. */
  private static String key(String patient) {
    return DigestUtils.sha256Hex(patient);
  }

  /** Whether it is known whose layers a drop has. */
  static boolean knowsLayers(Handle handle, String id) {
    return handle
        .createQuery("SELECT layer FROM dropped_layer WHERE drop_id = :id LIMIT 1")
        .bind("id", id)
        .mapTo(String.class)
        .findOne()
        .isPresent();
  }

  /** What goes together as things are. */
  List<Group> plan(Handle handle, String route, JoinRule rule) {
    List<Drop> live =
        handle
            .createQuery(
                "SELECT "
                    + COLUMNS
                    + " FROM dropped WHERE route = :route AND"
                    + LIVE
                    + " AND EXISTS (SELECT 1 FROM dropped_layer l WHERE l.drop_id = dropped.id)"
                    + " ORDER BY found_at, id")
            .bind("route", route)
            .map(DropRows::drop)
            .list();
    return JoinPlan.of(
        members(handle, live), rule, rows.now(), drops -> doneBefore(handle, route, drops));
  }

  private static List<Member> members(Handle handle, List<Drop> drops) {
    Map<String, Map<String, Set<String>>> layers = new HashMap<>();
    if (!drops.isEmpty()) {
      handle
          .createQuery("SELECT drop_id, layer, patient FROM dropped_layer WHERE drop_id IN (<ids>)")
          .bindList("ids", drops.stream().map(Drop::id).toList())
          .map(
              (row, context) ->
                  layers
                      .computeIfAbsent(row.getString("drop_id"), id -> new LinkedHashMap<>())
                      .computeIfAbsent(row.getString("layer"), layer -> new HashSet<>())
                      .add(row.getString("patient")))
          .list();
    }
    return drops.stream()
        .map(drop -> new Member(drop, layers.getOrDefault(drop.id(), Map.of())))
        .toList();
  }

  /** Drops that are done and have patients of these, each with those that ran together with it. */
  private static List<List<Member>> doneBefore(Handle handle, String route, List<Member> live) {
    List<String> sharing =
        handle
            .createQuery(
                """
                SELECT d.id FROM dropped d WHERE d.route = :route AND d.state = 'DONE'
                  AND d.id IN (SELECT o.drop_id FROM dropped_layer o
                    JOIN dropped_layer l ON l.patient = o.patient WHERE l.drop_id IN (<ids>))
                ORDER BY d.found_at, d.id
                """)
            .bind("route", route)
            .bindList("ids", live.stream().map(member -> member.drop().id()).toList())
            .mapTo(String.class)
            .list();
    List<List<Member>> together = new ArrayList<>();
    for (String id : sharing) {
      List<Drop> drops =
          handle
              .createQuery(
                  "SELECT "
                      + COLUMNS
                      + " FROM dropped WHERE state = 'DONE' AND (id = :id OR id IN (SELECT b.drop_id"
                      + " FROM run_drop a JOIN run_drop b ON b.run_id = a.run_id"
                      + " WHERE a.drop_id = :id)) ORDER BY found_at, id")
              .bind("id", id)
              .map(DropRows::drop)
              .list();
      together.add(members(handle, drops));
    }
    return together;
  }

  /**
   * Brings the drops of a route that nobody works on into the state that the rule asks for.
   *
   * @return how many drops are in another state
   */
  int settle(String route, JoinRule rule) {
    return rows.locked(
        route, handle -> rule.joins() ? join(handle, route, rule) : part(handle, route));
  }

  private int join(Handle handle, String route, JoinRule rule) {
    int changed = 0;
    for (Group group : plan(handle, route, rule)) {
      for (Drop drop : group.drops()) {
        changed += bring(handle, group, drop, rule);
      }
      if (group.ready()) {
        takeAlong(handle, group);
      }
    }
    return changed;
  }

  /** A drop that is as it should be keeps its reason, which may tell of an attempt. */
  private int bring(Handle handle, Group group, Drop drop, JoinRule rule) {
    DropState state = group.ready() ? DropState.COMPLETE : DropState.WAITING;
    String reason = group.reason(drop, rule);
    boolean sameState = drop.state() == state;
    boolean sameGroup = Objects.equals(drop.groupId(), group.id());
    if (sameState && sameGroup && (group.ready() || drop.reason().equals(reason))) {
      return 0;
    }
    if (sameState) {
      handle
          .createUpdate("UPDATE dropped SET reason = :reason, group_id = :group WHERE id = :id")
          .bind("id", drop.id())
          .bind("reason", cut(reason, DropRows.REASON))
          .bind("group", group.id())
          .execute();
      return 0;
    }
    Map<String, Object> values = new HashMap<>();
    values.put("group", group.id());
    String statement = UPDATE + ", group_id = :group WHERE id = :id AND claimed_by IS NULL";
    return rows.change(handle, drop.id(), statement, state, reason, values) ? 1 : 0;
  }

  private static void takeAlong(Handle handle, Group group) {
    String leader = group.leader().id();
    handle
        .createUpdate("DELETE FROM dropped_earlier WHERE group_id = :group")
        .bind("group", leader)
        .execute();
    for (Drop earlier : group.earlier()) {
      handle
          .createUpdate("INSERT INTO dropped_earlier (group_id, drop_id) VALUES (:group, :id)")
          .bind("group", leader)
          .bind("id", earlier.id())
          .execute();
    }
  }

  /** The route joins nothing, or no longer. */
  private int part(Handle handle, String route) {
    List<String> joined =
        handle
            .createQuery(
                "SELECT id FROM dropped WHERE route = :route AND"
                    + LIVE
                    + " AND (state = 'WAITING' OR group_id IS NOT NULL) ORDER BY id")
            .bind("route", route)
            .mapTo(String.class)
            .list();
    for (String id : joined) {
      String statement = UPDATE + ", group_id = NULL WHERE id = :id AND claimed_by IS NULL";
      String reason = "the route waits for no layers";
      rows.change(handle, id, statement, DropState.COMPLETE, reason, Map.of());
    }
    return joined.size();
  }

  /** A drop is no longer what its group took it for: the others wait until it is settled anew. */
  void leave(Handle handle, Drop drop) {
    if (drop.groupId() == null || drop.state().hasEnded()) {
      return;
    }
    List<String> others =
        handle
            .createQuery(
                "SELECT id FROM dropped WHERE group_id = :group AND id <> :id"
                    + " AND state = 'COMPLETE' AND claimed_by IS NULL ORDER BY id")
            .bind("group", drop.groupId())
            .bind("id", drop.id())
            .mapTo(String.class)
            .list();
    handle
        .createUpdate(
            "UPDATE dropped SET group_id = NULL WHERE id = :id"
                + " OR group_id = :group AND state = 'WAITING'")
        .bind("id", drop.id())
        .bind("group", drop.groupId())
        .execute();
    for (String id : others) {
      String statement = UPDATE + ", group_id = NULL WHERE id = :id AND claimed_by IS NULL";
      String reason = "no longer joined with " + drop.path();
      rows.change(handle, id, statement, DropState.WAITING, reason, Map.of());
    }
  }

  /**
   * A folder whose drop was rejected or failed together with others is complete anew: the others
   * wait for it again.
   *
   * @param until when they run at the latest
   */
  void revive(Handle handle, Drop drop, Instant until) {
    Optional<Drop> old =
        Optional.ofNullable(drop.follows()).flatMap(id -> DropRows.get(handle, id));
    while (old.isPresent() && old.get().groupId() == null) {
      old = Optional.ofNullable(old.get().follows()).flatMap(id -> DropRows.get(handle, id));
    }
    if (old.isEmpty()) {
      return;
    }
    for (String id : endedWith(handle, old.get())) {
      String statement =
          UPDATE
              + ", group_id = NULL, attempts = 0, next_attempt_at = NULL, wait_until = :until"
              + " WHERE id = :id";
      String reason = drop.path() + ", with which it was joined, has changed";
      Map<String, Object> values = Map.of("until", stamp(until));
      rows.change(handle, id, statement, DropState.WAITING, reason, values);
    }
  }

  /** The others that were rejected or failed in the same run as a drop, and are still there. */
  static List<String> endedWith(Handle handle, Drop drop) {
    return handle
        .createQuery(
            "SELECT id FROM dropped WHERE group_id = :group AND id <> :id AND run_id = :run"
                + " AND state IN ('REJECTED', 'FAILED') AND content IS NOT NULL"
                + " AND fingerprint <> '' AND claimed_by IS NULL ORDER BY id")
        .bind("group", drop.groupId())
        .bind("id", drop.id())
        .bind("run", drop.runId())
        .mapTo(String.class)
        .list();
  }

  /** The drops that are known by the same group, with those that they take along. */
  DropGroup of(String id) {
    return rows.read(
        handle -> {
          Optional<Drop> drop = DropRows.get(handle, id);
          if (drop.isEmpty() || drop.get().groupId() == null) {
            return new DropGroup(drop.stream().toList(), List.of());
          }
          List<Drop> drops =
              handle
                  .createQuery(
                      "SELECT "
                          + COLUMNS
                          + " FROM dropped WHERE group_id = :group"
                          + " AND (id = :id OR state <> 'REPLACED') ORDER BY found_at, id")
                  .bind("group", drop.get().groupId())
                  .bind("id", id)
                  .map(DropRows::drop)
                  .list();
          List<Drop> earlier =
              handle
                  .createQuery(
                      "SELECT "
                          + COLUMNS
                          + " FROM dropped WHERE id IN (SELECT drop_id FROM dropped_earlier"
                          + " WHERE group_id = :group) ORDER BY found_at, id")
                  .bind("group", drop.get().groupId())
                  .map(DropRows::drop)
                  .list();
          return new DropGroup(
              drops, drop.get().state() == DropState.WAITING ? List.of() : earlier);
        });
  }

  List<Drop> ofRun(String runId) {
    return rows.read(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + COLUMNS
                        + " FROM dropped WHERE id IN"
                        + " (SELECT drop_id FROM run_drop WHERE run_id = :run)"
                        + " ORDER BY found_at, id")
                .bind("run", runId)
                .map(DropRows::drop)
                .list());
  }
}
