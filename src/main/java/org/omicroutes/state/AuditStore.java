package org.omicroutes.state;

import static org.omicroutes.state.StateDatabase.cut;
import static org.omicroutes.state.StateDatabase.stamp;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Who did what. Entries are added and, when they are old, removed; never changed. */
public final class AuditStore {
  private final StateDatabase database;

  public AuditStore(StateDatabase database) {
    this.database = database;
  }

  /** What is new; see {@link AuditEntry}. */
  public record Event(String who, String remote, String action, String target, String outcome) {}

  /** The last entry of the page before. */
  public record Before(Instant at, String id) {}

  /** Now, as an entry has it. */
  public Instant now() {
    return database.now();
  }

  /** Adds what happened at a time. */
  public void add(Instant at, Event event) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "INSERT INTO audit (id, at, who, remote, action, target, outcome)"
                            + " VALUES (:id, :at, :who, :remote, :action, :target, :outcome)")
                    .bind("id", UUID.randomUUID().toString())
                    .bind("at", stamp(at))
                    .bind("who", cut(event.who, 255))
                    .bind("remote", cut(event.remote, 100))
                    .bind("action", cut(event.action, 100))
                    .bind("target", cut(event.target, 2000))
                    .bind("outcome", cut(event.outcome, 20))
                    .execute());
  }

  /**
   * The newest first.
   *
   * @param before entries older than this one; null for the first page
   */
  public List<AuditEntry> list(Before before, int limit) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT * FROM audit WHERE (CAST(:id AS VARCHAR) IS NULL OR at < :at"
                            + " OR at = :at AND id < :id) ORDER BY at DESC, id DESC LIMIT :limit")
                    .bind("id", before == null ? null : before.id)
                    .bind("at", stamp(before == null ? database.now() : before.at))
                    .bind("limit", limit)
                    .map(
                        (row, context) ->
                            new AuditEntry(
                                row.getString("id"),
                                context
                                    .findColumnMapperFor(Instant.class)
                                    .orElseThrow()
                                    .map(row, "at", context),
                                row.getString("who"),
                                row.getString("remote"),
                                row.getString("action"),
                                row.getString("target"),
                                row.getString("outcome")))
                    .list());
  }

  /**
   * Removes what happened before a time.
   *
   * @return how many entries
   */
  public int removeBefore(Instant at) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createUpdate("DELETE FROM audit WHERE at < :at")
                    .bind("at", stamp(at))
                    .execute());
  }
}
