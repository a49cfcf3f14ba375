package org.omicroutes.ops;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.quarkus.core.CamelRuntime;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.omicroutes.api.ThisInstance;
import org.omicroutes.state.RunStore;
import org.omicroutes.step.Execution;

/** What a server says of itself over HTTP: before its routes are up, at work, and in trouble. */
@QuarkusTest
@TestProfile(ObserveTest.Server.class)
@TestMethodOrder(OrderAnnotation.class)
class ObserveTest {
  private static final Path DIR = Path.of("target/observe-test").toAbsolutePath();
  private static final Path DROPS = DIR.resolve("drops");

  @TestHTTPResource(management = true)
  URI management;

  @Inject CamelContext context;
  @Inject CamelRuntime runtime;
  @Inject ThisInstance instance;
  @Inject ServerPhase phase;
  @Inject RunTelemetry telemetry;
  @Inject RunStore runs;

  /** As ServeCommand sets it up. */
  public static final class Server implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      try {
        Files.createDirectories(DROPS);
        Files.createDirectories(DIR.resolve("results"));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      return Map.ofEntries(
          Map.entry("omicroutes.serve", "true"),
          Map.entry("omicroutes.results", DIR.resolve("results").toString()),
          Map.entry("omicroutes.metrics.refresh", "1s"),
          Map.entry("omicroutes.disk.least", "1M"),
          Map.entry("omicroutes.disk.least-files", "1"),
          Map.entry("quarkus.datasource.active", "true"),
          Map.entry("quarkus.datasource.username", "sa"),
          Map.entry(
              "quarkus.datasource.jdbc.url",
              "jdbc:h2:mem:observe-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"),
          Map.entry("quarkus.flyway.active", "true"),
          Map.entry("quarkus.flyway.migrate-at-start", "true"),
          Map.entry("quarkus.http.test-port", "0"),
          Map.entry("quarkus.management.test-port", "0"));
    }
  }

  private JsonPath health(String kind, int status) {
    return given()
        .get(management.resolve("/observe/health" + kind))
        .then()
        .statusCode(status)
        .extract()
        .jsonPath();
  }

  private static String reason(JsonPath health, String check) {
    return health.getString("checks.find { it.name == '" + check + "' }.data.reason");
  }

  private static List<String> down(JsonPath health) {
    return health.getList("checks.findAll { it.status == 'DOWN' }.name");
  }

  @Test
  @Order(1)
  void beforeItsRoutesAreUpTheServerIsAliveAndNotReady() {
    assertThat(down(health("/live", 200))).isEmpty();
    assertThat(reason(health("/started", 503), "started")).isEqualTo("starting");
    JsonPath ready = health("/ready", 503);
    assertThat(reason(ready, "routes")).isEqualTo("starting");
    assertThat(reason(ready, "heartbeat")).isEqualTo("starting");
    assertThat(down(ready)).containsExactlyInAnyOrder("routes", "heartbeat");
  }

  @Test
  @Order(2)
  void camelThatIsUpWithoutItsRoutesIsNotEnough() throws Exception {
    instance.enter();
    runtime.start(new String[0]);
    assertThat(down(health("/ready", 503))).containsExactly("routes");
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("file:" + DROPS + "?delay=200&noop=true").routeId("watch").to("direct:inner");
            from("direct:inner").routeId("inner").log("seen");
          }
        });
    assertThat(health("/ready", 503).getList("checks.name")).contains("route watch");
    phase.routesLoaded();
    await().untilAsserted(() -> assertThat(down(health("/ready", 200))).isEmpty());
    assertThat(down(health("/started", 200))).isEmpty();
  }

  @Test
  @Order(3)
  void aRouteThatFailsAfterwardsIsDownWithTheReason() throws Exception {
    Files.delete(DROPS);
    await()
        .untilAsserted(
            () ->
                assertThat(reason(health("/ready", 503), "route watch"))
                    .isEqualTo("the folder " + DROPS + " is not there"));
    assertThat(down(health("/live", 200))).as("a restart would not help").isEmpty();
    await()
        .untilAsserted(
            () ->
                assertThat(scrape())
                    .containsPattern("omicroutes_route_up\\{route=\"watch\",?} 0.0"));
    Files.createDirectory(DROPS);
    await().untilAsserted(() -> assertThat(down(health("/ready", 200))).isEmpty());
    context.getRouteController().stopRoute("inner");
    assertThat(reason(health("/ready", 503), "routes")).isEqualTo("inner: stopped");
    context.getRouteController().startRoute("inner");
    Files.delete(DIR.resolve("results"));
    await()
        .untilAsserted(
            () ->
                assertThat(reason(health("", 503), "results"))
                    .isEqualTo("the folder " + DIR.resolve("results") + " is not there"));
    Files.createDirectory(DIR.resolve("results"));
  }

  @Test
  @Order(4)
  void whatTheRulesAndTheDashboardAskForIsThere() throws Exception {
    runs.add(new RunStore.Wanted("r", "study", "omicroutes", "ada", "{}", "{}", "/r", null, null));
    var listener = telemetry.listener("r", "watch");
    var step =
        new Execution(
            "k", "vst", "1", "vst.tsv", Map.of(), Map.of(), List.of(), List.of(), List.of(), "", "",
            false, "");
    listener.runStarted("study");
    listener.started(step);
    listener.finished(step);
    listener.finished(step);
    listener.runEnded(null);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(scrape()).contains("omicroutes_runs{"));
    var served = ServedMetrics.in(scrape());
    var asked = new TreeSet<>(ServedMetrics.askedFor("rules.yml"));
    asked.addAll(ServedMetrics.askedFor("grafana-dashboard.json"));
    assertThat(asked).hasSizeGreaterThan(15);
    assertThat(served).containsAll(asked);
    var documented = Files.readString(Path.of("docs/ops.md"));
    assertThat(served.stream().filter(name -> name.startsWith("omicroutes_")))
        .as("docs/ops.md names every metric")
        .allSatisfy(
            name ->
                assertThat(documented)
                    .contains("`" + name.replaceAll("_(bucket|count|sum|max)$", "") + "`"));
  }

  private String scrape() {
    return given()
        .get(management.resolve("/observe/metrics"))
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }
}
