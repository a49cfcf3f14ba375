package org.omicroutes.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropState;
import org.omicroutes.state.DropStore;
import org.omicroutes.state.Figures;
import org.omicroutes.state.Instances;
import org.omicroutes.state.RunStore;
import org.omicroutes.state.StateDatabase;

class StateMetricsTest {
  private final Clock clock = Clock.systemUTC();
  private final JdbcConnectionPool pool =
      JdbcConnectionPool.create(
          "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
  private final StateDatabase database = new StateDatabase(pool, clock);
  private final DropStore drops = new DropStore(database);
  private final RunStore runs = new RunStore(database);
  private final Instances instances = new Instances(database, drops, runs);
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final StateMetrics metrics =
      new StateMetrics(
          () -> new Figures(database),
          () ->
              List.of(
                  new RouteHealth.Status("prognosis", "", ""),
                  new RouteHealth.Status("quiet", "", "stopped")),
          Duration.ofMinutes(1),
          clock);

  StateMetricsTest() {
    Flyway.configure().dataSource(pool).load().migrate();
    metrics.bindTo(registry);
  }

  @Test
  void theStateIsToldByRouteAndWorkflow() {
    String us = instances.enter("here");
    var seen = new DropStore.Sighting("prognosis", "/drops", "ada-17", "manifest", "f", 1, 9);
    Drop drop = drops.add(seen, DropState.COPYING, "files still change", null);
    drops.complete(drop, "c", new byte[0], "all is there");
    metrics.refresh();
    assertThat(registry.scrape())
        .contains(
            "omicroutes_drops{route=\"prognosis\",state=\"COMPLETE\",} 1.0",
            "omicroutes_drops{route=\"quiet\",state=\"COMPLETE\",} 0.0",
            "omicroutes_drops_oldest_waiting_seconds{route=\"quiet\",} 0.0",
            "omicroutes_drops_ended_total{route=\"prognosis\",state=\"REJECTED\",} 0.0",
            "omicroutes_route_up{route=\"prognosis\",} 1.0",
            "omicroutes_route_up{route=\"quiet\",} 0.0",
            "omicroutes_instances_alive 1.0",
            "omicroutes_database_up 1.0");
    drops.end(drops.claim("prognosis", us).orElseThrow(), us, DropState.REJECTED, "bad data");
    runs.add(new RunStore.Wanted("r", "study", "omicroutes", "ada", "{}", "{}", "/r", null, null));
    metrics.refresh();
    assertThat(registry.scrape())
        .contains(
            "omicroutes_drops{route=\"prognosis\",state=\"COMPLETE\",} 0.0",
            "omicroutes_drops_dead{route=\"prognosis\",} 1.0",
            "omicroutes_drops_ended_total{route=\"prognosis\",state=\"REJECTED\",} 1.0",
            "omicroutes_drop_retries_total{route=\"prognosis\",} 0.0",
            "omicroutes_runs{state=\"QUEUED\",workflow=\"study\",} 1.0")
        .doesNotContain("ada");
  }

  @Test
  void whileTheDatabaseIsAwayOldFiguresAreNotTold() {
    instances.enter("here");
    metrics.refresh();
    assertThat(registry.scrape()).contains("omicroutes_drops{route=\"quiet\",state=\"DONE\",} 0.0");
    pool.dispose();
    metrics.refresh();
    assertThat(registry.scrape())
        .contains("omicroutes_database_up 0.0", "omicroutes_instances_alive NaN")
        .doesNotContain("omicroutes_drops{");
  }
}
