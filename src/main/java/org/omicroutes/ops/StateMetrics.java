package org.omicroutes.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.omicroutes.state.DropState;
import org.omicroutes.state.Figures;
import org.omicroutes.state.RunState;

/**
 * The state's figures as metrics. They are read at {@link #refresh}, not at a scrape: while the
 * database is away a scrape answers at once, {@code omicroutes_database_up} is 0 and the figures
 * are gone rather than old. All instances that share a database tell the same figures.
 */
final class StateMetrics implements MeterBinder {
  private final Supplier<Figures> figures;
  private final Supplier<Collection<RouteHealth.Status>> routes;
  private final Duration silence;
  private final Clock clock;
  private final Map<String, AtomicLong> counters = new ConcurrentHashMap<>();
  private final Map<String, Instant> waitingSince = new ConcurrentHashMap<>();

  private MeterRegistry registry;
  private MultiGauge drops;
  private MultiGauge dead;
  private MultiGauge oldest;
  private MultiGauge runs;
  private MultiGauge routeUp;
  private volatile double databaseUp;
  private volatile double alive = Double.NaN;

  /**
   * @param routes through which work comes in
   * @param silence after which an instance is taken for dead
   */
  StateMetrics(
      Supplier<Figures> figures,
      Supplier<Collection<RouteHealth.Status>> routes,
      Duration silence,
      Clock clock) {
    this.figures = figures;
    this.routes = routes;
    this.silence = silence;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry to) {
    registry = to;
    drops = gauge("omicroutes.drops", "Drops by state");
    dead = gauge("omicroutes.drops.dead", "Drops that are REJECTED or FAILED");
    oldest =
        MultiGauge.builder("omicroutes.drops.oldest.waiting")
            .description("For how long the drop has waited that waits longest; 0 where none does")
            .baseUnit("seconds")
            .register(to);
    runs = gauge("omicroutes.runs", "Runs by state");
    routeUp = gauge("omicroutes.route.up", "1 where a route does its work, else 0");
    Gauge.builder("omicroutes.database.up", () -> databaseUp)
        .description("1 where the database answers, else 0")
        .register(to);
    Gauge.builder("omicroutes.instances.alive", () -> alive)
        .description("Processes that share the state and have said lately that they are alive")
        .register(to);
  }

  private MultiGauge gauge(String name, String description) {
    return MultiGauge.builder(name).description(description).register(registry);
  }

  /** Brings the figures up to date; says in a metric, not by an exception, where that fails. */
  void refresh() {
    Collection<RouteHealth.Status> known = routes.get();
    routeUp.register(
        known.stream()
            .map(route -> Row.of(Tags.of("route", route.route()), route.up() ? 1 : 0))
            .toList(),
        true);
    try {
      readDrops(known);
      readRuns();
      alive = figures.get().alive(silence);
      databaseUp = 1;
    } catch (RuntimeException databaseIsAway) {
      databaseUp = 0;
      alive = Double.NaN;
      List.of(drops, dead, oldest, runs).forEach(gauge -> gauge.register(List.of(), true));
    }
  }

  private void readDrops(Collection<RouteHealth.Status> known) {
    Map<String, Map<DropState, Long>> byRoute = new LinkedHashMap<>();
    known.forEach(route -> byRoute.put(route.route(), new LinkedHashMap<>()));
    for (Figures.DropCount count : figures.get().drops()) {
      byRoute
          .computeIfAbsent(count.route(), route -> new LinkedHashMap<>())
          .put(count.state(), count.number());
    }
    drops.register(dropRows(byRoute), true);
    dead.register(
        byRoute.entrySet().stream()
            .map(
                route ->
                    Row.of(
                        Tags.of("route", route.getKey()),
                        route.getValue().getOrDefault(DropState.REJECTED, 0L)
                            + route.getValue().getOrDefault(DropState.FAILED, 0L)))
            .toList(),
        true);
    Map<String, Instant> waiting = figures.get().oldestWaiting();
    waitingSince.keySet().retainAll(waiting.keySet());
    waitingSince.putAll(waiting);
    oldest.register(
        new TreeSet<>(byRoute.keySet())
            .stream().map(r -> Row.of(Tags.of("route", r), () -> waited(r))).toList(),
        true);
    // Read before a counter is made: none may be scraped at 0 that stands higher.
    List<Figures.DropCount> ended = figures.get().ends();
    Map<String, Long> retried = figures.get().dropRetries();
    ended.forEach(end -> ends(end.route(), end.state(), end.number()));
    retried.forEach(this::retries);
    byRoute.keySet().forEach(route -> countFromZero(route, ended, retried));
  }

  private static List<Row<?>> dropRows(Map<String, Map<DropState, Long>> byRoute) {
    List<Row<?>> rows = new ArrayList<>();
    byRoute.forEach(
        (route, counts) -> {
          for (DropState state : DropState.values()) {
            rows.add(
                Row.of(
                    Tags.of("route", route, "state", state.name()),
                    counts.getOrDefault(state, 0L)));
          }
        });
    return rows;
  }

  private double waited(String route) {
    Instant since = waitingSince.get(route);
    return since == null ? 0 : Duration.between(since, clock.instant()).toMillis() / 1000.0;
  }

  private void readRuns() {
    Map<String, Map<RunState, Long>> byWorkflow = new LinkedHashMap<>();
    for (Figures.RunCount count : figures.get().runs()) {
      byWorkflow
          .computeIfAbsent(count.workflow(), workflow -> new LinkedHashMap<>())
          .put(count.state(), count.number());
    }
    List<Row<?>> rows = new ArrayList<>();
    byWorkflow.forEach(
        (workflow, counts) -> {
          for (RunState state : RunState.values()) {
            rows.add(
                Row.of(
                    Tags.of("workflow", workflow, "state", state.name()),
                    counts.getOrDefault(state, 0L)));
          }
        });
    runs.register(rows, true);
    Map<String, Long> retried = figures.get().runRetries();
    byWorkflow
        .keySet()
        .forEach(
            workflow ->
                count(
                    "omicroutes.run.retries",
                    "How often runs began again",
                    Tags.of("workflow", workflow),
                    retried.getOrDefault(workflow, 0L)));
  }

  /** A counter that appears with its first event hides that event from rate() and increase(). */
  private void countFromZero(
      String route, List<Figures.DropCount> ended, Map<String, Long> retried) {
    for (DropState state : DropState.values()) {
      boolean told = ended.stream().anyMatch(e -> e.route().equals(route) && e.state() == state);
      if (state.hasEnded() && !told) {
        ends(route, state, 0);
      }
    }
    if (!retried.containsKey(route)) {
      retries(route, 0);
    }
  }

  private void ends(String route, DropState state, long number) {
    count(
        "omicroutes.drops.ended",
        "How often drops came to an end, by the state in which they ended",
        Tags.of("route", route, "state", state.name()),
        number);
  }

  private void retries(String route, long number) {
    count(
        "omicroutes.drop.retries",
        "How often drops were taken again",
        Tags.of("route", route),
        number);
  }

  private void count(String name, String description, Tags tags, long number) {
    AtomicLong counter = counters.get(name + tags);
    if (counter != null) {
      counter.set(number);
      return;
    }
    AtomicLong made = new AtomicLong(number);
    counters.put(name + tags, made);
    FunctionCounter.builder(name, made, AtomicLong::get)
        .description(description)
        .tags(tags)
        .register(registry);
  }
}
