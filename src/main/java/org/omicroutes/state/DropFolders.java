package org.omicroutes.state;

import static org.omicroutes.state.DropRows.COLUMNS;
import static org.omicroutes.state.DropRows.REASON;
import static org.omicroutes.state.DropRows.UPDATE;
import static org.omicroutes.state.StateDatabase.cut;
import static org.omicroutes.state.StateDatabase.stamp;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.omicroutes.state.DropStore.Layers;
import org.omicroutes.state.DropStore.Sighting;

/** What is seen of folders, until somebody works on them. */
final class DropFolders {
  /** A drop o that keeps another drop d of the same contents from being taken. */
  private static final String TAKEN =
      """
      (o.state IN ('COMPLETE', 'WAITING', 'CLAIMED', 'RUNNING', 'DONE', 'FAILED')
        OR o.state = 'REJECTED' AND o.fingerprint <> ''
        OR o.state = 'REPLACED' AND (o.root <> d.root OR o.path <> d.path) AND EXISTS (
          SELECT 1 FROM dropped_history h WHERE h.drop_id = o.id AND h.state = 'DONE'))
      """;

  private final DropRows rows;
  private final DropGroups groups;

  DropFolders(DropRows rows, DropGroups groups) {
    this.rows = rows;
    this.groups = groups;
  }

  Drop add(Sighting seen, DropState state, String reason, String follows) {
    return rows.locked(
        seen.route(),
        handle -> {
          Optional<Drop> known =
              handle
                  .createQuery(
                      "SELECT "
                          + COLUMNS
                          + " FROM dropped WHERE route = :route AND root = :root"
                          + " AND path = :path AND state <> 'REPLACED'")
                  .bind("route", seen.route())
                  .bind("root", seen.root())
                  .bind("path", seen.path())
                  .map(DropRows::drop)
                  .findFirst();
          return known.orElseGet(() -> insert(handle, seen, state, reason, follows));
        });
  }

  Optional<Drop> replace(Drop old, Sighting seen, DropState state, String reason) {
    String statement =
        UPDATE
            + ", next_attempt_at = NULL WHERE id = :id AND state = :from"
            + " AND claimed_by IS NULL AND fingerprint = :was";
    Map<String, Object> values = Map.of("from", old.state().name(), "was", old.fingerprint());
    return rows.locked(
        seen.route(),
        handle ->
            rows.change(handle, old.id(), statement, DropState.REPLACED, reason, values)
                ? Optional.of(insert(handle, seen, state, reason, old.id()))
                : Optional.empty());
  }

  private Drop insert(
      Handle handle, Sighting seen, DropState state, String reason, String follows) {
    String id = UUID.randomUUID().toString();
    Instant now = rows.now();
    handle
        .createUpdate(
            """
            INSERT INTO dropped (id, route, root, path, profile, state, reason,
              fingerprint, files, bytes, found_at, changed_at, state_at, attempts, follows)
            VALUES (:id, :route, :root, :path, :profile, :state, :reason,
              :fingerprint, :files, :bytes, :now, :now, :now, 0, :follows)
            """)
        .bind("id", id)
        .bind("route", seen.route())
        .bind("root", seen.root())
        .bind("path", seen.path())
        .bind("profile", seen.profile())
        .bind("state", state.name())
        .bind("reason", cut(reason, REASON))
        .bind("fingerprint", seen.fingerprint())
        .bind("files", seen.files())
        .bind("bytes", seen.bytes())
        .bind("now", stamp(now))
        .bind("follows", follows)
        .execute();
    DropRows.record(handle, id, state, reason, now);
    return DropRows.get(handle, id).orElseThrow();
  }

  List<Drop> latest(String route) {
    return rows.read(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + COLUMNS
                        + " FROM dropped WHERE route = :route AND state <> 'REPLACED'"
                        + " ORDER BY path")
                .bind("route", route)
                .map(DropRows::drop)
                .list());
  }

  boolean changed(Drop drop, Sighting seen, DropState state, String reason) {
    String statement =
        UPDATE
            + ", profile = :profile, fingerprint = :fingerprint, files = :files, bytes = :bytes,"
            + " changed_at = :now, signature = NULL"
            + " WHERE id = :id AND state = :from AND claimed_by IS NULL";
    return leaving(
        drop,
        statement,
        state,
        reason,
        Map.of(
            "from", drop.state().name(),
            "profile", seen.profile(),
            "fingerprint", seen.fingerprint(),
            "files", seen.files(),
            "bytes", seen.bytes()));
  }

  boolean move(Drop drop, DropState state, String reason) {
    return leaving(
        drop,
        UPDATE + ", next_attempt_at = NULL WHERE id = :id AND state = :from AND claimed_by IS NULL",
        state,
        reason,
        Map.of("from", drop.state().name()));
  }

  boolean reject(String id, String reason) {
    String statement =
        UPDATE
            + ", next_attempt_at = NULL WHERE id = :id AND claimed_by IS NULL"
            + " AND state IN ('SEQUENCING', 'COPYING', 'COMPLETE', 'WAITING', 'FAILED')";
    return rows.read(handle -> DropRows.get(handle, id))
        .filter(drop -> leaving(drop, statement, DropState.REJECTED, reason, Map.of()))
        .isPresent();
  }

  /** A drop comes into another state, and so its group is another one. */
  private boolean leaving(
      Drop drop, String statement, DropState state, String reason, Map<String, ?> values) {
    return rows.locked(
        drop.route(),
        handle -> {
          Optional<Drop> before = DropRows.get(handle, drop.id());
          boolean changed = rows.change(handle, drop.id(), statement, state, reason, values);
          if (changed) {
            before.ifPresent(known -> groups.leave(handle, known));
          }
          return changed;
        });
  }

  boolean complete(Drop drop, String content, byte[] listing, String reason, Layers layers) {
    return rows.locked(
        drop.route(),
        handle -> {
          Optional<Drop> taken = sameContent(handle, drop, content);
          boolean waits = taken.isEmpty() && !layers.patients().isEmpty();
          DropState state = taken.isPresent() ? DropState.DUPLICATE : DropState.COMPLETE;
          String why = taken.map(DropFolders::sameAs).orElse(reason);
          String statement =
              UPDATE
                  + ", listing = :listing, next_attempt_at = NULL, group_id = NULL,"
                  + " wait_until = :until, attempts ="
                  + " CASE WHEN content = :content THEN attempts ELSE 0 END, content = :content"
                  + " WHERE id = :id AND state = :from AND claimed_by IS NULL"
                  + " AND fingerprint = :was";
          Map<String, Object> values = new HashMap<>();
          values.put("from", drop.state().name());
          values.put("was", drop.fingerprint());
          values.put("content", content);
          values.put("listing", listing);
          Instant until = rows.now().plus(layers.rule().waitingTime());
          values.put("until", layers.patients().isEmpty() ? null : stamp(until));
          if (!rows.change(handle, drop.id(), statement, state, why, values)) {
            return false;
          }
          groups.enterLayers(handle, drop.id(), layers.patients());
          if (waits) {
            groups.revive(handle, drop, until);
            await(handle, drop, layers.rule(), reason);
          }
          return true;
        });
  }

  /** What has all layers by itself need not wait for others to be looked at. */
  private void await(Handle handle, Drop drop, JoinRule rule, String reason) {
    JoinPlan.Group group =
        groups.plan(handle, drop.route(), rule).stream()
            .filter(one -> one.drops().stream().anyMatch(d -> d.id().equals(drop.id())))
            .findFirst()
            .orElseThrow();
    boolean needsNobody = group.ready() && group.id() == null;
    if (!needsNobody) {
      String statement = UPDATE + " WHERE id = :id";
      String why = group.ready() ? reason + "; is about to be joined" : group.reason(drop, rule);
      rows.change(handle, drop.id(), statement, DropState.WAITING, why, Map.of());
    }
  }

  private static String sameAs(Drop taken) {
    return "the same contents as "
        + taken.path()
        + " (drop "
        + taken.id()
        + "), which is "
        + taken.state();
  }

  boolean observed(Drop drop, String fingerprint, String signature) {
    return rows.inTransaction(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE dropped SET fingerprint = :fingerprint, signature = :signature"
                            + " WHERE id = :id AND state = :from AND fingerprint = :was")
                    .bind("id", drop.id())
                    .bind("from", drop.state().name())
                    .bind("was", drop.fingerprint())
                    .bind("fingerprint", fingerprint)
                    .bind("signature", signature)
                    .execute())
        > 0;
  }

  Map<String, String> signatures(String route) {
    Map<String, String> signatures = new HashMap<>();
    rows.read(
        handle ->
            handle
                .createQuery(
                    "SELECT id, signature FROM dropped WHERE route = :route"
                        + " AND state <> 'REPLACED' AND signature IS NOT NULL")
                .bind("route", route)
                .map(
                    (row, context) ->
                        signatures.put(row.getString("id"), row.getString("signature")))
                .list());
    return signatures;
  }

  Optional<byte[]> listing(String id) {
    return rows.read(
        handle ->
            handle
                .createQuery("SELECT listing FROM dropped WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> Optional.ofNullable(row.getBytes(1)))
                .findOne()
                .flatMap(found -> found));
  }

  Optional<Drop> sameContent(Drop drop, String content) {
    return rows.read(handle -> sameContent(handle, drop, content));
  }

  private static Optional<Drop> sameContent(Handle handle, Drop drop, String content) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + " FROM dropped o WHERE o.route = :route AND o.content = :content"
                + " AND o.id <> :id AND "
                + TAKEN.replace("d.root", ":root").replace("d.path", ":path")
                + " ORDER BY o.found_at, o.id")
        .bind("route", drop.route())
        .bind("content", content)
        .bind("id", drop.id())
        .bind("root", drop.root())
        .bind("path", drop.path())
        .map(DropRows::drop)
        .findFirst();
  }

  int takeOrphans(String route) {
    return rows.locked(
        route,
        handle -> {
          List<Drop> orphans =
              handle
                  .createQuery(
                      "SELECT "
                          + COLUMNS
                          + " FROM dropped d WHERE d.route = :route AND d.state = 'DUPLICATE'"
                          + " AND NOT EXISTS (SELECT 1 FROM dropped o WHERE o.route = d.route"
                          + " AND o.content = d.content AND o.id <> d.id AND "
                          + TAKEN
                          + ") ORDER BY d.found_at, d.id")
                  .bind("route", route)
                  .map(DropRows::drop)
                  .list();
          Set<String> contents = new HashSet<>();
          orphans.removeIf(drop -> !contents.add(drop.content()));
          String reason = "the drop with the same contents is gone";
          for (Drop drop : orphans) {
            boolean waits = DropGroups.knowsLayers(handle, drop.id());
            DropState state = waits ? DropState.WAITING : DropState.COMPLETE;
            rows.change(handle, drop.id(), UPDATE + " WHERE id = :id", state, reason, Map.of());
          }
          return orphans.size();
        });
  }

  /** What ended together is tried together. */
  boolean retry(String id, String reason) {
    Optional<Drop> known = rows.read(handle -> DropRows.get(handle, id));
    return known.isPresent()
        && rows.locked(
            known.get().route(),
            handle -> {
              Drop drop = DropRows.get(handle, id).orElseThrow();
              boolean begun = drop.state() == DropState.WAITING || revived(handle, drop, reason);
              if (drop.state() == DropState.WAITING) {
                handle
                    .createUpdate(
                        "UPDATE dropped SET wait_until = :now, reason = :reason WHERE id = :id")
                    .bind("id", id)
                    .bind("now", stamp(rows.now()))
                    .bind("reason", cut(reason, REASON))
                    .execute();
              }
              return begun;
            });
  }

  /** What may be joined is settled first: it must not be taken before, and so alone. */
  private boolean revived(Handle handle, Drop drop, String reason) {
    String statement =
        UPDATE
            + ", attempts = 0, next_attempt_at = NULL, group_id = NULL, wait_until = CASE"
            + " WHEN wait_until IS NULL THEN NULL ELSE CAST(:now AS TIMESTAMP WITH TIME ZONE) END"
            + " WHERE id = :id AND state IN ('REJECTED', 'FAILED', 'DUPLICATE')"
            + " AND content IS NOT NULL";
    boolean joins = DropGroups.knowsLayers(handle, drop.id());
    DropState state = joins ? DropState.WAITING : DropState.COMPLETE;
    if (!rows.change(handle, drop.id(), statement, state, reason, Map.of())) {
      return false;
    }
    for (String other : DropGroups.endedWith(handle, drop)) {
      rows.change(handle, other, statement, state, reason, Map.of());
    }
    return true;
  }
}
