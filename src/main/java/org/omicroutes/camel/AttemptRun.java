package org.omicroutes.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropGroup;
import org.omicroutes.state.Run;
import org.omicroutes.state.RunState;
import org.omicroutes.state.RunStore;

/** The run of a drop, as an attempt enters it in the state or goes on with it. */
final class AttemptRun {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DropServices services;
  private final DropsEndpoint.Work work;
  private final Drop drop;
  private final DropGroup group;
  private final Optional<Run> before;

  /**
   * @param group the drop with those that it was joined with
   */
  AttemptRun(DropServices services, DropsEndpoint.Work work, Drop drop, DropGroup group) {
    this.services = services;
    this.work = work;
    this.drop = drop;
    this.group = group;
    this.before = services.runs().ofDrop(drop.id());
  }

  /** Whether a person told the run of an earlier attempt to stop. */
  boolean wasCanceled() {
    return before.isPresent() && before.get().state() == RunState.CANCELED && drop.attempts() > 1;
  }

  /**
   * Where the results go: a drop that is tried again goes on in its folder, and so does one that
   * replaces another.
   */
  Path folder() throws IOException {
    Optional<Run> last = before;
    Optional<String> earlier = Optional.ofNullable(drop.follows());
    while (last.isEmpty() && earlier.isPresent()) {
      last = services.runs().ofDrop(earlier.get());
      earlier = earlier.flatMap(services.drops()::get).map(Drop::follows);
    }
    return last.isPresent()
        ? Path.of(last.get().folder())
        : new ResultFolders(work.results()).of(drop);
  }

  /**
   * Enters the run, unless it is there and has not ended.
   *
   * @return its id
   */
  String enter(Path results) {
    return before
        .filter(known -> !known.state().hasEnded())
        .map(Run::id)
        .orElseGet(() -> add(results));
  }

  private String add(Path results) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("workflow_type", "omicroutes");
    request.put("workflow_url", work.workflow());
    request.put("workflow_params", parameters());
    return services
        .runs()
        .add(
            new RunStore.Wanted(
                RunStore.newId(),
                work.workflow(),
                "omicroutes",
                "drops",
                json(request),
                json(tags()),
                results.toString(),
                null,
                drop.id()))
        .id();
  }

  /** The instance begins with the run, from its first step; runs that it replaces end. */
  Run begin(String id, String instance) {
    if (!services.runs().begin(id, instance) || !services.runs().running(id, instance)) {
      throw new IllegalStateException("another instance works on the run " + id);
    }
    services.runs().clearTasks(id);
    abandonOthers(id);
    return services.runs().get(id).orElseThrow();
  }

  /** Runs that drops of the group had begun by themselves come to no end. */
  private void abandonOthers(String id) {
    for (Drop one : group.drops()) {
      services
          .runs()
          .ofDrop(one.id())
          .filter(other -> !other.id().equals(id))
          .ifPresent(other -> services.runs().abandon(other.id(), "joined into the run " + id));
    }
  }

  private Map<String, Object> parameters() {
    Map<String, Object> parameters =
        new LinkedHashMap<>(Map.of("drop", DropAttempt.folder(drop).toString()));
    if (group.isJoined()) {
      parameters.put(
          "drops",
          group.inOrder().stream().map(one -> DropAttempt.folder(one).toString()).toList());
    }
    return parameters;
  }

  private Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("drop", drop.name());
    tags.put("route", drop.route());
    if (group.isJoined()) {
      tags.put("drops", String.join(", ", names()));
    }
    return tags;
  }

  private List<String> names() {
    return group.inOrder().stream().map(Drop::path).toList();
  }

  private static String json(Map<String, ?> value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
