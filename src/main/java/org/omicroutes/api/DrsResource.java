package org.omicroutes.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.PathPart;
import org.omicroutes.api.WesModel.Checksum;
import org.omicroutes.state.Run;

/** Outputs of runs as objects of the GA4GH Data Repository Service 1.x, and their bytes. */
@Path("/ga4gh/drs/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "DRS", description = "GA4GH Data Repository Service: outputs of runs, with checksums")
public class DrsResource {
  @Inject VisibleRuns visible;
  @Inject RunViews views;

  /** A file; bundles there are none. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "DrsObject")
  record DrsObject(
      String id,
      String name,
      String selfUri,
      long size,
      String createdTime,
      List<Checksum> checksums,
      List<AccessMethod> accessMethods) {}

  /** How the bytes are fetched. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "AccessMethod")
  record AccessMethod(String type, AccessUrl accessUrl) {}

  /** Where the bytes are. */
  @Schema(name = "AccessURL")
  record AccessUrl(String url) {}

  @GET
  @Path("/objects/{object_id:.+}")
  @RolesAllowed({Roles.VIEWER, Roles.SUBMITTER, Roles.OPERATOR})
  @Operation(
      operationId = "GetObject",
      summary = "An output of a run",
      description = "The object's id is the run's id, a colon, and the path in the run's folder.")
  @APIResponse(responseCode = "200", description = "Size, checksum and where its bytes are")
  @APIResponse(responseCode = "404", description = "There is none, or it is another's")
  public DrsObject object(@PathParam("object_id") String id) throws IOException {
    int colon = id.indexOf(':');
    if (colon < 0) {
      throw Refusal.notFound("there is no object '" + id + "': expected RUN:PATH");
    }
    String path = id.substring(colon + 1);
    Run run = visible.require(id.substring(0, colon));
    RunOutputs.Output output = require(run, path);
    String host = URI.create(views.link("/")).getAuthority();
    String url = views.content(run.id(), path);
    return new DrsObject(
        id,
        path.substring(path.lastIndexOf('/') + 1),
        "drs://" + host + "/" + id,
        output.size(),
        RunViews.time(run.endedAt()),
        List.of(new Checksum(output.sha256(), "sha-256")),
        List.of(new AccessMethod(URI.create(url).getScheme(), new AccessUrl(url))));
  }

  @GET
  @Path("/content/{run}/{path:.+}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @RolesAllowed({Roles.VIEWER, Roles.SUBMITTER, Roles.OPERATOR})
  @Operation(summary = "The bytes of an output, or a range of them")
  @APIResponse(responseCode = "200", description = "All bytes")
  @APIResponse(responseCode = "206", description = "The bytes of the Range header")
  @APIResponse(responseCode = "404", description = "There is none, or it is another's")
  @APIResponse(responseCode = "416", description = "The range begins beyond the end")
  public Response content(
      @PathParam("run") String runId,
      @PathParam("path") String path,
      @HeaderParam("Range") String range)
      throws IOException {
    Run run = visible.require(runId);
    RunOutputs.Output output = require(run, path);
    java.nio.file.Path folder = java.nio.file.Path.of(run.folder());
    java.nio.file.Path file = folder.resolve(path);
    if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(folder.toRealPath())) {
      throw Refusal.notFound("the file '" + path + "' is no longer there");
    }
    long size = Files.size(file);
    ByteRange wanted = ByteRange.of(range, size);
    Response.ResponseBuilder answer =
        wanted.isAll()
            ? Response.ok(new PathPart(file, 0, size))
            : Response.status(206)
                .entity(new PathPart(file, wanted.first(), wanted.length()))
                .header("Content-Range", wanted.header(size));
    return answer
        .header("Accept-Ranges", "bytes")
        .header("ETag", "\"" + output.sha256() + "\"")
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Disposition", "attachment")
        .build();
  }

  /** Only what the run lists: no path that leads elsewhere is among it. */
  private static RunOutputs.Output require(Run run, String path) throws IOException {
    return RunOutputs.find(run, path)
        .orElseThrow(
            () -> Refusal.notFound("the run '" + run.id() + "' has no output '" + path + "'"));
  }
}
