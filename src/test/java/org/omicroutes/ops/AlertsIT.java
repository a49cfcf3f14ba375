package org.omicroutes.ops;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real server seen from outside: a Prometheus that scrapes it and fires the shipped alerts, a
 * receiver of its traces, its log as JSON.
 */
class AlertsIT {
  private static final ConditionFactory PATIENTLY =
      await().atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofSeconds(1));

  @TempDir Path dir;

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Process start(Path log, Map<String, String> environment, String... command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private Process serve(int management, Map<String, String> more, String... options)
      throws IOException {
    Files.createDirectories(dir.resolve("drops"));
    Files.createDirectories(dir.resolve("results"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of("omicroutes").toAbsolutePath().toString(),
                "serve",
                "--drops",
                dir.resolve("drops").toString(),
                "--results",
                dir.resolve("results").toString()));
    command.addAll(List.of(options));
    Map<String, String> environment = new HashMap<>(more);
    environment.put("QUARKUS_HTTP_PORT", "0");
    environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(management));
    environment.put("OMICROUTES_METRICS_REFRESH", "1s");
    environment.put("OMICROUTES_DISK_LEAST", "1M");
    environment.put("OMICROUTES_DISK_LEAST_FILES", "1");
    return start(dir.resolve("serve.log"), environment, command.toArray(String[]::new));
  }

  private static void stop(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private void awaitReady(Process server, int management) {
    PATIENTLY
        .failFast("the server has ended", () -> !server.isAlive())
        .untilAsserted(() -> assertThat(ready(management)).as(log("serve.log")).isEqualTo(200));
  }

  private static int ready(int management) {
    try {
      return given().port(management).get("/observe/health/ready").statusCode();
    } catch (Exception notYetListening) {
      return 0;
    }
  }

  /** The shipped configuration with its times made short, so that the test need not wait. */
  private Path configuration(int management) throws IOException {
    Path configuration = dir.resolve("prometheus.yml");
    Files.writeString(
        configuration,
        Files.readString(ServedMetrics.OPS.resolve("prometheus.yml"))
            .replace("127.0.0.1:9000", "127.0.0.1:" + management)
            .replace("15s", "1s"));
    Files.writeString(
        dir.resolve("rules.yml"),
        Files.readString(ServedMetrics.OPS.resolve("rules.yml"))
            .replaceAll("for: \\d+m", "for: 1s"));
    return configuration;
  }

  @Test
  void theAlertsOfTheShippedRulesFireInARealPrometheus() throws Exception {
    assumeTrue(OpsFilesTest.isInstalled("prometheus"), "prometheus is not installed");
    int management = freePort();
    int port = freePort();
    Process server = serve(management, Map.of());
    Process prometheus =
        start(
            dir.resolve("prometheus.log"),
            Map.of(),
            "prometheus",
            "--config.file=" + configuration(management),
            "--storage.tsdb.path=" + dir.resolve("tsdb"),
            "--web.listen-address=127.0.0.1:" + port);
    try {
      awaitReady(server, management);
      PATIENTLY.ignoreExceptions().untilAsserted(() -> assertThat(firing(port)).isEmpty());
      Files.delete(dir.resolve("drops"));
      PATIENTLY.untilAsserted(() -> assertThat(firing(port)).contains("OmicRoutesRouteDown"));
      Files.createDirectory(dir.resolve("drops"));
      PATIENTLY.untilAsserted(() -> assertThat(firing(port)).isEmpty());
      server.destroyForcibly();
      PATIENTLY.untilAsserted(() -> assertThat(firing(port)).contains("OmicRoutesNoScrape"));
    } finally {
      stop(prometheus);
      stop(server);
    }
  }

  private List<String> firing(int port) {
    return given()
        .port(port)
        .get("/api/v1/alerts")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("data.alerts.findAll { it.state == 'firing' }.labels.alertname");
  }

  private String log(String name) throws IOException {
    return Files.exists(dir.resolve(name)) ? Files.readString(dir.resolve(name)) : "";
  }

  @Test
  void tracesAndJsonLinesAreSwitchedOnWhenTheServerStarts() throws Exception {
    StringBuffer received = new StringBuffer();
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          received.append(text(body, exchange.getRequestHeaders().getFirst("Content-Encoding")));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    int management = freePort();
    Process server =
        serve(
            management,
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + collector.getAddress().getPort(),
                "OTEL_EXPORTER_OTLP_PROTOCOL",
                "http/protobuf"),
            "--log-format",
            "json");
    try {
      awaitReady(server, management);
      drop();
      PATIENTLY.untilAsserted(
          () ->
              assertThat(received.toString())
                  .as(log("serve.log"))
                  .contains("run prognosis", "omicroutes.step.version"));
      assertThat(log("serve.log").lines().filter(line -> line.startsWith("{")))
          .allMatch(line -> line.contains("\"level\":") && line.endsWith("}"))
          .isNotEmpty();
      assertThat(log("serve.log").lines())
          .noneMatch(line -> line.matches("\\d{4}-\\d\\d.* INFO.*"));
    } finally {
      stop(server);
      collector.stop(0);
    }
  }

  /** A drop whose first step runs and whose second finds bad data: enough for a trace. */
  private void drop() throws IOException {
    Path drop = Files.createDirectories(dir.resolve("drops/d1"));
    Files.copy(Path.of("test-data/cohort/clinical.csv"), drop.resolve("clinical.csv"));
    Files.copy(Path.of("test-data/cohort/network.tsv.gz"), drop.resolve("network.tsv.gz"));
    Files.writeString(drop.resolve("rna.tsv"), "gene\tP1\nTP53\tmany\n");
    Files.writeString(
        drop.resolve("samplesheet.csv"),
        "layer,format,path,sample,patient,batch\nrna,counts,rna.tsv,,,\n"
            + "clinical,clinical,clinical.csv,,,\n");
    Files.writeString(drop.resolve("COMPLETE"), "");
  }

  private static String text(byte[] body, String encoding) throws IOException {
    byte[] plain =
        "gzip".equals(encoding)
            ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes()
            : body;
    return new String(plain, StandardCharsets.ISO_8859_1);
  }
}
