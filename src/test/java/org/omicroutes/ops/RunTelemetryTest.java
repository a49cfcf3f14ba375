package org.omicroutes.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.omicroutes.step.Execution;
import org.omicroutes.step.FileRef;
import org.omicroutes.step.RunListener;

class RunTelemetryTest {
  private final List<SpanData> spans = Collections.synchronizedList(new ArrayList<>());
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final RunTelemetry telemetry =
      new RunTelemetry(
          registry,
          SdkTracerProvider.builder()
              .addSpanProcessor(SimpleSpanProcessor.create(new Kept()))
              .build()
              .get("test"));

  private final class Kept implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> ended) {
      spans.addAll(ended);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  private static Execution execution(String step, String key) {
    var read = List.of(new FileRef("counts", "", "rna.tsv", "abc", 1000));
    return new Execution(
        key,
        step,
        "2",
        "work/" + step,
        Map.of(),
        Map.of(),
        read,
        List.of(),
        List.of(),
        "",
        "",
        false,
        "");
  }

  private SpanData span(String name) {
    return spans.stream().filter(s -> s.getName().equals(name)).findFirst().orElseThrow();
  }

  private static Object attribute(SpanData span, String name) {
    return span.getAttributes().asMap().entrySet().stream()
        .filter(entry -> entry.getKey().getKey().equals(name))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  @Test
  void aRunIsASpanAndItsStepsAreItsChildrenOnWhicheverThreadTheyRun() throws Exception {
    RunListener listener = telemetry.listener("r1", "prognosis-drop");
    listener.runStarted("prognosis");
    Thread worker =
        new Thread(
            () -> {
              listener.started(execution("vst", "k1"));
              assertThat(registry.scrape()).contains("omicroutes_steps_running 1.0");
              listener.finished(execution("vst", "k1"));
            });
    worker.start();
    worker.join();
    listener.finished(execution("mofa", "k2"));
    listener.started(execution("train", "k3"));
    listener.failed(execution("train", "k3"), new IllegalStateException("patient P-17 is odd"));
    listener.runEnded(new IllegalStateException("patient P-17 is odd"));

    SpanData run = span("run prognosis");
    assertThat(spans)
        .extracting(SpanData::getName)
        .containsExactly("vst", "mofa", "train", "run prognosis");
    for (String step : List.of("vst", "mofa", "train")) {
      assertThat(span(step).getParentSpanId()).isEqualTo(run.getSpanId());
      assertThat(span(step).getTraceId()).isEqualTo(run.getTraceId());
      assertThat(attribute(span(step), "omicroutes.step.version")).isEqualTo("2");
    }
    assertThat(attribute(span("vst"), "omicroutes.reused")).isEqualTo(false);
    assertThat(attribute(span("mofa"), "omicroutes.reused")).isEqualTo(true);
    assertThat(attribute(span("train"), "omicroutes.outcome")).isEqualTo("failed");
    assertThat(span("train").getStatus().getStatusCode())
        .isEqualTo(StatusData.error().getStatusCode());
    assertThat(run.getAttributes().get(AttributeKey.stringKey("omicroutes.run.id")))
        .isEqualTo("r1");
    assertThat(spans.toString()).doesNotContain("P-17");
  }

  @Test
  void stepsAndRunsAreTimedAndCountedByNameAndOutcomeAlone() {
    RunListener listener = telemetry.listener("r1", "prognosis-drop");
    listener.runStarted("prognosis");
    assertThat(registry.scrape()).contains("omicroutes_runs_running 1.0");
    listener.started(execution("vst", "k1"));
    listener.finished(execution("vst", "k1"));
    listener.finished(execution("vst", "k1"));
    listener.runEnded(null);
    assertThat(registry.scrape())
        .contains(
            "omicroutes_step_duration_seconds_count{outcome=\"done\",step=\"vst\",} 1.0",
            "omicroutes_step_duration_seconds_bucket{outcome=\"done\",step=\"vst\",le=\"60.0\",} 1.0",
            "omicroutes_steps_reused_total{step=\"vst\",} 1.0",
            "omicroutes_step_read_bytes_total{step=\"vst\",} 1000.0",
            "omicroutes_run_duration_seconds_count{outcome=\"done\",workflow=\"prognosis\",} 1.0",
            "omicroutes_runs_running 0.0",
            "omicroutes_steps_running 0.0",
            "omicroutes_gpu_steps_running{device=\"cpu\",} 0.0")
        .doesNotContain("r1", "rna.tsv", "k1");
  }

  @Test
  void progressIsAMovementUntilTheRunHasEnded() {
    Instant before = Instant.now().minusSeconds(1);
    RunListener listener = telemetry.listener("r1", "");
    assertThat(telemetry.movedSince("r1", before)).isFalse();
    listener.runStarted("study");
    listener.progress(execution("train", "k"), 0.5, "");
    assertThat(telemetry.movedSince("r1", before)).isTrue();
    assertThat(telemetry.movedSince("r1", Instant.now().plusSeconds(1))).isFalse();
    listener.runEnded(null);
    assertThat(telemetry.movedSince("r1", before)).isFalse();
  }

  @Test
  void tracesAreOffUntilTheEnvironmentAsksForThem() {
    assertThat(TraceSettings.of(Map.of("OTEL_SERVICE_NAME", "core"))).isEmpty();
    assertThat(TraceSettings.of(Map.of("OMICROUTES_OTEL", "true")))
        .isEqualTo(Map.of("quarkus.otel.sdk.disabled", "false"));
    assertThat(TraceSettings.of(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318")))
        .containsEntry("quarkus.otel.exporter.otlp.endpoint", "http://collector:4318");
    assertThat(TraceSettings.of(Map.of("OMICROUTES_OTEL", "true", "OTEL_SDK_DISABLED", "true")))
        .isEmpty();
  }
}
