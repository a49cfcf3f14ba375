package org.omicroutes.state;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Drops and what became of them. A method that changes a drop says whether it did: false means that
 * the drop was no longer in the state, or no longer the instance's, that the caller took it for.
 */
public final class DropStore {
  private final DropFolders folders;
  private final DropGroups groups;
  private final DropClaims claims;
  private final DropListing listing;
  private final DropReading reading;
  private final DropRows rows;

  public DropStore(StateDatabase database) {
    rows = new DropRows(database);
    groups = new DropGroups(rows);
    folders = new DropFolders(rows, groups);
    claims = new DropClaims(rows);
    listing = new DropListing(rows);
    reading = new DropReading(rows);
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

  /**
   * Whose layers a drop has.
   *
   * @param patients by layer; none where that is not known: the drop runs by itself
   * @param rule by which it is joined with others
   */
  public record Layers(Map<String, Set<String>> patients, JoinRule rule) {
    /** Of a route that joins nothing. */
    public static final Layers NONE = new Layers(Map.of(), JoinRule.NONE);

    public Layers {
      patients = rule.joins() ? Map.copyOf(patients) : Map.of();
    }
  }

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
    return folders.add(seen, state, reason, follows);
  }

  /**
   * Another drop takes the place of one whose folder changed.
   *
   * @return the new one; empty where {@code old} is no longer as the caller took it for
   */
  public Optional<Drop> replace(Drop old, Sighting seen, DropState state, String reason) {
    return folders.replace(old, seen, state, reason);
  }

  /** The latest drop of each folder of a route, by path. */
  public List<Drop> latest(String route) {
    return folders.latest(route);
  }

  /** The files of a folder changed, or its copy goes on. What it was joined with waits again. */
  public boolean changed(Drop drop, Sighting seen, DropState state, String reason) {
    return folders.changed(drop, seen, state, reason);
  }

  /** As {@link #complete(Drop, String, byte[], String, Layers)}, for a route that joins nothing. */
  public boolean complete(Drop drop, String content, byte[] listing, String reason) {
    return complete(drop, content, listing, reason, Layers.NONE);
  }

  /**
   * A folder is complete. It becomes COMPLETE, or DUPLICATE where a drop with these contents was
   * taken before; of several that are complete at the same time one is taken. With contents that it
   * did not have before, its attempts start anew.
   *
   * <p>One whose patients lack layers of the rule, or have drops that wait, becomes WAITING, until
   * {@link #settle} finds that it may run. Those that were rejected or failed together with an
   * earlier drop of the same folder wait with it.
   *
   * @param content SHA-256 of names and contents
   * @param listing its files as gzip text, one {@code sha256 TAB size TAB path} a line
   * @return false also where its files were seen to change meanwhile
   */
  public boolean complete(Drop drop, String content, byte[] listing, String reason, Layers layers) {
    return folders.complete(drop, content, listing, reason, layers);
  }

  /**
   * The drops that wait and would run if {@link #settle} were called now: their files should be as
   * they were.
   */
  public List<Drop> startable(String route, JoinRule rule) {
    return rows.read(handle -> groups.plan(handle, route, rule)).stream()
        .filter(JoinPlan.Group::ready)
        .flatMap(group -> group.drops().stream())
        .filter(drop -> drop.state() == DropState.WAITING)
        .toList();
  }

  /**
   * Joins the drops of a route: those that may run become COMPLETE, with a group where they are
   * several, and those whose patients lack layers WAITING, with a reason that says how many. What
   * an instance holds is left alone.
   *
   * @return how many came into another state
   */
  public int settle(String route, JoinRule rule) {
    return groups.settle(route, rule);
  }

  /** A drop and those that it runs with, or waits for; empty where there is no such drop. */
  public DropGroup group(String id) {
    return groups.of(id);
  }

  /** All drops that a run works on, also those that were done before. */
  public List<Drop> ofRun(String runId) {
    return groups.ofRun(runId);
  }

  /**
   * What was seen of a folder whose drop stays what it is: its files are the same, at other times.
   *
   * @param signature of what can be seen without a walk
   */
  public boolean observed(Drop drop, String fingerprint, String signature) {
    return folders.observed(drop, fingerprint, signature);
  }

  /** By drop, the signatures that {@link #observed} was told. */
  public Map<String, String> signatures(String route) {
    return folders.signatures(route);
  }

  /** The files that a drop had when it was complete; empty before. */
  public Optional<byte[]> listing(String id) {
    return folders.listing(id);
  }

  /**
   * The first drop of a route with these contents that was taken; the drop itself not. One that was
   * replaced, or whose folder vanished, before it was done was not taken; nor does an earlier state
   * of the same folder count.
   */
  public Optional<Drop> sameContent(Drop drop, String content) {
    return folders.sameContent(drop, content);
  }

  /**
   * Makes duplicates complete whose original was never done and is no more: its folder changed or
   * vanished before. Where layers are asked for they wait to be joined.
   *
   * @return how many
   */
  public int takeOrphans(String route) {
    return folders.takeOrphans(route);
  }

  /**
   * Whether this reader is to read the files of a folder. Another gets it when the time is over, or
   * after {@link #releaseReading}; who asks again in time keeps it.
   *
   * @param reader that no one else is named like
   */
  public boolean takeReading(String route, String root, String path, String reader, Duration time) {
    return reading.take(route, root, path, reader, time);
  }

  /** A reader reads nothing any more. */
  public void releaseReading(String reader) {
    reading.release(reader);
  }

  /** Leaves a drop that nobody holds in another state. */
  public boolean move(Drop drop, DropState state, String reason) {
    return folders.move(drop, state, reason);
  }

  /**
   * Takes the complete drop of a route that has waited longest, if its next attempt is due, with
   * all that it was joined with.
   *
   * @param instance that takes it; one that was taken for dead gets nothing
   * @return of several that were joined, the one that stands for them: what is said of it in the
   *     following methods is said of all
   */
  public Optional<Drop> claim(String route, String instance) {
    return claims.claim(route, instance);
  }

  /** The workflow of a drop that the instance holds begins. */
  public boolean running(Drop drop, String instance, String runId) {
    return claims.running(drop, instance, runId);
  }

  /** A drop that the instance holds has come to an end. */
  public boolean end(Drop drop, String instance, DropState state, String reason) {
    return claims.end(drop, instance, state, reason);
  }

  /** A drop that the instance holds is to be tried again. */
  public boolean again(Drop drop, String instance, Instant at, String reason) {
    return claims.again(drop, instance, at, reason);
  }

  /**
   * Gives back a drop that the instance holds. The attempt does not count: it was not the drop's
   * fault.
   *
   * @param at not to be taken before; null for at once
   */
  public boolean giveBack(Drop drop, String instance, Instant at, String reason) {
    return claims.giveBack(drop, instance, at, reason);
  }

  /** The drops of a route that an instance holds; of several that were joined, as claimed, one. */
  public List<Drop> held(String route, String instance) {
    return claims.held(route, instance);
  }

  /**
   * Gives back what an instance holds that is no more. The attempt does not count: it was not the
   * drop's fault.
   *
   * @return how many
   */
  public int release(String instance, String reason) {
    return claims.release(instance, reason);
  }

  /**
   * A person wants a drop tried once more that was rejected or failed; its attempts start anew, and
   * what ended together with it is tried together. One that waits for layers runs with what there
   * is.
   */
  public boolean retry(String id, String reason) {
    return folders.retry(id, reason);
  }

  /**
   * A person does not want a drop; what an instance holds already is not stopped by this. What it
   * was joined with waits again.
   */
  public boolean reject(String id, String reason) {
    return folders.reject(id, reason);
  }

  public Optional<Drop> get(String id) {
    return rows.read(handle -> DropRows.get(handle, id));
  }

  /** The newest first. */
  public List<Drop> list(Filter filter, int limit, int offset) {
    return listing.list(filter, limit, offset);
  }

  /** How many drops {@link #list} goes through, however long its pages are. */
  public int count(Filter filter) {
    return listing.count(filter);
  }

  /** How many drops of all routes are in each state; those without any are left out. */
  public Map<DropState, Integer> counts() {
    return listing.counts(null);
  }

  /** The oldest first. */
  public List<DropEvent> history(String id) {
    return listing.history(id);
  }

  /** How many drops of a route are in each state; those without any are left out. */
  public Map<DropState, Integer> counts(String route) {
    return listing.counts(route);
  }

  /**
   * Since when the drop waits that might have run first; empty where none waits. One that waits for
   * layers may run when its time is over.
   */
  public Optional<Instant> oldestWaiting(String route) {
    return listing.oldestWaiting(route);
  }
}
