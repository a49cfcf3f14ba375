package org.omicroutes.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of {@code containers/ops}, as Prometheus' own tool sees them. */
class OpsFilesTest {
  @TempDir Path dir;

  @BeforeAll
  static void promtool() {
    assumeTrue(isInstalled("promtool"), "promtool (of Prometheus) is not installed");
  }

  static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static void promtool(Path in, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
  }

  @Test
  void configurationAndRulesAreValid() throws Exception {
    promtool(ServedMetrics.OPS, "check", "config", "prometheus.yml");
    promtool(ServedMetrics.OPS, "check", "rules", "rules.yml");
  }

  @Test
  void eachAlertFiresWhenItShouldAndNotOtherwise() throws Exception {
    promtool(ServedMetrics.OPS, "test", "rules", "rules_test.yml");
    String tests = Files.readString(ServedMetrics.OPS.resolve("rules_test.yml"));
    assertThat(Files.readString(ServedMetrics.OPS.resolve("rules.yml")).lines())
        .filteredOn(line -> line.contains("- alert: "))
        .allSatisfy(
            line -> assertThat(tests).contains("alertname: " + line.replaceAll(".*alert: ", "")));
  }

  @Test
  void everyQueryOfTheDashboardIsValid() throws Exception {
    JsonNode dashboard =
        new ObjectMapper().readTree(ServedMetrics.OPS.resolve("grafana-dashboard.json").toFile());
    StringBuilder rules = new StringBuilder("groups:\n- name: dashboard\n  rules:\n");
    for (JsonNode target : dashboard.findValues("expr")) {
      String query = target.asText().replace("$__rate_interval", "5m").replace("$route", ".*");
      rules.append("  - record: query\n    expr: '").append(query).append("'\n");
      rules.append("    labels: {number: \"").append(rules.length()).append("\"}\n");
    }
    assertThat(rules.toString()).contains("omicroutes_drops{");
    promtool(
        Files.writeString(dir.resolve("dashboard.yml"), rules).getParent(),
        "check",
        "rules",
        "dashboard.yml");
  }
}
