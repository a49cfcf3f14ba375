package org.omicroutes.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.omicroutes.state.Figures;
import org.omicroutes.state.StateDatabase;

/** Binds the metrics of a server, and reads the state for them every few seconds. */
@ApplicationScoped
public class ServerMetrics {
  @Inject MeterRegistry registry;
  @Inject Instance<Figures> figures;
  @Inject Instance<RouteHealth> routes;
  @Inject Instance<ServerChecks> checks;
  @Inject Instance<RunTelemetry> telemetry;

  @ConfigProperty(name = "omicroutes.serve", defaultValue = "false")
  boolean serves;

  @ConfigProperty(name = "omicroutes.instance.silence", defaultValue = "60s")
  Duration silence;

  @ConfigProperty(name = "omicroutes.metrics.refresh", defaultValue = "10s")
  Duration refresh;

  private static final long PATIENCE_SECONDS = 5;

  /** What others refuse to start is not measured. */
  private static final int LAST = Integer.MAX_VALUE;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          run -> {
            Thread thread = new Thread(run, "metrics");
            thread.setDaemon(true);
            return thread;
          });

  @Produces
  @Singleton
  Figures figures(StateDatabase database) {
    return new Figures(database);
  }

  /** The command line has neither a state nor anybody who reads metrics. */
  void start(@Observes @Priority(LAST) StartupEvent event) {
    if (!serves) {
      return;
    }
    // Made now so that its gauges are there before the first run.
    telemetry.get();
    bindDisk();
    StateMetrics state =
        new StateMetrics(figures::get, () -> routes.get().entries(), silence, Clock.systemUTC());
    state.bindTo(registry);
    clock.scheduleWithFixedDelay(
        () -> refresh(state), 0, refresh.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void bindDisk() {
    Gauge.builder("omicroutes.disk.free", () -> disk(DiskSpace::bytes))
        .description("Bytes that may still be written where results go")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("omicroutes.disk.free.files", () -> disk(space -> space.inodes().orElseThrow()))
        .description("Files that may still be made where results go; missing without a limit")
        .register(registry);
  }

  private double disk(ToDoubleFunction<DiskSpace> figure) {
    try {
      return figure.applyAsDouble(checks.get().disk());
    } catch (IOException | RuntimeException cannotBeTold) {
      return Double.NaN;
    }
  }

  private static void refresh(StateMetrics state) {
    try {
      state.refresh();
    } catch (RuntimeException e) {
      Log.warnf("metrics of the state: %s", Probe.message(e));
    }
  }

  void stop(@Observes ShutdownEvent event) {
    // Else the last reading would find the database closed.
    clock.shutdown();
    try {
      clock.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
