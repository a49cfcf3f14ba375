package org.omicroutes.api.security;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

/** An endpoint for each role, and one where none was thought of. */
@Path("/of")
public class RoleResource {
  @Inject SecurityIdentity identity;

  @GET
  @Path("viewer/{id}")
  @RolesAllowed("viewer")
  public String view() {
    return identity.getPrincipal().getName();
  }

  @POST
  @Path("submitter/{id}")
  @RolesAllowed("submitter")
  public String submit(String body) {
    return identity.getPrincipal().getName();
  }

  @PUT
  @Path("operator/{id}")
  @RolesAllowed("operator")
  public String operate(String body) {
    return identity.getPrincipal().getName();
  }

  @GET
  @Path("nobody")
  public String forgotten() {
    return "reached";
  }
}
