package org.omicroutes.api.security;

import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import org.omicroutes.state.Role;

/**
 * Who sends a request: the owner of an API key, the subject of an OpenID Connect token or, where
 * the server is for its own machine alone, {@code local} with all roles. Credentials that are wrong
 * are refused, whoever sends them.
 */
@ApplicationScoped
public class Login implements HttpAuthenticationMechanism {
  /** Whoever works on the machine of a server that nobody else can reach. */
  static final String LOCAL = "local";

  private static final Set<String> OF_PROXIES =
      Set.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

  @Inject Reach reach;
  @Inject OidcAuthenticationMechanism tokens;

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identities) {
    MultiMap headers = context.request().headers();
    Optional<String> key = Credentials.apiKey(headers);
    if (key.isPresent()) {
      return identities
          .authenticate(new ApiKeyRequest(key.get()))
          .onFailure()
          .invoke(() -> answerItself(context));
    }
    if (Credentials.hasToken(headers) && reach.takesTokens()) {
      return tokens
          .authenticate(context, identities)
          .onFailure()
          .invoke(() -> answerItself(context));
    }
    if (Credentials.areThere(headers)) {
      answerItself(context);
      return Uni.createFrom()
          .failure(new AuthenticationFailedException("credentials of a kind that is not taken"));
    }
    return reach.isOpen() && isLocal(context)
        ? Uni.createFrom().item(ApiKeyIdentities.identity(LOCAL, Role.all()))
        : Uni.createFrom().nullItem();
  }

  /**
   * Whether a request was made to this machine under its own name and not passed on by a proxy,
   * which would let others in. Called only where nobody else can reach the server.
   */
  private static boolean isLocal(RoutingContext context) {
    return Reach.namesLoopback(Reach.named(context.request()))
        && OF_PROXIES.stream().noneMatch(context.request().headers()::contains);
  }

  /** The mechanism for tokens would answer with an empty body. */
  private void answerItself(RoutingContext context) {
    context.put(HttpAuthenticationMechanism.class.getName(), this);
  }

  @Override
  public Uni<Boolean> sendChallenge(RoutingContext context) {
    return getChallenge(context)
        .map(
            challenge -> {
              context.response().putHeader(challenge.headerName, challenge.headerContent);
              ErrorBody.send(
                  context,
                  challenge.status,
                  Credentials.areThere(context.request().headers())
                      ? "this key or token is not valid (any more)"
                      : "log in with an API key (Authorization: Bearer KEY, or X-API-Key: KEY)"
                          + (reach.takesTokens()
                              ? " or a token of the OpenID Connect issuer"
                              : ""));
              return true;
            });
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    String accepted = context.request().getHeader(HttpHeaders.ACCEPT);
    // A browser asks its user only for the basic scheme; a program must not be led to it.
    String scheme = accepted != null && accepted.contains("text/html") ? "Basic" : "Bearer";
    String error =
        Credentials.areThere(context.request().headers()) && scheme.equals("Bearer")
            ? ", error=\"invalid_token\""
            : "";
    return Uni.createFrom()
        .item(new ChallengeData(401, "WWW-Authenticate", scheme + " realm=\"omicroutes\"" + error));
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(ApiKeyRequest.class);
  }

  /** Before the mechanism for tokens, at DEFAULT_PRIORITY + 1, which would take a key for one. */
  @Override
  public int getPriority() {
    return DEFAULT_PRIORITY + 100;
  }
}
