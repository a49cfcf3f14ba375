package org.omicroutes.api.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.omicroutes.state.Role;

/**
 * What the subject of a token may do, by what its issuer says of him. He is called {@code oidc:}
 * and the claim that names him, so that nobody can choose a name that is a key's.
 */
@ApplicationScoped
public class TokenRoles implements SecurityIdentityAugmentor {
  @ConfigProperty(name = "omicroutes.oidc.viewers", defaultValue = "viewer")
  List<String> viewers;

  @ConfigProperty(name = "omicroutes.oidc.submitters", defaultValue = "submitter")
  List<String> submitters;

  @ConfigProperty(name = "omicroutes.oidc.operators", defaultValue = "operator")
  List<String> operators;

  /** {@code sub} alone is never another's later; a name may be. */
  @ConfigProperty(name = "omicroutes.oidc.name-claim", defaultValue = "sub")
  String nameClaim;

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
      return Uni.createFrom().item(identity);
    }
    Object name = token.getClaim(nameClaim);
    if (name == null || name.toString().isBlank()) {
      return Uni.createFrom()
          .failure(new AuthenticationFailedException("a token without the claim " + nameClaim));
    }
    return Uni.createFrom()
        .item(ApiKeyIdentities.identity("oidc:" + name, roles(identity.getRoles())));
  }

  private Set<Role> roles(Set<String> claimed) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    if (viewers.stream().anyMatch(claimed::contains)) {
      roles.add(Role.VIEWER);
    }
    if (submitters.stream().anyMatch(claimed::contains)) {
      roles.add(Role.SUBMITTER);
    }
    if (operators.stream().anyMatch(claimed::contains)) {
      roles.add(Role.OPERATOR);
    }
    return roles;
  }
}
