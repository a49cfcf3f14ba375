package org.omicroutes.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.omicroutes.neural.Device;
import org.omicroutes.step.RunListener;

/**
 * Metrics and traces of the runs of this process. Whoever runs a workflow adds one {@link
 * #listener} to the run's listeners.
 */
@Singleton
public class RunTelemetry {
  private final MeterRegistry registry;
  private final Tracer tracer;
  private final Map<String, Instant> movements = new ConcurrentHashMap<>();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger steps = new AtomicInteger();
  private final AtomicInteger training = new AtomicInteger();

  @Inject
  public RunTelemetry(MeterRegistry registry, Tracer tracer) {
    this.registry = registry;
    this.tracer = tracer;
    Gauge.builder("omicroutes.runs.running", running, AtomicInteger::get)
        .description("Runs that this process works on")
        .register(registry);
    Gauge.builder("omicroutes.steps.running", steps, AtomicInteger::get)
        .description("Steps that this process works on")
        .register(registry);
    // A process trains on one device.
    Device device = Device.current();
    Gauge.builder("omicroutes.gpu.steps.running", () -> device == Device.GPU ? training.get() : 0)
        .description("Steps that train on a GPU now; device is what the engine trains on")
        .tag("device", device.text())
        .register(registry);
  }

  /**
   * A listener for one run from its beginning to its end.
   *
   * @param runId as in the state
   * @param route that the run's drop came through; empty for none
   */
  public RunListener listener(String runId, String route) {
    return new ObservedRun(this, runId, route);
  }

  MeterRegistry registry() {
    return registry;
  }

  Tracer tracer() {
    return tracer;
  }

  void runs(int more) {
    running.addAndGet(more);
  }

  void steps(int more, boolean trains) {
    steps.addAndGet(more);
    training.addAndGet(trains ? more : 0);
  }

  void moved(String runId) {
    movements.put(runId, Clock.systemUTC().instant());
  }

  void forget(String runId) {
    movements.remove(runId);
  }

  /** Whether a step of a run of this process began, ended or told its progress since then. */
  boolean movedSince(String runId, Instant since) {
    Instant last = runId == null ? null : movements.get(runId);
    return last != null && last.isAfter(since);
  }
}
