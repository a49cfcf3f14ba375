package org.omicroutes.api;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.PartType;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.omicroutes.api.PredictModel.TrainRequest;
import org.omicroutes.api.PredictModel.TrainResponse;
import org.omicroutes.api.WesModel.RunRequest;
import org.omicroutes.state.Run;

/** Training: a run of the workflow {@code prognosis}, which leaves a model in its folder. */
@Path("/train")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Models")
public class TrainResource {
  private static final String WORKFLOW = "prognosis";

  @Inject RunRequests requests;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Roles.SUBMITTER, Roles.OPERATOR})
  @Operation(
      summary = "Trains and cross-validates on a cohort on the server",
      description = "Asynchronous: answers the id of a run, which WES tells more about.")
  @APIResponse(
      responseCode = "202",
      description = "The run, and the device that it got",
      content = @Content(schema = @Schema(implementation = TrainResponse.class)))
  @APIResponse(responseCode = "400", description = "What is asked for cannot be run; see msg")
  public Response train(
      TrainRequest request,
      @Parameter(description = "auto, cpu or gpu; auto by default") @QueryParam("device")
          String device)
      throws IOException {
    if (request == null || request.params() == null || !request.params().isObject()) {
      throw Refusal.malformed("params: found no JSON object, expected one");
    }
    Map<String, String> tags = request.tags() == null ? Map.of() : request.tags();
    return submit(request.params(), device(device, request.device()), tags, List.of());
  }

  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @RolesAllowed({Roles.SUBMITTER, Roles.OPERATOR})
  @Operation(
      summary = "Trains and cross-validates on a cohort that comes with the request",
      description = "params names the attachments, such as {\"samplesheet\": \"samplesheet.csv\"}.")
  @APIResponse(
      responseCode = "202",
      description = "The run, and the device that it got",
      content = @Content(schema = @Schema(implementation = TrainResponse.class)))
  @APIResponse(responseCode = "400", description = "What is asked for cannot be run; see msg")
  public Response train(
      @RestForm @PartType(MediaType.TEXT_PLAIN) String params,
      @RestForm("device") @PartType(MediaType.TEXT_PLAIN) String field,
      @RestForm @PartType(MediaType.TEXT_PLAIN) String tags,
      @RestForm("attachment") List<FileUpload> attachments,
      @QueryParam("device") String query)
      throws IOException {
    return submit(
        requests.object("params", params),
        device(query, field),
        requests.texts("tags", tags),
        attachments);
  }

  private static String device(String query, String field) {
    return query == null ? field : query;
  }

  private Response submit(
      JsonNode params, String device, Map<String, String> tags, List<FileUpload> attachments)
      throws IOException {
    Map<String, String> engine = device == null ? Map.of() : Map.of(RunRequests.DEVICE, device);
    Run run =
        requests.submit(
            new RunRequest(
                params, Offers.TYPE, Offers.TYPE_VERSION, tags, engine, null, null, WORKFLOW),
            attachments);
    return Response.status(Response.Status.ACCEPTED)
        .entity(new TrainResponse(run.id(), run.device()))
        .build();
  }
}
