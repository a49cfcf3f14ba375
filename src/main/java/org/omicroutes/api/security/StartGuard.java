package org.omicroutes.api.security;

import io.quarkus.logging.Log;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.omicroutes.state.ApiKeyStore;

/** Keeps a server that others can reach from starting without a login. */
@ApplicationScoped
public class StartGuard {
  private static final int USAGE = 2;

  @Inject Reach reach;
  @Inject Instance<ApiKeyStore> keys;

  @ConfigProperty(name = "quarkus.http.insecure-requests", defaultValue = "enabled")
  String insecure;

  /** Called before the server listens. */
  void starting(@Observes StartupEvent event) {
    String exposed = reach.exposed();
    if (exposed.isEmpty()) {
      return;
    }
    if (!reach.takesTokens() && !keys.get().hasAny()) {
      throw new PreventFurtherStepsException(
          "error: found the address "
              + exposed
              + ", which other machines can reach, and no login; expected an API key (omicroutes"
              + " keys create NAME --roles viewer,submitter,operator) or an OpenID Connect issuer"
              + " (OMICROUTES_OIDC_URL)",
          USAGE);
    }
    if (insecure.equalsIgnoreCase("enabled")) {
      Log.warnf(
          "%s: keys and tokens travel unencrypted unless a proxy in front speaks TLS", exposed);
    }
  }
}
