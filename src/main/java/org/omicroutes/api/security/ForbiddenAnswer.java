package org.omicroutes.api.security;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Says to whoever is known and lacks the role what he has. */
public class ForbiddenAnswer {
  private static final int FORBIDDEN = 403;

  @Inject SecurityIdentity identity;

  @ServerExceptionMapper
  public Response answer(ForbiddenException forbidden) {
    String roles = String.join(", ", new TreeSet<>(identity.getRoles()));
    String message =
        identity.getPrincipal().getName()
            + " may not do this; has "
            + (roles.isEmpty() ? "no roles" : "the roles " + roles);
    return Response.status(FORBIDDEN)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(new ErrorBody(message, FORBIDDEN))
        .build();
  }
}
