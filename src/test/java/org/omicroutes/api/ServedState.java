package org.omicroutes.api;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A server with an embedded database of its own and empty folders; no routes run. */
public final class ServedState implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    try {
      Path folder = Files.createTempDirectory(Path.of("target"), "served-").toAbsolutePath();
      Map<String, String> all = new HashMap<>();
      all.put("omicroutes.drops", Files.createDirectory(folder.resolve("drops")).toString());
      all.put("omicroutes.results", Files.createDirectory(folder.resolve("results")).toString());
      all.put("quarkus.datasource.active", "true");
      all.put(
          "quarkus.datasource.jdbc.url",
          "jdbc:h2:mem:served-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
      all.put("quarkus.datasource.username", "sa");
      all.put("quarkus.datasource.jdbc.acquisition-timeout", "60s");
      all.put("quarkus.flyway.active", "true");
      all.put("quarkus.flyway.migrate-at-start", "true");
      all.put("omicroutes.login.required", "true");
      all.put("quarkus.http.test-port", "0");
      all.put("quarkus.management.test-port", "0");
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
