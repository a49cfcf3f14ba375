package org.omicroutes.api.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.omicroutes.state.Role;

/**
 * The management interface. Where others can reach it, health stays open, because whatever restarts
 * the server asks for it without a login; the rest needs the role viewer.
 */
@ApplicationScoped
public class MetricsGuard {
  private static final String HEALTH = "/observe/health";
  private static final int BEFORE_ALL = -1000;

  @Inject Reach reach;
  @Inject Login login;
  @Inject IdentityProviderManager identities;

  void register(@Observes ManagementInterface management) {
    management.router().route().order(BEFORE_ALL).handler(this::check);
  }

  private void check(RoutingContext context) {
    String path = context.normalizedPath();
    if (reach.isManagementOpen() || path.equals(HEALTH) || path.startsWith(HEALTH + "/")) {
      context.next();
      return;
    }
    login
        .authenticate(context, identities)
        .subscribe()
        .with(identity -> decide(context, identity), failure -> fail(context, failure));
  }

  private void decide(RoutingContext context, SecurityIdentity identity) {
    if (identity == null) {
      login.sendChallenge(context).subscribe().with(sent -> {});
    } else if (identity.hasRole(Role.VIEWER.toString())) {
      context.next();
    } else {
      ErrorBody.send(context, 403, identity.getPrincipal().getName() + " has not the role viewer");
    }
  }

  private void fail(RoutingContext context, Throwable failure) {
    if (failure instanceof AuthenticationFailedException) {
      login.sendChallenge(context).subscribe().with(sent -> {});
    } else {
      context.fail(failure);
    }
  }
}
