package org.omicroutes.ops;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When traces are on and where they go. They are off unless {@code OMICROUTES_OTEL=true} or an
 * OpenTelemetry endpoint is named in the environment; {@code OTEL_SDK_DISABLED=true} wins.
 */
public final class TraceSettings {
  private static final Map<String, String> SAME =
      Map.of(
          "OTEL_EXPORTER_OTLP_ENDPOINT", "quarkus.otel.exporter.otlp.endpoint",
          "OTEL_EXPORTER_OTLP_PROTOCOL", "quarkus.otel.exporter.otlp.protocol",
          "OTEL_EXPORTER_OTLP_HEADERS", "quarkus.otel.exporter.otlp.headers",
          "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "quarkus.otel.exporter.otlp.traces.endpoint",
          "OTEL_SERVICE_NAME", "quarkus.otel.service.name",
          "OTEL_RESOURCE_ATTRIBUTES", "quarkus.otel.resource.attributes",
          "OTEL_TRACES_SAMPLER", "quarkus.otel.traces.sampler",
          "OTEL_TRACES_SAMPLER_ARG", "quarkus.otel.traces.sampler.arg");

  private TraceSettings() {}

  /**
   * The properties that the server starts with; empty where traces are off.
   *
   * @param environment of the process
   */
  public static Map<String, String> of(Map<String, String> environment) {
    boolean asked =
        is(environment, "OMICROUTES_OTEL")
            || environment.containsKey("OTEL_EXPORTER_OTLP_ENDPOINT")
            || environment.containsKey("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
    if (!asked || is(environment, "OTEL_SDK_DISABLED")) {
      return Map.of();
    }
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("quarkus.otel.sdk.disabled", "false");
    SAME.forEach(
        (name, property) -> {
          if (environment.containsKey(name)) {
            properties.put(property, environment.get(name));
          }
        });
    return properties;
  }

  private static boolean is(Map<String, String> environment, String name) {
    return "true".equalsIgnoreCase(environment.get(name));
  }
}
