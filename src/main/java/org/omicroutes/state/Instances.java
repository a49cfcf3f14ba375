package org.omicroutes.state;

import static org.omicroutes.state.StateDatabase.stamp;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The processes that share the state. Each writes that it is alive; who has not for a while is
 * taken for dead, and what it held is given back.
 */
public final class Instances {
  private final StateDatabase database;
  private final DropStore drops;
  private final RunStore runs;

  public Instances(StateDatabase database, DropStore drops, RunStore runs) {
    this.database = database;
    this.drops = drops;
    this.runs = runs;
  }

  /**
   * Enters this process.
   *
   * @return its id
   */
  public String enter(String host) {
    String id = UUID.randomUUID().toString();
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "INSERT INTO instance (id, host, started_at, heartbeat_at)"
                            + " VALUES (:id, :host, :now, :now)")
                    .bind("id", id)
                    .bind("host", host)
                    .bind("now", stamp(database.now()))
                    .execute());
    return id;
  }

  /**
   * Writes that an instance is alive.
   *
   * @return false where others took it for dead: it holds nothing any more
   */
  public boolean beat(String id) {
    return database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createUpdate("UPDATE instance SET heartbeat_at = :now WHERE id = :id")
                        .bind("id", id)
                        .bind("now", stamp(database.now()))
                        .execute())
        > 0;
  }

  /** Ids of all that have not left and were not taken for dead. */
  public Set<String> alive() {
    return database
        .jdbi()
        .withHandle(
            handle -> handle.createQuery("SELECT id FROM instance").mapTo(String.class).set());
  }

  /**
   * Gives back what the dead hold, and forgets them.
   *
   * @param silence after which an instance is taken for dead
   * @return how many drops and runs were given back
   */
  public int releaseDead(Duration silence) {
    Instant last = database.now().minus(silence);
    List<String> dead =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT id FROM instance WHERE heartbeat_at < :last")
                        .bind("last", stamp(last))
                        .mapTo(String.class)
                        .list());
    return dead.stream().mapToInt(id -> leave(id, "the instance that worked on it is gone")).sum();
  }

  /**
   * An instance is no more; it is forgotten first, so that it can claim nothing while its things
   * are given back.
   */
  public int leave(String id, String reason) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate("DELETE FROM instance WHERE id = :id")
                    .bind("id", id)
                    .execute());
    // A drop must not be taken anew while its run is still the dead one's.
    return database.together(() -> drops.release(id, reason) + runs.release(id));
  }
}
