package org.omicroutes.api;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** The server's HTTP door with an embedded database in memory, and folders below target. */
public final class WesProfile implements QuarkusTestProfile {
  /** Of this process: classes of tests run side by side. */
  static final Path DIR =
      Path.of("target/wes-test", String.valueOf(ProcessHandle.current().pid())).toAbsolutePath();

  static final Path RESULTS = DIR.resolve("results");
  static final Path SHARED = DIR.resolve("shared");
  static final Path TEST_DATA = Path.of("test-data").toAbsolutePath();

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.ofEntries(
        Map.entry("quarkus.datasource.active", "true"),
        Map.entry(
            "quarkus.datasource.jdbc.url",
            "jdbc:h2:mem:wes-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"),
        Map.entry("quarkus.datasource.username", "sa"),
        Map.entry("quarkus.flyway.active", "true"),
        Map.entry("quarkus.flyway.migrate-at-start", "true"),
        Map.entry("omicroutes.login.required", "true"),
        Map.entry("quarkus.http.test-port", "0"),
        Map.entry("quarkus.management.test-port", "0"),
        Map.entry("omicroutes.results", RESULTS.toString()),
        Map.entry("omicroutes.wes.roots", TEST_DATA + "," + SHARED + "," + RESULTS),
        Map.entry("omicroutes.predict.patients", "3"),
        Map.entry("omicroutes.runs.attempts", "2"),
        Map.entry("omicroutes.runs.back-off", "100ms"));
  }
}
