package org.omicroutes.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.omicroutes.api.PredictModel.PredictResponse;
import org.omicroutes.camel.WorkflowEngine;
import org.omicroutes.camel.Workflows;
import org.omicroutes.camel.Workflows.Workflow;
import org.omicroutes.models.ModelFiles;
import org.omicroutes.models.SurvivalModels;
import org.omicroutes.models.UncertainModel;
import org.omicroutes.state.RunState;
import org.omicroutes.step.Parameters;

/** Runs the workflow {@code predict} for a caller that waits. */
@ApplicationScoped
public class Predictor {
  private static final String OUT = "out.tsv";
  private static final String UNCERTAINTY = "uncertainty.tsv";

  @Inject RunWorker worker;

  /**
   * Parameters of {@code predict} as text; null for the default.
   *
   * @param horizons months, separated by commas
   */
  record Settings(String horizons, String level, String patientColumn) {

    static Settings of(List<Integer> horizons, Double level, String patientColumn) {
      return new Settings(
          horizons == null
              ? null
              : horizons.stream().map(String::valueOf).collect(Collectors.joining(",")),
          level == null ? null : level.toString(),
          patientColumn);
    }

    Map<String, String> parameters() {
      Map<String, String> parameters = new LinkedHashMap<>();
      put(parameters, "horizons", horizons);
      put(parameters, "level", level);
      put(parameters, "patientColumn", patientColumn);
      return parameters;
    }

    private static void put(Map<String, String> parameters, String name, String value) {
      if (value != null && !value.isBlank()) {
        parameters.put(name, value);
      }
    }
  }

  /**
   * @param model its folder
   * @param folder to work in
   * @throws Refusal where the data or the settings are at fault, or the server has not started
   */
  PredictResponse predict(String name, Path model, Path sheet, Settings settings, Path folder)
      throws IOException {
    WorkflowEngine engine =
        worker.engine().orElseThrow(() -> Refusal.of(503, "the server is still starting"));
    Workflow workflow = Workflows.find("predict").orElseThrow();
    String kind = ModelFiles.header(model.resolve(ModelFolders.FILE)).name();
    boolean isUncertain = UncertainModel.class.isAssignableFrom(SurvivalModels.named(kind).type());
    Map<String, String> outputs = new LinkedHashMap<>(Map.of("out", OUT));
    if (isUncertain) {
      outputs.put("out-uncertainty", UNCERTAINTY);
    }
    Map<String, Path> inputs = Map.of("model", model, "samplesheet", sheet);
    try {
      Parameters.parse(workflow.spec().parameters(), settings.parameters());
      engine.load(workflow);
      engine.run(workflow, inputs, outputs, settings.parameters(), folder, List.of());
    } catch (Exception e) {
      RunFailure failure = RunFailure.of("predict " + UUID.randomUUID(), e);
      throw Refusal.of(failure.state() == RunState.EXECUTOR_ERROR ? 400 : 500, failure.message());
    }
    return new PredictResponse(
        name,
        kind,
        Predictions.read(folder.resolve(OUT), isUncertain ? folder.resolve(UNCERTAINTY) : null));
  }
}
