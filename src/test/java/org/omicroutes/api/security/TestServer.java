package org.omicroutes.api.security;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The settings of a server in a test: a database in memory, any free ports, no routes. */
public abstract class TestServer implements QuarkusTestProfile {
  /** One that other machines could reach. */
  public static final class Exposed extends TestServer {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
      settings.put("quarkus.http.host", "0.0.0.0");
      settings.put("quarkus.management.host", "0.0.0.0");
      settings.put("omicroutes.limits.requests-per-second", "20");
      settings.put("omicroutes.limits.body", "100K");
      settings.put("omicroutes.oidc.operators", "lab-admins,operator");
      return settings;
    }
  }

  /** One for its own machine. */
  public static final class Local extends TestServer {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
      settings.put("omicroutes.limits.refused-logins-per-minute", "20");
      return settings;
    }
  }

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "quarkus.datasource.active", "true",
        "quarkus.datasource.jdbc.url", "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
        "quarkus.datasource.username", "sa",
        // A busy machine may need longer than the usual five seconds.
        "quarkus.datasource.jdbc.acquisition-timeout", "60s",
        "quarkus.flyway.active", "true",
        "quarkus.flyway.migrate-at-start", "true",
        "quarkus.http.test-port", "0",
        "quarkus.management.test-port", "0");
  }
}
