package org.omicroutes.api;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.PartType;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.omicroutes.api.PredictModel.PredictRequest;
import org.omicroutes.api.PredictModel.PredictResponse;
import org.omicroutes.step.Folders;

/** Predictions while the caller waits. */
@Path("/predict")
@Singleton
@Tag(name = "Models", description = "Train survival models and predict with them")
public class PredictResource {
  private static final String TSV = "text/tab-separated-values";

  @Inject FileAccess files;
  @Inject PredictFolders folders;
  @Inject ModelFolders models;
  @Inject VisibleRuns visible;
  @Inject Predictor predictor;

  @ConfigProperty(name = "omicroutes.predict.patients", defaultValue = "1000")
  int mostPatients;

  @ConfigProperty(name = "omicroutes.predict.parallel", defaultValue = "2")
  int parallel;

  private Semaphore places;

  @PostConstruct
  void open() {
    places = new Semaphore(parallel);
  }

  /** Makes the cohort to predict for in a folder of its own. */
  private interface Cohort {
    java.nio.file.Path write(java.nio.file.Path model, java.nio.file.Path folder)
        throws IOException;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces({MediaType.APPLICATION_JSON, TSV})
  @RolesAllowed({Roles.SUBMITTER, Roles.OPERATOR})
  @Operation(
      summary = "Predicts survival of one patient or many",
      description =
          "Values by layer and feature; a layer or value that lacks is missing. Answers JSON, or"
              + " TSV where Accept asks for it.")
  @APIResponse(
      responseCode = "200",
      description =
          "Risk and survival probabilities by patient, with intervals of survival time"
              + " where the model offers them",
      content = @Content(schema = @Schema(implementation = PredictResponse.class)))
  @APIResponse(responseCode = "400", description = "No such model, or values it cannot take")
  @APIResponse(responseCode = "503", description = "Too many predictions at once; try again")
  public Response predict(PredictRequest request, @Context HttpHeaders headers) throws IOException {
    if (request == null) {
      throw Refusal.malformed("found no body, expected a JSON object");
    }
    Predictor.Settings settings =
        Predictor.Settings.of(request.horizons(), request.level(), PatientTables.PATIENT_COLUMN);
    return answer(
        request.model(),
        settings,
        (model, folder) -> PatientTables.write(model, folder, request, mostPatients),
        headers);
  }

  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Produces({MediaType.APPLICATION_JSON, TSV})
  @RolesAllowed({Roles.SUBMITTER, Roles.OPERATOR})
  @Operation(
      summary = "Predicts survival of the patients of a samplesheet",
      description = "The samplesheet and the files that it names are attachments.")
  @APIResponse(
      responseCode = "200",
      description = "As for JSON",
      content = @Content(schema = @Schema(implementation = PredictResponse.class)))
  @APIResponse(responseCode = "400", description = "No such model, or files it cannot take")
  @APIResponse(responseCode = "503", description = "Too many predictions at once; try again")
  public Response predict(
      @RestForm @PartType(MediaType.TEXT_PLAIN) String model,
      @RestForm @PartType(MediaType.TEXT_PLAIN) String samplesheet,
      @RestForm @PartType(MediaType.TEXT_PLAIN) String horizons,
      @RestForm @PartType(MediaType.TEXT_PLAIN) String level,
      @RestForm("attachment") List<FileUpload> attachments,
      @Context HttpHeaders headers)
      throws IOException {
    Predictor.Settings settings = new Predictor.Settings(horizons, level, null);
    return answer(
        model,
        settings,
        (folderOfModel, folder) -> {
          Attachments.store(attachments, folder);
          String name =
              samplesheet == null || samplesheet.isBlank() ? "samplesheet.csv" : samplesheet;
          var caller = new FileAccess.Caller(folder, visible::maySee);
          java.nio.file.Path sheet = files.resolve("samplesheet", name, caller);
          files.requireRows("samplesheet", sheet, caller);
          return sheet;
        },
        headers);
  }

  private Response answer(
      String name, Predictor.Settings settings, Cohort cohort, HttpHeaders headers)
      throws IOException {
    java.nio.file.Path model = models.require(name, visible::maySee);
    boolean isTsv =
        headers.getAcceptableMediaTypes().stream()
            .map(type -> type.getType() + "/" + type.getSubtype())
            .filter(type -> type.equals(TSV) || type.equals(MediaType.APPLICATION_JSON))
            .findFirst()
            .filter(TSV::equals)
            .isPresent();
    if (!places.tryAcquire()) {
      throw Refusal.of(503, "there are predictions under way already; try again in a moment");
    }
    java.nio.file.Path folder = null;
    try {
      folder = folders.create();
      java.nio.file.Path sheet = cohort.write(model, folder.resolve("cohort"));
      PredictResponse response =
          predictor.predict(name, model, sheet, settings, folder.resolve("out"));
      return isTsv
          ? Response.ok(Predictions.tsv(response.patients()), TSV).build()
          : Response.ok(response, MediaType.APPLICATION_JSON).build();
    } catch (org.omicroutes.cohort.DataException e) {
      throw Refusal.malformed(e.getMessage());
    } finally {
      places.release();
      if (folder != null) {
        Folders.delete(folder);
      }
    }
  }
}
