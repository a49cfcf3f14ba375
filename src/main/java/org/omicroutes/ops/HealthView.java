package org.omicroutes.ops;

import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Comparator;
import java.util.List;
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
    List<Check> checks =
        Optional.ofNullable(told.getJsonArray("checks"))
            .map(List::copyOf)
            .orElse(List.of())
            .stream()
            .map(JsonValue::asJsonObject)
            .map(HealthView::check)
            .sorted(
                Comparator.comparing((Check check) -> check.state.name())
                    .thenComparing(Check::name))
            .toList();
    return new Health(Shown.State.up(isUp(told)), checks);
  }

  private static Check check(JsonObject told) {
    JsonObject data =
        told.containsKey("data") ? told.getJsonObject("data") : JsonValue.EMPTY_JSON_OBJECT;
    String reason =
        data.entrySet().stream()
            .sorted(java.util.Map.Entry.comparingByKey())
            .map(entry -> entry.getKey() + ": " + text(entry.getValue()))
            .collect(Collectors.joining("; "));
    return new Check(told.getString("name"), Shown.State.up(isUp(told)), reason);
  }

  private static String text(JsonValue value) {
    return value instanceof jakarta.json.JsonString string ? string.getString() : value.toString();
  }

  private static boolean isUp(JsonObject told) {
    return "UP".equals(told.getString("status"));
  }

  /**
   * The routes that take something from outside; those that only other routes call are not told.
   */
  List<Check> routes() {
    return health.entries().stream()
        .map(this::route)
        .sorted(Comparator.comparing(Check::name))
        .toList();
  }

  private Check route(RouteHealth.Status status) {
    String first = status.up() ? health.trouble(status.route()).orElse("") : status.reason();
    String told =
        Stream.of(first, status.description())
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(". "));
    return new Check(status.route(), Shown.State.up(status.up()), told);
  }
}
