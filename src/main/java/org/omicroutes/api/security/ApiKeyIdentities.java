package org.omicroutes.api.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.stream.Collectors;
import org.omicroutes.state.ApiKey;
import org.omicroutes.state.ApiKeyStore;
import org.omicroutes.state.Role;

/** Whose key it is. Looked up for every request, so that a revoked key ends at once. */
@ApplicationScoped
public class ApiKeyIdentities implements IdentityProvider<ApiKeyRequest> {
  @Inject Instance<ApiKeyStore> keys;

  @Override
  public Class<ApiKeyRequest> getRequestType() {
    return ApiKeyRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      ApiKeyRequest request, AuthenticationRequestContext context) {
    return context.runBlocking(
        () ->
            keys.get()
                .find(request.key())
                .map(ApiKeyIdentities::identity)
                .orElseThrow(
                    () -> new AuthenticationFailedException("no such key, or it was revoked")));
  }

  private static SecurityIdentity identity(ApiKey key) {
    return identity(key.name(), key.roles());
  }

  static SecurityIdentity identity(String name, Set<Role> roles) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(name))
        .addRoles(roles.stream().map(Role::toString).collect(Collectors.toSet()))
        .build();
  }
}
