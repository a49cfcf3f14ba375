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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.trials.LiveServer;

/**
 * A real server seen from outside: a Prometheus that scrapes it and fires the shipped alerts, a
 * receiver of its traces, its log as JSON.
 */
class AlertsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final ConditionFactory PATIENTLY =
      await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1));

  @TempDir Path dir;

  private LiveServer serve(Map<String, String> more, String... options) throws IOException {
    Files.createDirectories(dir.resolve("drops"));
    Files.createDirectories(dir.resolve("results"));
    List<String> all =
        new ArrayList<>(
            List.of(
                "--drops",
                dir.resolve("drops").toString(),
                "--results",
                dir.resolve("results").toString()));
    all.addAll(List.of(options));
    Map<String, String> environment = new HashMap<>(more);
    environment.put("OMICROUTES_METRICS_REFRESH", "1s");
    environment.put("OMICROUTES_DISK_LEAST", "1M");
    environment.put("OMICROUTES_DISK_LEAST_FILES", "1");
    return LiveServer.start(all, environment, dir.resolve("serve.log"));
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
    int port = LiveServer.freePort();
    LiveServer server = serve(Map.of());
    Process prometheus =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + configuration(server.managementPort()),
                "--storage.tsdb.path=" + dir.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("prometheus.log").toFile())
            .start();
    try (server) {
      server.awaitReady(PATIENCE);
      PATIENTLY.ignoreExceptions().untilAsserted(() -> assertThat(firing(port)).isEmpty());
      Files.delete(dir.resolve("drops"));
      PATIENTLY.untilAsserted(() -> assertThat(firing(port)).contains("OmicRoutesRouteDown"));
      Files.createDirectory(dir.resolve("drops"));
      PATIENTLY.untilAsserted(() -> assertThat(firing(port)).isEmpty());
      server.kill();
      PATIENTLY.untilAsserted(() -> assertThat(firing(port)).contains("OmicRoutesNoScrape"));
    } finally {
      prometheus.destroyForcibly().waitFor();
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

  private String log() throws IOException {
    return Files.readString(dir.resolve("serve.log"));
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
    LiveServer server =
        serve(
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + collector.getAddress().getPort(),
                "OTEL_EXPORTER_OTLP_PROTOCOL",
                "http/protobuf"),
            "--log-format",
            "json");
    try (server) {
      server.awaitReady(PATIENCE);
      drop();
      PATIENTLY.untilAsserted(
          () ->
              assertThat(received.toString())
                  .as(log())
                  .contains("run prognosis", "omicroutes.step.version"));
      assertThat(log().lines().filter(line -> line.startsWith("{")))
          .allMatch(line -> line.contains("\"level\":") && line.endsWith("}"))
          .isNotEmpty();
      assertThat(log().lines()).noneMatch(line -> line.matches("\\d{4}-\\d\\d.* INFO.*"));
    } finally {
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
