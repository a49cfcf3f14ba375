package org.omicroutes.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropGroup;
import org.omicroutes.state.DropState;
import org.omicroutes.state.Run;
import org.omicroutes.state.RunState;
import org.omicroutes.state.RunStore;
import org.omicroutes.step.Execution;
import org.omicroutes.step.RunListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt at a drop that this instance holds: its run in the state from begin to end. It
 * travels with the exchange as the property {@link #PROPERTY}. Every change of state that belongs
 * together, of the drop and of its run, is one transaction: a process that is killed leaves both or
 * neither.
 */
final class DropAttempt {
  /** The exchange property that carries the attempt. */
  static final String PROPERTY = "omicDropAttempt";

  private static final Logger LOG = LoggerFactory.getLogger(DropAttempt.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DropServices services;
  private final DropsEndpoint endpoint;
  private final Drop drop;
  private final String instance;
  private volatile boolean parking;
  private volatile boolean impatient;
  private volatile StopAttempt.Why why;
  private volatile Run run;
  private volatile DropGroup group;
  private volatile TaskLog tasks;
  private boolean settled;

  /**
   * @param drop as it was claimed
   * @param instance that holds it
   */
  DropAttempt(DropServices services, DropsEndpoint endpoint, Drop drop, String instance) {
    this.services = services;
    this.endpoint = endpoint;
    this.drop = drop;
    this.instance = instance;
    this.group = new DropGroup(List.of(drop), List.of());
  }

  /** How an attempt ends: the drop's state and, where it is to be tried again, when. */
  private record End(DropState state, Instant again, boolean counts, String reason) {
    RunState ofRun() {
      return switch (state) {
        case DONE -> RunState.COMPLETE;
        case REJECTED -> RunState.EXECUTOR_ERROR;
        default -> RunState.SYSTEM_ERROR;
      };
    }
  }

  Drop drop() {
    return drop;
  }

  Path folder() {
    return folder(drop);
  }

  /** The drop with those that it was joined with; known once begun. */
  DropGroup group() {
    return group;
  }

  static Path folder(Drop drop) {
    return Path.of(drop.root()).resolve(drop.path());
  }

  /** Of the run in the state; known once begun. */
  String runId() {
    return run.id();
  }

  /** Where the results go; known once begun. */
  Path results() {
    return Path.of(run.folder());
  }

  /**
   * Enters the run, and that drop and run are at work.
   *
   * @throws StopAttempt where the drop is not this instance's any more
   * @throws IOException where there can be no folder for the results
   */
  void begin() throws IOException {
    if (parking) {
      throw stop(StopAttempt.Why.PARKED);
    }
    group = joined();
    Optional<Run> before = services.runs().ofDrop(drop.id());
    if (before.isPresent() && before.get().state() == RunState.CANCELED && drop.attempts() > 1) {
      throw stop(StopAttempt.Why.CANCELED);
    }
    Path results = folder(before);
    run =
        services
            .database()
            .together(
                () -> {
                  String id =
                      before
                          .filter(known -> !known.state().hasEnded())
                          .map(Run::id)
                          .orElseGet(() -> enter(results));
                  if (!services.drops().running(drop, instance, id)) {
                    throw stop(StopAttempt.Why.LOST);
                  }
                  if (!services.runs().begin(id, instance)
                      || !services.runs().running(id, instance)) {
                    throw new IllegalStateException("another instance works on the run " + id);
                  }
                  services.runs().clearTasks(id);
                  abandonOthers(id);
                  return services.runs().get(id).orElseThrow();
                });
    tasks = new TaskLog(services.runs(), run.id());
  }

  /** Those that this instance got together with the drop, and those that were done before. */
  private DropGroup joined() {
    DropGroup all = services.drops().group(drop.id());
    List<Drop> ours = all.drops().stream().filter(one -> instance.equals(one.claimedBy())).toList();
    return new DropGroup(ours.isEmpty() ? List.of(drop) : ours, all.earlier());
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

  /** A drop that is tried again goes on in its folder, and so does one that replaces another. */
  private Path folder(Optional<Run> before) throws IOException {
    Optional<Run> last = before;
    Optional<String> earlier = Optional.ofNullable(drop.follows());
    while (last.isEmpty() && earlier.isPresent()) {
      last = services.runs().ofDrop(earlier.get());
      earlier = earlier.flatMap(services.drops()::get).map(Drop::follows);
    }
    return last.isPresent()
        ? Path.of(last.get().folder())
        : new ResultFolders(endpoint.work().results()).of(drop);
  }

  private String enter(Path results) {
    String workflow = endpoint.work().workflow();
    return services
        .runs()
        .add(
            new RunStore.Wanted(
                RunStore.newId(),
                workflow,
                "omicroutes",
                "drops",
                json(
                    Map.of(
                        "workflow_type",
                        "omicroutes",
                        "workflow_url",
                        workflow,
                        "workflow_params",
                        parameters())),
                json(tags()),
                results.toString(),
                null,
                drop.id()))
        .id();
  }

  private Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>(Map.of("drop", folder().toString()));
    if (group.isJoined()) {
      parameters.put("drops", group.inOrder().stream().map(one -> folder(one).toString()).toList());
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

  /** What a route gets of the drop; its folder is the body, as text. */
  void describe(Exchange exchange) {
    exchange.setProperty(PROPERTY, this);
    var message = exchange.getMessage();
    message.setBody(folder().toString());
    message.setHeader("OmicDropId", drop.id());
    message.setHeader("OmicDropPath", drop.path());
    message.setHeader("OmicDropName", drop.name());
    message.setHeader("OmicDropRoute", drop.route());
    message.setHeader("OmicDropNames", names());
    message.setHeader("OmicDropAttempt", drop.attempts());
    message.setHeader("OmicRunId", run.id());
    message.setHeader("OmicRunFolder", run.folder());
  }

  /** Who has to hear of the run's steps: they are entered, and stopped where that is asked for. */
  List<RunListener> listeners() {
    return List.of(new Stops(), tasks);
  }

  /** The running step is the last one. */
  void park() {
    parking = true;
  }

  /** The running step is left as soon as it notices, and the drop given back now. */
  void parkNow() {
    parking = true;
    impatient = true;
    if (why == null) {
      why = StopAttempt.Why.PARKED;
    }
    settle(ofStop());
  }

  private StopAttempt stop(StopAttempt.Why because) {
    why = because;
    return new StopAttempt(because);
  }

  /**
   * Enters how the attempt ended, unless it has been entered already. Called again where the
   * database did not answer.
   *
   * @param failure null where the workflow came to its end
   */
  void end(Throwable failure) {
    if (failure == null) {
      settle(done());
    } else if (why != null) {
      settle(ofStop());
    } else if (run == null && DropFailure.isOfDatabase(failure) || isAway()) {
      Instant soon = services.clock().instant().plus(endpoint.polling().delay());
      settle(new End(DropState.COMPLETE, soon, false, DropFailure.of(failure).reason()));
    } else {
      settle(of(DropFailure.of(failure)));
    }
  }

  /**
   * Whether the drop's folder, or the whole watched one, is gone: what is missing is no bad data.
   */
  private boolean isAway() {
    return Files.notExists(folder());
  }

  private End done() {
    String of = group.isJoined() ? " of the joined drops " + String.join(", ", names()) : "";
    return new End(DropState.DONE, null, true, "results" + of + " in " + run.folder());
  }

  private End ofStop() {
    return switch (why) {
      case CANCELED -> new End(DropState.REJECTED, null, true, why.reason());
      default -> new End(DropState.COMPLETE, null, false, why.reason());
    };
  }

  private End of(DropFailure failure) {
    String reason = atFault(failure.reason()) + failure.reason();
    if (!failure.passing()) {
      return new End(DropState.REJECTED, null, true, reason);
    }
    DropRetries retries = endpoint.retries();
    String of = failure.ofServer() ? "" : " of " + retries.attempts();
    String count = "attempt " + drop.attempts() + of;
    if (drop.attempts() >= retries.attempts() && !failure.ofServer()) {
      return new End(DropState.FAILED, null, true, reason + " (" + count + ")");
    }
    Instant next = services.clock().instant().plus(retries.after(drop.attempts()));
    return new End(DropState.COMPLETE, next, true, reason + " (" + count + "; tried again)");
  }

  /** Of several drops the one whose file is at fault, where the message names it. */
  private String atFault(String message) {
    if (!group.isJoined()) {
      return "";
    }
    String at =
        group.inOrder().stream()
            .filter(one -> message.contains(folder(one) + "/"))
            .findFirst()
            .map(one -> ", at fault is " + one.path())
            .orElse("");
    return "of the joined drops " + String.join(", ", names()) + at + ": ";
  }

  private synchronized void settle(End end) {
    if (settled) {
      return;
    }
    if (why == StopAttempt.Why.LOST) {
      LOG.warn("drop {}: {}; what was done here is left", drop.name(), why.reason());
    } else if (!services.database().together(() -> write(end)) && !isThere(end)) {
      LOG.warn(
          "drop {}: its end {} is not entered: {}",
          drop.name(),
          end.state(),
          StopAttempt.Why.LOST.reason());
    } else {
      tell(end);
    }
    settled = true;
  }

  /** Of the drop first: who gives things back takes them in the same order. */
  private boolean write(End end) {
    boolean again = end.state() == DropState.COMPLETE;
    boolean canceled =
        run != null && services.runs().get(run.id()).map(Run::cancelling).orElse(false);
    if (canceled && end.counts()) {
      String reason = StopAttempt.Why.CANCELED.reason();
      return services.drops().end(drop, instance, DropState.REJECTED, reason)
          && services.runs().end(run.id(), instance, RunState.CANCELED, reason);
    }
    boolean held;
    if (!again) {
      held = services.drops().end(drop, instance, end.state(), end.reason());
    } else if (end.counts()) {
      held = services.drops().again(drop, instance, end.again(), end.reason());
    } else {
      held = services.drops().giveBack(drop, instance, end.again(), end.reason());
    }
    if (!held || run == null) {
      return held;
    }
    String error = end.state() == DropState.DONE ? "" : end.reason();
    return again
        ? services.runs().again(run.id(), instance, error)
        : services.runs().end(run.id(), instance, end.ofRun(), error);
  }

  /** An answer that was lost on its way may have been that it is entered. */
  private boolean isThere(End end) {
    return services
        .drops()
        .get(drop.id())
        .filter(now -> now.claimedBy() == null && now.state() == end.state())
        .filter(now -> now.reason().equals(end.reason()))
        .isPresent();
  }

  private void tell(End end) {
    if (tasks != null) {
      RunState open = end.counts() ? RunState.SYSTEM_ERROR : RunState.CANCELED;
      tasks.close(open, end.reason());
    }
    switch (end.state()) {
      case DONE -> LOG.info("drop {} is done", drop.name());
      case COMPLETE ->
          LOG.warn(
              "drop {}, attempt {}: {}",
              drop.name(),
              drop.attempts(),
              end.counts() ? "failed, it is tried again" : "given back");
      default -> LOG.error("drop {} is {}; its entry says why", drop.name(), end.state());
    }
  }

  /** Whether the drop is still this instance's, and its run still wanted; called now and then. */
  void look() {
    if (run == null || why != null) {
      return;
    }
    try {
      boolean ours =
          services.drops().get(drop.id()).filter(d -> instance.equals(d.claimedBy())).isPresent();
      if (!ours) {
        stop(StopAttempt.Why.LOST);
      } else if (services.runs().get(run.id()).map(Run::cancelling).orElse(false)) {
        stop(StopAttempt.Why.CANCELED);
      }
    } catch (RuntimeException e) {
      LOG.debug("drop {}: the database does not answer: {}", drop.name(), e.getMessage());
    }
  }

  /**
   * Leaves the run where that is asked for. Who parks lets the steps that run come to their end.
   */
  private final class Stops implements RunListener {
    @Override
    public void started(Execution execution) {
      if (parking && why == null) {
        why = StopAttempt.Why.PARKED;
      }
      if (why != null) {
        throw new StopAttempt(why);
      }
    }

    @Override
    public boolean isStopping() {
      return why != null && (why != StopAttempt.Why.PARKED || impatient);
    }
  }
}
