package org.omicroutes.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropState;
import org.omicroutes.state.DropStore;
import org.omicroutes.state.RunStore;

/** Drops: what is there, what became of it, and what people want done with it. */
@Path("/drops")
@Produces(MediaType.APPLICATION_JSON)
public class DropsResource {
  private static final int LONGEST_PAGE = 1000;
  private static final int LONGEST_REASON = 1000;

  @Inject DropStore drops;
  @Inject RunStore runs;
  @Inject Announcer announcer;
  @Inject SecurityIdentity identity;

  /**
   * A drop that somebody announces.
   *
   * @param route that is to take it; null for the only one
   * @param path of its folder below the watched one
   */
  public record Announcement(String route, String path) {}

  /** Why a person does not want a drop. */
  public record Rejection(String reason) {}

  /** What a refused request gets. */
  record Refusal(String msg, @JsonProperty("status_code") int statusCode) {}

  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "Drops, the newest first")
  @APIResponse(responseCode = "200", description = "A page of drops and how many there are")
  @APIResponse(responseCode = "400", description = "No such state, or no such page")
  public DropView.Page list(
      @QueryParam("route") String route,
      @QueryParam("state") String state,
      @QueryParam("path") String path,
      @QueryParam("limit") @DefaultValue("100") String limit,
      @QueryParam("offset") @DefaultValue("0") String offset) {
    var filter = new DropStore.Filter(blankToNull(route), state(state), blankToNull(path));
    int most = number("limit", limit, 1, LONGEST_PAGE);
    int from = number("offset", offset, 0, Integer.MAX_VALUE);
    List<DropView> page = drops.list(filter, most, from).stream().map(DropView::of).toList();
    return new DropView.Page(page, drops.count(filter), most, from);
  }

  @GET
  @Path("/{id}")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "A drop, its history, those that it runs with, and its last run")
  @APIResponse(responseCode = "200", description = "The drop")
  @APIResponse(responseCode = "404", description = "There is none")
  public DropView.Whole get(@PathParam("id") String id) {
    Drop drop = require(id);
    var run =
        Optional.ofNullable(drop.runId())
            .flatMap(runs::get)
            .map(found -> DropView.RunSummary.of(found, runs.taskCounts(found.id())));
    return new DropView.Whole(
        DropView.of(drop),
        drops.history(id),
        DropView.Companion.of(id, drops.group(id)),
        run.orElse(null));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.SUBMITTER)
  @Operation(summary = "Announces a folder below the watched one; once more changes nothing")
  @APIResponse(responseCode = "202", description = "The drop that stands for the folder")
  @APIResponse(responseCode = "400", description = "Outside the watched folder, or no folder")
  @APIResponse(responseCode = "404", description = "There is no such folder")
  @APIResponse(responseCode = "503", description = "The routes are not loaded yet")
  public Response announce(Announcement announcement) throws IOException {
    if (announcement == null) {
      throw refuse(400, "no body: expected {\"path\": \"…\"}");
    }
    try {
      Drop drop = announcer.announce(announcement.route, announcement.path);
      return Response.accepted(DropView.of(drop))
          .location(UriBuilder.fromPath("/drops/{id}").build(drop.id()))
          .build();
    } catch (NoSuchFileException e) {
      throw refuse(404, e.getMessage());
    } catch (IllegalArgumentException e) {
      throw refuse(400, e.getMessage());
    } catch (IllegalStateException e) {
      throw refuse(503, e.getMessage() + "; try again when the server has started");
    }
  }

  @POST
  @Path("/{id}/retry")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      summary =
          "Tries a drop once more that was rejected or failed, with those that it was joined with;"
              + " its attempts start anew. Runs one that waits for layers with what there is")
  @APIResponse(responseCode = "200", description = "The drop, waiting for an attempt")
  @APIResponse(responseCode = "404", description = "There is none")
  @APIResponse(responseCode = "409", description = "Its state allows no retry")
  public DropView retry(@PathParam("id") String id) {
    require(id);
    if (!drops.retry(id, "to be tried again: " + who() + " asked for it")) {
      Drop drop = require(id);
      String why = drop.content() == null ? " and never was complete" : "";
      throw refuse(
          409,
          "the drop is "
              + drop.state()
              + why
              + ": expected WAITING, or REJECTED, FAILED or DUPLICATE, and complete once");
    }
    return DropView.of(require(id));
  }

  @POST
  @Path("/{id}/reject")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  @Operation(summary = "Turns a drop away that nobody works on")
  @APIResponse(responseCode = "200", description = "The drop, rejected")
  @APIResponse(responseCode = "400", description = "No reason is given")
  @APIResponse(responseCode = "404", description = "There is none")
  @APIResponse(responseCode = "409", description = "Its state allows no rejection")
  public DropView reject(@PathParam("id") String id, Rejection rejection) {
    require(id);
    String reason = rejection == null || rejection.reason == null ? "" : rejection.reason.strip();
    if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
      throw refuse(
          400,
          "the reason has "
              + reason.length()
              + " characters: expected {\"reason\": \"…\"} of 1 to "
              + LONGEST_REASON);
    }
    if (!drops.reject(id, reason + " (rejected by " + who() + ")")) {
      throw refuse(
          409,
          "the drop is "
              + require(id).state()
              + ": expected SEQUENCING, COPYING, COMPLETE, WAITING or FAILED");
    }
    return DropView.of(require(id));
  }

  private String who() {
    return identity.isAnonymous() ? "an operator" : identity.getPrincipal().getName();
  }

  private Drop require(String id) {
    return drops.get(id).orElseThrow(() -> refuse(404, "there is no drop '" + id + "'"));
  }

  private static DropState state(String name) {
    if (name == null || name.isBlank()) {
      return null;
    }
    try {
      return DropState.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw refuse(
          400,
          "there is no state '"
              + name
              + "': expected one of "
              + Arrays.toString(DropState.values()));
    }
  }

  private static int number(String name, String text, int least, int most) {
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, with what is out of range.
    }
    throw refuse(
        400, name + " is '" + text + "': expected a whole number from " + least + " to " + most);
  }

  private static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text;
  }

  private static WebApplicationException refuse(int status, String message) {
    return new WebApplicationException(
        message,
        Response.status(status)
            .type(MediaType.APPLICATION_JSON)
            .entity(new Refusal(message, status))
            .build());
  }

  @ServerExceptionMapper
  Response notJson(JsonProcessingException thrown) {
    var at = thrown.getLocation();
    String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return refuse(400, "the body is not the JSON object that is expected" + place).getResponse();
  }

  /** A body that cannot be read comes wrapped, without words. */
  @ServerExceptionMapper
  Response refused(WebApplicationException thrown) {
    return thrown.getCause() instanceof JsonProcessingException json
        ? notJson(json)
        : thrown.getResponse();
  }
}
