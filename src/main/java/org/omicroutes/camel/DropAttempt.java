package org.omicroutes.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropGroup;
import org.omicroutes.state.DropState;
import org.omicroutes.state.Run;
import org.omicroutes.state.RunState;
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

  private final DropServices services;
  private final DropsEndpoint endpoint;
  private final Drop drop;
  private final String instance;
  private final AttemptStops stops = new AttemptStops();
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
    if (stops.isParking()) {
      throw stops.stop(StopAttempt.Why.PARKED);
    }
    group = joined();
    AttemptRun entered = new AttemptRun(services, endpoint.work(), drop, group);
    if (entered.wasCanceled()) {
      throw stops.stop(StopAttempt.Why.CANCELED);
    }
    Path results = entered.folder();
    run =
        services
            .database()
            .together(
                () -> {
                  String id = entered.enter(results);
                  if (!services.drops().running(drop, instance, id)) {
                    throw stops.stop(StopAttempt.Why.LOST);
                  }
                  return entered.begin(id, instance);
                });
    tasks = new TaskLog(services.runs(), run.id());
  }

  /** Those that this instance got together with the drop, and those that were done before. */
  private DropGroup joined() {
    DropGroup all = services.drops().group(drop.id());
    List<Drop> ours = all.drops().stream().filter(one -> instance.equals(one.claimedBy())).toList();
    return new DropGroup(ours.isEmpty() ? List.of(drop) : ours, all.earlier());
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
    message.setHeader("OmicDropNames", group.inOrder().stream().map(Drop::path).toList());
    message.setHeader("OmicDropAttempt", drop.attempts());
    message.setHeader("OmicRunId", run.id());
    message.setHeader("OmicRunFolder", run.folder());
  }

  /** Who has to hear of the run's steps: they are entered, and stopped where that is asked for. */
  List<RunListener> listeners() {
    return List.of(stops, tasks);
  }

  /** The running step is the last one. */
  void park() {
    stops.park();
  }

  /** The running step is left as soon as it notices, and the drop given back now. */
  void parkNow() {
    stops.parkNow();
    settle(AttemptEnds.stopped(stops.why()));
  }

  /**
   * Enters how the attempt ended, unless it has been entered already. Called again where the
   * database did not answer.
   *
   * @param failure null where the workflow came to its end
   */
  void end(Throwable failure) {
    AttemptEnds ends = new AttemptEnds(drop, group, endpoint.retries(), services.clock());
    if (failure == null) {
      settle(ends.done(run.folder()));
    } else if (stops.why() != null) {
      settle(AttemptEnds.stopped(stops.why()));
    } else if (run == null && DropFailure.isOfDatabase(failure) || isAway()) {
      Instant soon = services.clock().instant().plus(endpoint.polling().delay());
      settle(AttemptEnds.hindered(DropFailure.of(failure), soon));
    } else {
      settle(ends.failed(DropFailure.of(failure)));
    }
  }

  /**
   * Whether the drop's folder, or the whole watched one, is gone: what is missing is no bad data.
   */
  private boolean isAway() {
    return Files.notExists(folder());
  }

  private synchronized void settle(AttemptEnd end) {
    if (settled) {
      return;
    }
    if (stops.why() == StopAttempt.Why.LOST) {
      String reason = StopAttempt.Why.LOST.reason();
      LOG.warn("drop {}: {}; what was done here is left", drop.name(), reason);
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
  private boolean write(AttemptEnd end) {
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
  private boolean isThere(AttemptEnd end) {
    return services
        .drops()
        .get(drop.id())
        .filter(now -> now.claimedBy() == null && now.state() == end.state())
        .filter(now -> now.reason().equals(end.reason()))
        .isPresent();
  }

  private void tell(AttemptEnd end) {
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
    if (run == null || stops.why() != null) {
      return;
    }
    try {
      boolean ours =
          services.drops().get(drop.id()).filter(d -> instance.equals(d.claimedBy())).isPresent();
      if (!ours) {
        stops.stop(StopAttempt.Why.LOST);
      } else if (services.runs().get(run.id()).map(Run::cancelling).orElse(false)) {
        stops.stop(StopAttempt.Why.CANCELED);
      }
    } catch (RuntimeException e) {
      LOG.debug("drop {}: the database does not answer: {}", drop.name(), e.getMessage());
    }
  }
}
