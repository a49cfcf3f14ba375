package org.omicroutes.api.security;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.omicroutes.state.AuditEntry;
import org.omicroutes.state.AuditStore;

/** The audit log, for operators. */
@Path("/audit")
@RolesAllowed("operator")
public class AuditResource {
  @Inject AuditStore store;

  /**
   * A page of it, the newest first.
   *
   * @param next_page_token to be given as {@code page_token}; empty at the end
   */
  public record Page(List<AuditEntry> entries, String next_page_token) {}

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response list(
      @QueryParam("page_size") @DefaultValue("100") @Min(1) @Max(1000) int size,
      @QueryParam("page_token") @DefaultValue("") String token) {
    AuditStore.Before before;
    try {
      before = token.isEmpty() ? null : before(token);
    } catch (DateTimeException | IndexOutOfBoundsException e) {
      return Response.status(400)
          .entity(new ErrorBody("page_token: found one that is none of ours", 400))
          .build();
    }
    List<AuditEntry> entries = store.list(before, size);
    return Response.ok(new Page(entries, entries.size() < size ? "" : token(entries))).build();
  }

  private static String token(List<AuditEntry> entries) {
    AuditEntry last = entries.get(entries.size() - 1);
    return last.at() + "_" + last.id();
  }

  private static AuditStore.Before before(String token) {
    String[] parts = token.split("_");
    return new AuditStore.Before(Instant.parse(parts[0]), parts[1]);
  }
}
