package org.omicroutes.ops;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.StatefulService;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.spi.SupervisingRouteController;
import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;
import org.apache.camel.support.ScheduledPollConsumer;

/** Whether each route does its work, and if not, why, in a sentence for operators. */
@Singleton
public class RouteHealth {
  /** A consumer that polls every few milliseconds may be late by this. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  private static final int MISSED_POLLS = 20;
  private static final int MOST_TROUBLES = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration KEEP = Duration.ofSeconds(2);

  private final CamelContext context;
  private final Function<String, Optional<String>> stuck;
  private final Clock clock;
  private final Map<Path, Probe<Path>> folders = new ConcurrentHashMap<>();

  @Inject
  RouteHealth(CamelContext context, StuckWork stuck) {
    this(context, stuck::ofRoute, Clock.systemUTC());
  }

  /**
   * @param stuck why a route's work is stuck; empty where it is not
   */
  RouteHealth(CamelContext context, Function<String, Optional<String>> stuck, Clock clock) {
    this.context = context;
    this.stuck = stuck;
    this.clock = clock;
  }

  /**
   * How a route does.
   *
   * @param reason empty where it is up
   */
  public record Status(String route, String description, String reason) {
    public boolean up() {
      return reason.isEmpty();
    }
  }

  /** The routes through which work comes in, those that others call ({@code direct:}) not. */
  public List<Status> entries() {
    return context.getRoutes().stream().filter(RouteHealth::isEntry).map(this::status).toList();
  }

  /** Whether work comes in through a route, rather than from other routes. */
  static boolean isEntry(Route route) {
    return !(route.getEndpoint() instanceof DirectEndpoint);
  }

  private Status status(Route route) {
    String description = route.getDescription() == null ? "" : route.getDescription();
    return new Status(route.getRouteId(), description, reason(route).orElse(""));
  }

  /** Why a route does not do its work; empty where it does. */
  public Optional<String> reason(String routeId) {
    Route route = context.getRoute(routeId);
    return route == null ? Optional.of("the route is not there") : reason(route);
  }

  /** What a route that does its work could not do yet, in one sentence; empty for nothing. */
  public Optional<String> trouble(String routeId) {
    Route route = context.getRoute(routeId);
    if (route == null || !(route.getConsumer() instanceof Troubled troubled)) {
      return Optional.empty();
    }
    List<String> all = troubled.troubles();
    String shown = String.join("; ", all.subList(0, Math.min(MOST_TROUBLES, all.size())));
    int more = all.size() - MOST_TROUBLES;
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(more > 0 ? shown + "; and " + more + " more" : shown);
  }

  /** Which of the routes that others call are not started; empty where all are. */
  Optional<String> innerReason() {
    return context.getRoutes().stream()
        .filter(route -> !isEntry(route))
        .flatMap(route -> service(route).map(why -> route.getRouteId() + ": " + why).stream())
        .findFirst();
  }

  private Optional<String> reason(Route route) {
    return Stream.<Function<Route, Optional<String>>>of(
            this::controller, this::service, this::polls, this::ownCheck, this::folder, this::work)
        .flatMap(look -> look.apply(route).stream())
        .findFirst();
  }

  private Optional<String> controller(Route route) {
    if (!(context.getRouteController() instanceof SupervisingRouteController controller)) {
      return Optional.empty();
    }
    Throwable cause = controller.getRestartException(route.getRouteId());
    String because = cause == null ? "" : ": " + Probe.message(cause);
    if (holds(controller.getExhaustedRoutes(), route)) {
      return Optional.of("exhausted: it could not be started and is not tried again" + because);
    }
    return holds(controller.getRestartingRoutes(), route)
        ? Optional.of("starting: it could not be started and is tried again" + because)
        : Optional.empty();
  }

  private static boolean holds(Iterable<Route> routes, Route wanted) {
    for (Route route : routes) {
      if (route.getRouteId().equals(wanted.getRouteId())) {
        return true;
      }
    }
    return false;
  }

  private Optional<String> service(Route route) {
    ServiceStatus status = context.getRouteController().getRouteStatus(route.getRouteId());
    Consumer consumer = route.getConsumer();
    if (context.isStarting() || status == null || status.isInitializing() || status.isStarting()) {
      return Optional.of("starting");
    }
    if (!status.isStarted()) {
      return Optional.of(status.isSuspended() ? "suspended" : "stopped");
    }
    return consumer instanceof StatefulService service && !service.getStatus().isStarted()
        ? Optional.of("its consumer is " + service.getStatus().name().toLowerCase())
        : Optional.empty();
  }

  private Optional<String> polls(Route route) {
    if (!(route.getConsumer() instanceof ScheduledPollConsumer consumer)) {
      return Optional.empty();
    }
    Optional<PollClock> polls = PollClocks.of(consumer);
    if (consumer.getRepeatCount() > 0 && consumer.getCounter() > consumer.getRepeatCount()) {
      return Optional.of(
          "exhausted: it was to poll " + consumer.getRepeatCount() + " times and polls no more");
    }
    if (consumer.getErrorCounter() > 0) {
      return Optional.of(
          "its last "
              + consumer.getErrorCounter()
              + " polls failed: "
              + polls.map(PollClock::error).orElse(""));
    }
    if (!consumer.isFirstPollDone() && !isAtWork(route)) {
      return Optional.of("starting: it has not polled yet");
    }
    return polls.flatMap(clock -> late(consumer, clock));
  }

  /** Some consumers work on what they find within their poll, which may be their first. */
  private boolean isAtWork(Route route) {
    return route.getConsumer() instanceof ScheduledPollConsumer consumer
        && consumer.isPolling()
        && context.getInflightRepository().size(route.getRouteId()) > 0;
  }

  private Optional<String> late(ScheduledPollConsumer consumer, PollClock polls) {
    if (consumer.isPolling()
        || !(consumer.getScheduler() instanceof DefaultScheduledPollConsumerScheduler)) {
      return Optional.empty();
    }
    long everyMillis =
        TimeUnit.MILLISECONDS.convert(consumer.getDelay(), consumer.getTimeUnit())
            * (1 + consumer.getBackoffMultiplier());
    Duration most = Duration.ofMillis(everyMillis * MISSED_POLLS);
    Duration silent = Duration.between(polls.at(), clock.instant());
    return silent.compareTo(most.compareTo(GRACE) > 0 ? most : GRACE) > 0
        ? Optional.of(
            "it has not polled for " + silent.toSeconds() + " s; due every " + everyMillis + " ms")
        : Optional.empty();
  }

  /** What the consumer's component itself has to say. */
  private Optional<String> ownCheck(Route route) {
    if (!(route.getConsumer() instanceof HealthCheckAware aware)
        || aware.getHealthCheck() == null
        || !aware.getHealthCheck().isEnabled()
        || isAtWork(route)) {
      return Optional.empty();
    }
    HealthCheck.Result result = aware.getHealthCheck().call();
    if (result.getState() != HealthCheck.State.DOWN) {
      return Optional.empty();
    }
    return Optional.of(
        result
            .getMessage()
            .or(() -> result.getError().map(Probe::message))
            .orElse("its consumer is down"));
  }

  private Optional<String> folder(Route route) {
    Optional<Path> folder = WatchedFolder.of(route.getEndpoint());
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    try {
      folders
          .computeIfAbsent(
              folder.get(), path -> new Probe<>(() -> FolderChecks.watched(path), PATIENCE, KEEP))
          .answer();
      return Optional.empty();
    } catch (IOException e) {
      String text = e.getMessage();
      return Optional.of(
          text.contains(folder.get().toString())
              ? text
              : "the folder " + folder.get() + ": " + text);
    }
  }

  private Optional<String> work(Route route) {
    return stuck.apply(route.getRouteId());
  }
}
