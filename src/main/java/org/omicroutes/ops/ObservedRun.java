package org.omicroutes.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.omicroutes.step.Execution;
import org.omicroutes.step.FileRef;
import org.omicroutes.step.RunListener;

/**
 * One run as metrics and as a trace: a span for the run, one below it for each step. Steps may run
 * on other threads than the run; none of what is kept names a patient.
 */
final class ObservedRun implements RunListener {
  private static final Duration[] STEP_BUCKETS = seconds(0.1, 1, 10, 60, 600, 3600, 21600);
  private static final Duration[] RUN_BUCKETS = seconds(10, 60, 600, 1800, 3600, 21600, 86400);

  /** Steps whose work is mostly training. */
  private static final Set<String> TRAINS = Set.of("train", "out-of-fold", "mofa");

  private final RunTelemetry telemetry;
  private final String runId;
  private final String route;
  private final Map<String, Open> open = new ConcurrentHashMap<>();
  private volatile Span span = Span.getInvalid();
  private volatile Context context = Context.root();
  private Scope scope;
  private String workflow = "";
  private long startedAt;

  /** A step at work. */
  private record Open(Span span, long startedAt, boolean trains) {}

  ObservedRun(RunTelemetry telemetry, String runId, String route) {
    this.telemetry = telemetry;
    this.runId = runId;
    this.route = route;
  }

  private static Duration[] seconds(double... values) {
    Duration[] durations = new Duration[values.length];
    for (int i = 0; i < values.length; i++) {
      durations[i] = Duration.ofMillis(Math.round(values[i] * 1000));
    }
    return durations;
  }

  @Override
  public void runStarted(String name) {
    workflow = name;
    startedAt = System.nanoTime();
    telemetry.runs(1);
    telemetry.moved(runId);
    span =
        telemetry
            .tracer()
            .spanBuilder("run " + name)
            .setAttribute("omicroutes.workflow", name)
            .setAttribute("omicroutes.run.id", runId)
            .setAttribute("omicroutes.route", route)
            .startSpan();
    context = Context.current().with(span);
    scope = context.makeCurrent();
  }

  @Override
  public void runEnded(Throwable failure) {
    String outcome = failure == null ? "done" : "failed";
    if (failure != null) {
      span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
    }
    scope.close();
    span.setAttribute("omicroutes.outcome", outcome).end();
    telemetry.runs(-1);
    telemetry.forget(runId);
    Timer.builder("omicroutes.run.duration")
        .description("How long runs took")
        .tags("workflow", workflow, "outcome", outcome)
        .serviceLevelObjectives(RUN_BUCKETS)
        .register(telemetry.registry())
        .record(Duration.ofNanos(System.nanoTime() - startedAt));
  }

  @Override
  public void started(Execution execution) {
    telemetry.moved(runId);
    boolean trains = TRAINS.contains(execution.step());
    telemetry.steps(1, trains);
    open.put(execution.key(), new Open(begin(execution, false), System.nanoTime(), trains));
  }

  @Override
  public void progress(Execution execution, double fraction, String message) {
    telemetry.moved(runId);
  }

  @Override
  public void finished(Execution execution) {
    telemetry.moved(runId);
    Open step = open.remove(execution.key());
    if (step == null) {
      begin(execution, true).setAttribute("omicroutes.outcome", "done").end();
      counter("omicroutes.steps.reused", "Steps whose results were there already", execution)
          .increment();
      return;
    }
    counter("omicroutes.step.read", "Bytes of the files that steps have read", "bytes", execution)
        .increment(execution.inputs().stream().mapToLong(FileRef::size).sum());
    end(step, execution, "done");
  }

  @Override
  public void failed(Execution execution, Exception cause) {
    telemetry.moved(runId);
    Open step = open.remove(execution.key());
    if (step != null) {
      // The message may name a sample; the kind of failure is enough here, logs have the rest.
      step.span().setStatus(StatusCode.ERROR, cause.getClass().getSimpleName());
      end(step, execution, "failed");
    }
  }

  private Span begin(Execution execution, boolean reused) {
    return telemetry
        .tracer()
        .spanBuilder(execution.step())
        .setParent(context)
        .setAttribute("omicroutes.step", execution.step())
        .setAttribute("omicroutes.step.version", execution.version())
        .setAttribute("omicroutes.step.label", execution.label())
        .setAttribute("omicroutes.reused", reused)
        .startSpan();
  }

  private void end(Open step, Execution execution, String outcome) {
    step.span().setAttribute("omicroutes.outcome", outcome).end();
    telemetry.steps(-1, step.trains());
    Timer.builder("omicroutes.step.duration")
        .description("How long steps took that ran")
        .tags("step", execution.step(), "outcome", outcome)
        .serviceLevelObjectives(STEP_BUCKETS)
        .register(telemetry.registry())
        .record(Duration.ofNanos(System.nanoTime() - step.startedAt()));
  }

  private Counter counter(String name, String description, Execution execution) {
    return counter(name, description, null, execution);
  }

  private Counter counter(String name, String description, String unit, Execution execution) {
    return Counter.builder(name)
        .description(description)
        .baseUnit(unit)
        .tag("step", execution.step())
        .register(telemetry.registry());
  }
}
