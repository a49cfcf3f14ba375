package org.omicroutes.ops;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;
import org.omicroutes.api.ThisInstance;
import org.omicroutes.state.Figures;

/**
 * The checks behind {@code /observe/health}. Started: the routes have been loaded. Ready: the
 * server can take work and do it. Live: a restart would not help; what a restart cannot mend, such
 * as a database that is gone, leaves the server live.
 */
@Singleton
public class ServerChecks {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration KEEP = Duration.ofSeconds(1);
  private static final Duration DISK_KEEP = Duration.ofSeconds(10);

  @Inject ServerPhase phase;
  @Inject RouteHealth routes;
  @Inject StuckWork stuck;
  @Inject ThisInstance instance;
  @Inject Instance<Figures> figures;

  @ConfigProperty(name = "omicroutes.results")
  Path results;

  @ConfigProperty(name = "omicroutes.instance.silence", defaultValue = "60s")
  Duration silence;

  @ConfigProperty(name = "omicroutes.disk.least", defaultValue = "1G")
  MemorySize leastBytes;

  @ConfigProperty(name = "omicroutes.disk.least-files", defaultValue = "10000")
  long leastFiles;

  private final Probe<Boolean> database = new Probe<>(this::ping, PATIENCE, KEEP);
  private final Probe<Optional<Instant>> heartbeat =
      new Probe<>(() -> figures.get().heartbeat(instance.id()), PATIENCE, KEEP);
  private final Probe<Path> folder =
      new Probe<>(() -> FolderChecks.written(results), PATIENCE, KEEP);
  private final Probe<DiskSpace> disk =
      new Probe<>(() -> DiskSpace.of(results), PATIENCE, DISK_KEEP);

  /** A check is UP where there is no reason against it. */
  static HealthCheckResponse response(String name, Optional<String> reason) {
    var response = HealthCheckResponse.named(name).status(reason.isEmpty());
    reason.ifPresent(why -> response.withData("reason", why));
    return response.build();
  }

  @Produces
  @Singleton
  @Startup
  HealthCheck started() {
    return () ->
        response("started", phase.hasStarted() ? Optional.empty() : Optional.of("starting"));
  }

  @Produces
  @Singleton
  @Readiness
  HealthCheck routesCheck() {
    return () -> {
      Optional<String> reason = phase.whyNot().or(routes::innerReason).or(phase::lostRoutes);
      var response = HealthCheckResponse.named("routes").status(reason.isEmpty());
      reason.ifPresent(why -> response.withData("reason", why));
      phase.routeTrouble().ifPresent(what -> response.withData("trouble", what));
      return response.build();
    };
  }

  @Produces
  @Singleton
  @Readiness
  HealthCheck runsCheck() {
    return () -> response("runs", stuck.ofRuns());
  }

  @Produces
  @Singleton
  @Readiness
  HealthCheck databaseCheck() {
    return () -> response("database", failure(database));
  }

  @Produces
  @Singleton
  @Readiness
  HealthCheck resultsCheck() {
    return () -> response("results", failure(folder).or(this::lowDisk));
  }

  @Produces
  @Singleton
  @Readiness
  HealthCheck heartbeatCheck() {
    return () -> response("heartbeat", late(silence.dividedBy(2), true));
  }

  @Produces
  @Singleton
  @Liveness
  HealthCheck alive() {
    return () -> response("process", deadlock().or(() -> late(silence.multipliedBy(5), false)));
  }

  private boolean ping() {
    figures.get().ping();
    return true;
  }

  /** What is free where results go; throws where it cannot be told. */
  DiskSpace disk() throws IOException {
    return disk.answer();
  }

  private Optional<String> lowDisk() {
    try {
      disk.answer().require(results, leastBytes.asLongValue(), leastFiles);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static Optional<String> failure(Probe<?> probe) {
    try {
      probe.answer();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    }
  }

  /**
   * @param most how old the last heartbeat may be
   * @param unknown whether a heartbeat that cannot be read counts as late
   */
  private Optional<String> late(Duration most, boolean unknown) {
    if (instance.id() == null) {
      return unknown ? Optional.of("starting") : Optional.empty();
    }
    try {
      Optional<Instant> last = heartbeat.answer();
      if (last.isEmpty()) {
        return unknown ? Optional.of("others took this instance for dead") : Optional.empty();
      }
      Duration ago = Duration.between(last.get(), Instant.now());
      return ago.compareTo(most) > 0
          ? Optional.of("the last heartbeat was " + ago.toSeconds() + " s ago")
          : Optional.empty();
    } catch (IOException e) {
      return unknown
          ? Optional.of("the heartbeat cannot be read: " + e.getMessage())
          : Optional.empty();
    }
  }

  private static Optional<String> deadlock() {
    long[] locked = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
    // A native executable says with an empty list that there are none.
    return locked == null || locked.length == 0
        ? Optional.empty()
        : Optional.of(locked.length + " threads wait for each other for ever");
  }
}
