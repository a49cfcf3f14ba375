package org.omicroutes.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Runs and their tasks. A method that changes a run says whether it did: false means that the run
 * was no longer in the state, or no longer the instance's, that the caller took it for.
 */
public final class RunStore {
  private final RunRows rows;
  private final RunClaims claims;
  private final RunListing listing;
  private final RunTasks tasks;

  public RunStore(StateDatabase database) {
    rows = new RunRows(database);
    claims = new RunClaims(rows);
    listing = new RunListing(rows);
    tasks = new RunTasks(database);
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

  /** What a run was given to be found by. */
  public record Tag(String name, String value) {}

  /** Which runs are listed; null for any. */
  public record Filter(String owner, RunState state, String workflow, Tag tag) {
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
    return rows.add(wanted);
  }

  /** Takes the run that has waited longest and belongs to no drop (a drop's run has its route). */
  public Optional<Run> claim(String instance) {
    return claims.claim(instance);
  }

  /** A run that an instance begins by itself, such as a drop's. */
  public boolean begin(String id, String instance) {
    return claims.begin(id, instance);
  }

  /** The steps of a run that the instance holds begin. */
  public boolean running(String id, String instance) {
    return claims.running(id, instance);
  }

  /**
   * A run that the instance holds has come to an end; one that was told to stop is CANCELED
   * whatever else is said.
   *
   * @param error in plain language; empty for none
   */
  public boolean end(String id, String instance, RunState state, String error) {
    return claims.end(id, instance, state, error);
  }

  /** A run that the instance holds waits for another attempt. */
  public boolean again(String id, String instance, String error) {
    return claims.again(id, instance, error);
  }

  /** A run that waits, and that nobody goes on with: another one takes its place. */
  public boolean abandon(String id, String reason) {
    return claims.abandon(id, reason);
  }

  /**
   * A run that the instance holds waits for somebody to go on with it; the attempt does not count.
   * One that was told to stop is CANCELED.
   */
  public boolean park(String id, String instance, String reason) {
    return claims.park(id, instance, reason);
  }

  /**
   * Tells a run to stop: at once where nobody works on it, else the instance that does is to end
   * it.
   *
   * @return false where it has ended
   */
  public boolean cancel(String id) {
    return claims.cancel(id);
  }

  /** Gives back the runs of an instance that is no more; those told to stop are CANCELED. */
  public int release(String instance) {
    return claims.release(instance);
  }

  public Optional<Run> get(String id) {
    return rows.get(id);
  }

  /** The newest run of a drop. */
  public Optional<Run> ofDrop(String dropId) {
    return listing.ofDrop(dropId);
  }

  /** The newest first. */
  public List<Run> list(Filter filter, Before before, int limit) {
    return listing.list(filter, before, limit);
  }

  /** How many runs are in each state; those without any are left out. */
  public Map<RunState, Integer> counts() {
    return listing.counts();
  }

  /**
   * A step of a run begins, or its result is taken.
   *
   * @return its number
   */
  public int addTask(String runId, String name, String label, RunState state, boolean reused) {
    return tasks.add(runId, name, label, state, reused);
  }

  /**
   * A task that is heard of when it has ended; it gets the next number.
   *
   * @param task its times are now where they are null
   */
  public void addEndedTask(Task task) {
    tasks.add(task);
  }

  /**
   * A step has ended.
   *
   * @param message empty for nothing
   */
  public void endTask(String runId, int number, RunState state, boolean reused, String message) {
    tasks.end(runId, number, state, reused, message);
  }

  /** Forgets the tasks of an earlier attempt: what they made is reused and comes again. */
  public void clearTasks(String runId) {
    tasks.clear(runId);
  }

  /**
   * In the order of their numbers.
   *
   * @param after numbers above this; 0 for the first page
   */
  public List<Task> tasks(String runId, int after, int limit) {
    return tasks.list(runId, after, limit);
  }

  /** How many tasks of a run are in each state; those without any are left out. */
  public Map<RunState, Integer> taskCounts(String runId) {
    return tasks.counts(runId);
  }
}
