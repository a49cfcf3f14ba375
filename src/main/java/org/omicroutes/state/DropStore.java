package org.omicroutes.state;

import static org.omicroutes.state.StateDatabase.cut;
import static org.omicroutes.state.StateDatabase.stamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Drops and what became of them. A method that changes a drop says whether it did: false means that
 * the drop was no longer in the state, or no longer the instance's, that the caller took it for.
 */
public final class DropStore {
  /** The longest reason that is kept. */
  private static final int REASON = 4000;

  /** All but the listing, which may be large. */
  private static final String COLUMNS =
      "id, route, root, path, profile, state, reason, fingerprint, content, files, bytes, found_at,"
          + " changed_at, state_at, attempts, next_attempt_at, claimed_by, run_id, follows";

  private static final String UPDATE =
      "UPDATE dropped SET state = :state, reason = :reason, state_at = :now ";

  /** A drop o that keeps another drop d of the same contents from being taken. */
  private static final String TAKEN =
      """
      (o.state IN ('COMPLETE', 'WAITING', 'CLAIMED', 'RUNNING', 'DONE', 'FAILED')
        OR o.state = 'REJECTED' AND o.fingerprint <> ''
        OR o.state = 'REPLACED' AND (o.root <> d.root OR o.path <> d.path) AND EXISTS (
          SELECT 1 FROM dropped_history h WHERE h.drop_id = o.id AND h.state = 'DONE'))
      """;

  private static final String CHOSEN =
      " WHERE (CAST(:route AS VARCHAR) IS NULL OR route = :route)"
          + " AND (CAST(:state AS VARCHAR) IS NULL OR state = :state)"
          + " AND (CAST(:path AS VARCHAR) IS NULL OR path = :path)";

  private final StateDatabase database;
  private final Set<String> routes = ConcurrentHashMap.newKeySet();

  public DropStore(StateDatabase database) {
    this.database = database;
  }

  /**
   * What was seen of a folder.
   *
   * @param fingerprint SHA-256 of names, sizes and times of its files
   */
  public record Sighting(
      String route,
      String root,
      String path,
      String profile,
      String fingerprint,
      int files,
      long bytes) {}

  /** Which drops are listed; null for any. */
  public record Filter(String route, DropState state, String path) {
    /** All of them. */
    public static final Filter ALL = new Filter(null, null, null);
  }

  /**
   * A folder that was not known. Of several who find it at the same time one adds it; the others
   * get what that one added.
   *
   * @param follows id of the drop that it replaces; null for none
   */
  public Drop add(Sighting seen, DropState state, String reason, String follows) {
    return locked(
        seen.route,
        handle -> {
          Optional<Drop> known =
              handle
                  .createQuery(
                      "SELECT "
                          + COLUMNS
                          + " FROM dropped WHERE route = :route AND root = :root"
                          + " AND path = :path AND state <> 'REPLACED'")
                  .bind("route", seen.route)
                  .bind("root", seen.root)
                  .bind("path", seen.path)
                  .map(DropStore::drop)
                  .findFirst();
          return known.orElseGet(() -> insert(handle, seen, state, reason, follows));
        });
  }

  /**
   * Another drop takes the place of one whose folder changed.
   *
   * @return the new one; empty where {@code old} is no longer as the caller took it for
   */
  public Optional<Drop> replace(Drop old, Sighting seen, DropState state, String reason) {
    return locked(
        seen.route,
        handle -> {
          int left =
              handle
                  .createUpdate(
                      UPDATE
                          + ", next_attempt_at = NULL WHERE id = :id AND state = :from"
                          + " AND claimed_by IS NULL AND fingerprint = :was")
                  .bind("id", old.id())
                  .bind("from", old.state().name())
                  .bind("was", old.fingerprint())
                  .bind("state", DropState.REPLACED.name())
                  .bind("reason", cut(reason, REASON))
                  .bind("now", stamp(database.now()))
                  .execute();
          if (left == 0) {
            return Optional.empty();
          }
          record(handle, old.id(), DropState.REPLACED, reason, database.now());
          return Optional.of(insert(handle, seen, state, reason, old.id()));
        });
  }

  private Drop insert(
      Handle handle, Sighting seen, DropState state, String reason, String follows) {
    String id = UUID.randomUUID().toString();
    Instant now = database.now();
    handle
        .createUpdate(
            """
            INSERT INTO dropped (id, route, root, path, profile, state, reason,
              fingerprint, files, bytes, found_at, changed_at, state_at, attempts, follows)
            VALUES (:id, :route, :root, :path, :profile, :state, :reason,
              :fingerprint, :files, :bytes, :now, :now, :now, 0, :follows)
            """)
        .bind("id", id)
        .bind("route", seen.route)
        .bind("root", seen.root)
        .bind("path", seen.path)
        .bind("profile", seen.profile)
        .bind("state", state.name())
        .bind("reason", cut(reason, REASON))
        .bind("fingerprint", seen.fingerprint)
        .bind("files", seen.files)
        .bind("bytes", seen.bytes)
        .bind("now", stamp(now))
        .bind("follows", follows)
        .execute();
    record(handle, id, state, reason, now);
    return get(handle, id).orElseThrow();
  }

  /** The latest drop of each folder of a route, by path. */
  public List<Drop> latest(String route) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT "
                            + COLUMNS
                            + " FROM dropped WHERE route = :route AND state <> 'REPLACED'"
                            + " ORDER BY path")
                    .bind("route", route)
                    .map(DropStore::drop)
                    .list());
  }

  /** The files of a folder changed, or its copy goes on. */
  public boolean changed(Drop drop, Sighting seen, DropState state, String reason) {
    return change(
        drop.id(),
        UPDATE
            + ", profile = :profile, fingerprint = :fingerprint, files = :files, bytes = :bytes,"
            + " changed_at = :now, signature = NULL"
            + " WHERE id = :id AND state = :from AND claimed_by IS NULL",
        state,
        reason,
        Map.of(
            "from", drop.state().name(),
            "profile", seen.profile,
            "fingerprint", seen.fingerprint,
            "files", seen.files,
            "bytes", seen.bytes));
  }

  /**
   * A folder is complete. It becomes COMPLETE, or DUPLICATE where a drop with these contents was
   * taken before; of several that are complete at the same time one is taken. With contents that it
   * did not have before, its attempts start anew.
   *
   * @param content SHA-256 of names and contents
   * @param listing its files as gzip text, one {@code sha256 TAB size TAB path} a line
   * @return false also where its files were seen to change meanwhile
   */
  public boolean complete(Drop drop, String content, byte[] listing, String reason) {
    return locked(
        drop.route(),
        handle -> {
          Optional<Drop> taken = sameContent(handle, drop, content);
          DropState state = taken.isEmpty() ? DropState.COMPLETE : DropState.DUPLICATE;
          String why = taken.map(DropStore::sameAs).orElse(reason);
          int changed =
              handle
                  .createUpdate(
                      UPDATE
                          + ", listing = :listing, next_attempt_at = NULL, attempts ="
                          + " CASE WHEN content = :content THEN attempts ELSE 0 END,"
                          + " content = :content"
                          + " WHERE id = :id AND state = :from AND claimed_by IS NULL"
                          + " AND fingerprint = :was")
                  .bind("id", drop.id())
                  .bind("from", drop.state().name())
                  .bind("was", drop.fingerprint())
                  .bind("content", content)
                  .bind("listing", listing)
                  .bind("state", state.name())
                  .bind("reason", cut(why, REASON))
                  .bind("now", stamp(database.now()))
                  .execute();
          if (changed > 0) {
            record(handle, drop.id(), state, why, database.now());
          }
          return changed > 0;
        });
  }

  private static String sameAs(Drop taken) {
    return "the same contents as "
        + taken.path()
        + " (drop "
        + taken.id()
        + "), which is "
        + taken.state();
  }

  /**
   * What was seen of a folder whose drop stays what it is: its files are the same, at other times.
   *
   * @param signature of what can be seen without a walk
   */
  public boolean observed(Drop drop, String fingerprint, String signature) {
    return database
            .jdbi()
            .inTransaction(
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

  /** By drop, the signatures that {@link #observed} was told. */
  public Map<String, String> signatures(String route) {
    Map<String, String> signatures = new HashMap<>();
    database
        .jdbi()
        .useHandle(
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

  /** The files that a drop had when it was complete; empty before. */
  public Optional<byte[]> listing(String id) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT listing FROM dropped WHERE id = :id")
                    .bind("id", id)
                    .map((row, context) -> Optional.ofNullable(row.getBytes(1)))
                    .findOne()
                    .flatMap(found -> found));
  }

  /**
   * The first drop of a route with these contents that was taken; the drop itself not. One that was
   * replaced, or whose folder vanished, before it was done was not taken; nor does an earlier state
   * of the same folder count.
   */
  public Optional<Drop> sameContent(Drop drop, String content) {
    return database.jdbi().withHandle(handle -> sameContent(handle, drop, content));
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
        .map(DropStore::drop)
        .findFirst();
  }

  /**
   * Makes duplicates complete whose original was never done and is no more: its folder changed or
   * vanished before.
   *
   * @return how many
   */
  public int takeOrphans(String route) {
    return locked(
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
                  .map(DropStore::drop)
                  .list();
          Set<String> contents = new HashSet<>();
          orphans.removeIf(drop -> !contents.add(drop.content()));
          String reason = "the drop with the same contents is gone";
          for (Drop drop : orphans) {
            handle
                .createUpdate(UPDATE + " WHERE id = :id")
                .bind("id", drop.id())
                .bind("state", DropState.COMPLETE.name())
                .bind("reason", reason)
                .bind("now", stamp(database.now()))
                .execute();
            record(handle, drop.id(), DropState.COMPLETE, reason, database.now());
          }
          return orphans.size();
        });
  }

  /** Leaves a drop that nobody holds in another state. */
  public boolean move(Drop drop, DropState state, String reason) {
    return change(
        drop.id(),
        UPDATE + ", next_attempt_at = NULL WHERE id = :id AND state = :from AND claimed_by IS NULL",
        state,
        reason,
        Map.of("from", drop.state().name()));
  }

  /**
   * Takes the complete drop of a route that has waited longest, if its next attempt is due.
   *
   * @param instance that takes it; one that was taken for dead gets nothing
   */
  public Optional<Drop> claim(String route, String instance) {
    Instant now = database.now();
    return database
        .jdbi()
        .inTransaction(
            handle -> {
              Optional<String> id =
                  handle
                      .createQuery(
                          """
                          SELECT id FROM dropped
                          WHERE route = :route AND state = 'COMPLETE' AND claimed_by IS NULL
                            AND (next_attempt_at IS NULL OR next_attempt_at <= :now)
                          ORDER BY state_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
                          """)
                      .bind("route", route)
                      .bind("now", stamp(now))
                      .mapTo(String.class)
                      .findOne();
              if (id.isEmpty()) {
                return Optional.empty();
              }
              String reason = "taken by " + instance;
              int taken =
                  handle
                      .createUpdate(
                          UPDATE
                              + ", claimed_by = :instance, attempts = attempts + 1"
                              + " WHERE id = :id AND state = 'COMPLETE' AND claimed_by IS NULL"
                              + " AND EXISTS (SELECT 1 FROM instance WHERE id = :instance)")
                      .bind("id", id.get())
                      .bind("state", DropState.CLAIMED.name())
                      .bind("reason", reason)
                      .bind("now", stamp(now))
                      .bind("instance", instance)
                      .execute();
              if (taken == 0) {
                return Optional.empty();
              }
              record(handle, id.get(), DropState.CLAIMED, reason, now);
              return get(handle, id.get());
            });
  }

  /** The workflow of a drop that the instance holds begins. */
  public boolean running(Drop drop, String instance, String runId) {
    return change(
        drop.id(),
        UPDATE + ", run_id = :run WHERE id = :id AND state = 'CLAIMED' AND claimed_by = :instance",
        DropState.RUNNING,
        "attempt " + drop.attempts(),
        Map.of("run", runId, "instance", instance));
  }

  /** A drop that the instance holds has come to an end. */
  public boolean end(Drop drop, String instance, DropState state, String reason) {
    return change(
        drop.id(),
        UPDATE
            + ", claimed_by = NULL, next_attempt_at = NULL"
            + " WHERE id = :id AND claimed_by = :instance",
        state,
        reason,
        Map.of("instance", instance));
  }

  /** A drop that the instance holds is to be tried again. */
  public boolean again(Drop drop, String instance, Instant at, String reason) {
    return change(
        drop.id(),
        UPDATE
            + ", claimed_by = NULL, next_attempt_at = :at"
            + " WHERE id = :id AND claimed_by = :instance",
        DropState.COMPLETE,
        reason,
        Map.of("at", stamp(at), "instance", instance));
  }

  /**
   * Gives back a drop that the instance holds. The attempt does not count: it was not the drop's
   * fault.
   *
   * @param at not to be taken before; null for at once
   */
  public boolean giveBack(Drop drop, String instance, Instant at, String reason) {
    Map<String, Object> values = new HashMap<>();
    values.put("at", stamp(at));
    values.put("instance", instance);
    return change(
        drop.id(),
        UPDATE
            + ", claimed_by = NULL, next_attempt_at = :at, attempts = attempts - 1"
            + " WHERE id = :id AND claimed_by = :instance",
        DropState.COMPLETE,
        reason,
        values);
  }

  /** The drops of a route that an instance holds. */
  public List<Drop> held(String route, String instance) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT * FROM dropped WHERE route = :route AND claimed_by = :instance"
                            + " ORDER BY id")
                    .bind("route", route)
                    .bind("instance", instance)
                    .map(DropStore::drop)
                    .list());
  }

  /**
   * Gives back what an instance holds that is no more. The attempt does not count: it was not the
   * drop's fault.
   *
   * @return how many
   */
  public int release(String instance, String reason) {
    Instant now = database.now();
    return database
        .jdbi()
        .inTransaction(
            handle -> {
              List<String> held =
                  handle
                      .createQuery("SELECT id FROM dropped WHERE claimed_by = :instance FOR UPDATE")
                      .bind("instance", instance)
                      .mapTo(String.class)
                      .list();
              for (String id : held) {
                handle
                    .createUpdate(
                        UPDATE
                            + ", claimed_by = NULL, next_attempt_at = NULL,"
                            + " attempts = attempts - 1 WHERE id = :id")
                    .bind("id", id)
                    .bind("state", DropState.COMPLETE.name())
                    .bind("reason", cut(reason, REASON))
                    .bind("now", stamp(now))
                    .execute();
                record(handle, id, DropState.COMPLETE, reason, now);
              }
              return held.size();
            });
  }

  /** A person wants a drop tried once more that was rejected or failed; its attempts start anew. */
  public boolean retry(String id, String reason) {
    return change(
        id,
        UPDATE
            + ", attempts = 0, next_attempt_at = NULL"
            + " WHERE id = :id AND state IN ('REJECTED', 'FAILED', 'DUPLICATE')"
            + " AND content IS NOT NULL",
        DropState.COMPLETE,
        reason,
        Map.of());
  }

  /** A person does not want a drop; what an instance holds already is not stopped by this. */
  public boolean reject(String id, String reason) {
    return change(
        id,
        UPDATE
            + ", next_attempt_at = NULL WHERE id = :id AND claimed_by IS NULL"
            + " AND state IN ('SEQUENCING', 'COPYING', 'COMPLETE', 'WAITING', 'FAILED')",
        DropState.REJECTED,
        reason,
        Map.of());
  }

  public Optional<Drop> get(String id) {
    return database.jdbi().withHandle(handle -> get(handle, id));
  }

  /** The newest first. */
  public List<Drop> list(Filter filter, int limit, int offset) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT "
                            + COLUMNS
                            + " FROM dropped"
                            + CHOSEN
                            + " ORDER BY found_at DESC, id LIMIT :limit OFFSET :offset")
                    .bind("route", filter.route)
                    .bind("state", filter.state == null ? null : filter.state.name())
                    .bind("path", filter.path)
                    .bind("limit", limit)
                    .bind("offset", offset)
                    .map(DropStore::drop)
                    .list());
  }

  /** How many drops {@link #list} goes through, however long its pages are. */
  public int count(Filter filter) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM dropped" + CHOSEN)
                    .bind("route", filter.route)
                    .bind("state", filter.state == null ? null : filter.state.name())
                    .bind("path", filter.path)
                    .mapTo(Integer.class)
                    .one());
  }

  /** How many drops of all routes are in each state; those without any are left out. */
  public Map<DropState, Integer> counts() {
    Map<DropState, Integer> counts = new EnumMap<>(DropState.class);
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createQuery("SELECT state, COUNT(*) AS number FROM dropped GROUP BY state")
                    .map(
                        (row, context) ->
                            counts.put(
                                DropState.valueOf(row.getString("state")), row.getInt("number")))
                    .list());
    return counts;
  }

  /** The oldest first. */
  public List<DropEvent> history(String id) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT at, state, reason FROM dropped_history WHERE drop_id = :id"
                            + " ORDER BY at, number")
                    .bind("id", id)
                    .map(
                        (row, context) ->
                            new DropEvent(
                                instant(row, context, "at"),
                                DropState.valueOf(row.getString("state")),
                                row.getString("reason")))
                    .list());
  }

  /** How many drops of a route are in each state; those without any are left out. */
  public Map<DropState, Integer> counts(String route) {
    Map<DropState, Integer> counts = new EnumMap<>(DropState.class);
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT state, COUNT(*) AS number FROM dropped WHERE route = :route"
                            + " GROUP BY state")
                    .bind("route", route)
                    .map(
                        (row, context) ->
                            counts.put(
                                DropState.valueOf(row.getString("state")), row.getInt("number")))
                    .list());
    return counts;
  }

  /** Since when the drop waits that has been complete longest; empty where none waits. */
  public Optional<Instant> oldestWaiting(String route) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT MIN(state_at) AS at FROM dropped"
                            + " WHERE route = :route AND state IN ('COMPLETE', 'WAITING')")
                    .bind("route", route)
                    .map((row, context) -> Optional.ofNullable(instant(row, context, "at")))
                    .one());
  }

  /** Those who add and complete drops of a route do so one after the other. */
  private <T> T locked(String route, HandleCallback<T, RuntimeException> work) {
    if (!routes.contains(route)) {
      enter(route);
      routes.add(route);
    }
    return database
        .jdbi()
        .inTransaction(
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

  private boolean change(
      String id, String statement, DropState state, String reason, Map<String, ?> values) {
    Instant now = database.now();
    return database
        .jdbi()
        .inTransaction(
            handle -> {
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
            });
  }

  /** A state that is only confirmed is no event. */
  private static void record(
      Handle handle, String id, DropState state, String reason, Instant now) {
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

  private static Optional<Drop> get(Handle handle, String id) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM dropped WHERE id = :id")
        .bind("id", id)
        .map(DropStore::drop)
        .findOne();
  }

  private static Instant instant(ResultSet row, StatementContext context, String column)
      throws SQLException {
    return context.findColumnMapperFor(Instant.class).orElseThrow().map(row, column, context);
  }

  private static Drop drop(ResultSet row, StatementContext context) throws SQLException {
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
        row.getString("follows"));
  }
}
