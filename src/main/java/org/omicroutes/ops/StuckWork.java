package org.omicroutes.ops;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.omicroutes.api.ThisInstance;
import org.omicroutes.state.Figures;
import org.omicroutes.state.Figures.Held;

/**
 * Drops and runs of this process that have not moved for too long: no step of theirs began, ended
 * or said how far it has come.
 */
@Singleton
public class StuckWork {
  private final Probe<List<Held>> unmoved;
  private final RunTelemetry telemetry;
  private final Duration after;
  private final Clock clock = Clock.systemUTC();

  @Inject
  StuckWork(
      Instance<Figures> figures,
      ThisInstance instance,
      RunTelemetry telemetry,
      @ConfigProperty(name = "omicroutes.stuck.after", defaultValue = "6h") Duration after) {
    this.telemetry = telemetry;
    this.after = after;
    this.unmoved =
        new Probe<>(
            () -> instance.id() == null ? List.of() : figures.get().unmoved(instance.id(), after),
            Duration.ofSeconds(6),
            Duration.ofSeconds(10));
  }

  /** Why the work of a route is stuck; empty where it is not. */
  Optional<String> ofRoute(String route) {
    return held().stream().filter(held -> route.equals(held.route())).findFirst().map(this::say);
  }

  /** Why a run that belongs to no drop is stuck; empty where none is. */
  Optional<String> ofRuns() {
    return held().stream().filter(held -> held.route() == null).findFirst().map(this::say);
  }

  private List<Held> held() {
    try {
      return unmoved.answer().stream()
          .filter(held -> !telemetry.movedSince(held.runId(), clock.instant().minus(after)))
          .toList();
    } catch (IOException theDatabaseHasACheckOfItsOwn) {
      return List.of();
    }
  }

  private String say(Held held) {
    return "stuck: "
        + (held.route() == null ? "run " + held.runId() + " of " : "drop ")
        + held.name()
        + " has not moved since "
        + held.movedAt();
  }
}
