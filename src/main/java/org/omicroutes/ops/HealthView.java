package org.omicroutes.ops;

import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The server's health as the pages show it: the same checks as {@code /observe/health}. */
@ApplicationScoped
class HealthView {
  @Inject SmallRyeHealthReporter reporter;
  @Inject RouteHealth health;

  /** A check and what it says of itself. */
  record Check(String name, Shown.State state, String reason) {}

  /** All checks, those that are DOWN first. */
  record Health(Shown.State state, List<Check> checks) {}

  Health health() {
    JsonObject told = reporter.getHealth().getPayload();
    Map<String, String> descriptions =
        health.entries().stream()
            .collect(
                Collectors.toMap(
                    route -> RouteChecks.name(route.route()), RouteHealth.Status::description));
    List<Check> checks =
        Optional.ofNullable(told.getJsonArray("checks"))
            .map(List::copyOf)
            .orElse(List.of())
            .stream()
            .map(JsonValue::asJsonObject)
            .map(one -> check(one, descriptions))
            .sorted(
                Comparator.comparing((Check check) -> check.state.name())
                    .thenComparing(Check::name))
            .toList();
    return new Health(Shown.State.up(isUp(told)), checks);
  }

  /** Of a route also what it is for. */
  private static Check check(JsonObject told, Map<String, String> descriptions) {
    JsonObject data =
        told.containsKey("data") ? told.getJsonObject("data") : JsonValue.EMPTY_JSON_OBJECT;
    String name = told.getString("name");
    String reason =
        data.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> entry.getKey() + ": " + text(entry.getValue()))
            .collect(Collectors.joining("; "));
    String because =
        Stream.of(reason, descriptions.getOrDefault(name, ""))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(". "));
    return new Check(name, Shown.State.up(isUp(told)), because);
  }

  private static String text(JsonValue value) {
    return value instanceof jakarta.json.JsonString string ? string.getString() : value.toString();
  }

  private static boolean isUp(JsonObject told) {
    return "UP".equals(told.getString("status"));
  }
}
