package org.omicroutes.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The messages of {@code POST /predict} and {@code POST /train}. */
final class PredictModel {
  private PredictModel() {}

  /**
   * Patients to predict for.
   *
   * @param model name of a model's folder
   * @param patient one patient, or
   * @param patients several
   * @param formats of layers that are not what the model suggests: counts, matrix, beta, binary
   * @param horizons months; null for the default
   * @param level of the interval of survival time; null for the default
   */
  @Schema(name = "PredictRequest")
  record PredictRequest(
      @Schema(examples = "drop-2026-03/model") String model,
      Patient patient,
      List<Patient> patients,
      Map<String, String> formats,
      List<Integer> horizons,
      Double level) {}

  /**
   * @param values by layer ({@code clinical}, {@code rna}, …) and feature; what lacks is missing
   */
  @Schema(name = "Patient")
  record Patient(String id, Map<String, Map<String, JsonNode>> values) {}

  /**
   * @param kind of model, such as {@code moanet}
   */
  @Schema(name = "PredictResponse")
  record PredictResponse(String model, String kind, List<Prediction> patients) {}

  /**
   * @param risk log hazard, relative
   * @param survival probability by horizon, such as {@code 12m}
   * @param interval null where the model offers none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Prediction")
  record Prediction(String id, double risk, Map<String, Double> survival, Interval interval) {}

  /**
   * Of survival time, in days; null where the predicted curve does not fall so far, or no bound was
   * fitted.
   *
   * @param level that the interval from lower to upper is to hold
   * @param boundDays conformal lower bound, which a share {@code boundAlpha} may miss
   */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "SurvivalInterval")
  record Interval(
      Double lowerDays,
      Double medianDays,
      Double upperDays,
      Double level,
      Double boundDays,
      Double boundAlpha) {}

  /**
   * What to train on: as {@code workflow_params} of the workflow {@code prognosis}.
   *
   * @param params a JSON object of files and parameters
   * @param device auto, cpu or gpu; null for auto
   */
  @Schema(name = "TrainRequest")
  record TrainRequest(
      @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT)
          JsonNode params,
      String device,
      Map<String, String> tags) {}

  /**
   * @param runId of the run, by which WES tells how it goes
   * @param device that it got
   */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "TrainResponse")
  record TrainResponse(String runId, String device) {}
}
