package org.omicroutes.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropEvent;
import org.omicroutes.state.DropGroup;
import org.omicroutes.state.DropState;
import org.omicroutes.state.Run;
import org.omicroutes.state.RunState;

/**
 * A drop as it is told to others; what is not known is left out.
 *
 * @param path below the watched folder
 * @param content SHA-256 of names and contents, once complete
 * @param follows the drop whose contents it replaces
 * @param waitUntil when it runs at the latest, where its route asks for layers
 * @param groupId what drops that run together have in common
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DropView(
    String id,
    String route,
    String path,
    String profile,
    DropState state,
    String reason,
    int files,
    long bytes,
    String content,
    Instant foundAt,
    Instant changedAt,
    Instant stateAt,
    int attempts,
    Instant nextAttemptAt,
    String runId,
    String follows,
    Instant waitUntil,
    String groupId) {

  static DropView of(Drop drop) {
    return new DropView(
        drop.id(),
        drop.route(),
        drop.path(),
        drop.profile(),
        drop.state(),
        drop.reason(),
        drop.files(),
        drop.bytes(),
        drop.content(),
        drop.foundAt(),
        drop.changedAt(),
        drop.stateAt(),
        drop.attempts(),
        drop.nextAttemptAt(),
        drop.runId(),
        drop.follows(),
        drop.waitUntil(),
        drop.groupId());
  }

  /**
   * A page of drops, the newest first.
   *
   * @param total how many there are on all pages
   */
  public record Page(List<DropView> drops, int total, int limit, int offset) {}

  /**
   * All about a drop.
   *
   * @param history the oldest first
   * @param group the others that it runs with, or waits for, the latest last; left out where there
   *     are none
   * @param run its last; left out before the first
   */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Whole(
      DropView drop, List<DropEvent> history, List<Companion> group, RunSummary run) {}

  /**
   * A drop that another one runs with.
   *
   * @param earlier whether it was done before, and its layers are taken along
   */
  public record Companion(String id, String path, DropState state, boolean earlier) {
    /** The others of a drop's group; null for none. */
    static List<Companion> of(String id, DropGroup group) {
      List<Companion> others =
          group.inOrder().stream()
              .filter(drop -> !drop.id().equals(id))
              .map(
                  drop ->
                      new Companion(
                          drop.id(), drop.path(), drop.state(), group.earlier().contains(drop)))
              .toList();
      return others.isEmpty() ? null : others;
    }
  }

  /**
   * A run in short.
   *
   * @param tasks how many are in each state
   */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RunSummary(
      String id,
      String workflow,
      RunState state,
      String error,
      Instant createdAt,
      Instant startedAt,
      Instant endedAt,
      Map<RunState, Integer> tasks) {
    static RunSummary of(Run run, Map<RunState, Integer> tasks) {
      return new RunSummary(
          run.id(),
          run.workflow(),
          run.state(),
          run.error(),
          run.createdAt(),
          run.startedAt(),
          run.endedAt(),
          tasks);
    }
  }
}
