package org.omicroutes.api.security;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.omicroutes.state.ApiKeyStore;

/** Keeps a server that others can reach from starting without a login. */
@ApplicationScoped
public class StartGuard {
  @Inject Reach reach;
  @Inject Instance<ApiKeyStore> keys;

  @ConfigProperty(name = "quarkus.http.insecure-requests", defaultValue = "enabled")
  String insecure;

  /** Called before the server listens. Quarkus prints the message alone and ends with 1. */
  void starting(@Observes StartupEvent event) {
    String exposed = reach.exposed();
    if (exposed.isEmpty()) {
      return;
    }
    if (!reach.takesTokens() && !keys.get().hasAny()) {
      throw new ConfigurationException(
          "error: found the address "
              + exposed
              + ", which other machines can reach, and no login; expected an API key (omicroutes"
              + " keys create NAME --roles viewer,submitter,operator) or an OpenID Connect issuer"
              + " (OMICROUTES_OIDC_URL)");
    }
    if (insecure.equalsIgnoreCase("enabled")) {
      Log.warnf(
          "%s: keys and tokens travel unencrypted unless a proxy in front speaks TLS", exposed);
    }
  }
}
