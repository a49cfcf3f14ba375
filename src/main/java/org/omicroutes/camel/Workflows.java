package org.omicroutes.camel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.omicroutes.models.ModelTrainer;
import org.omicroutes.models.SurvivalModels;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Parameters;
import org.omicroutes.step.Port;
import org.omicroutes.step.StepSpec;

/** The workflows that ship with the program: a declaration and the routes that carry it out. */
public final class Workflows {
  /**
   * @param spec name, files and parameters, as of a step
   * @param routes YAML files under {@code routes/}; the route {@code direct:<name>} of the first is
   *     the workflow
   * @param topLevel whether it is called as {@code omicroutes NAME} rather than {@code run NAME}
   * @param check what parameters and the ports that have files must be together
   */
  public record Workflow(
      StepSpec<?> spec,
      List<String> routes,
      boolean topLevel,
      BiConsumer<Record, Set<String>> check) {

    private Workflow(StepSpec<?> spec, List<String> routes, boolean topLevel) {
      this(spec, routes, topLevel, (parameters, ports) -> {});
    }

    public String name() {
      return spec.name();
    }

    /**
     * The parameters of a run, with those that were not given.
     *
     * @param given text by component name
     * @param ports the input ports that have files
     * @throws IllegalArgumentException for values that are not declared, of the wrong type or
     *     range, or that need a file that is not there
     */
    public Map<String, String> parameters(Map<String, String> given, Set<String> ports) {
      Record parameters = Parameters.parse(spec.parameters(), given);
      check.accept(parameters, ports);
      return Parameters.toText(parameters);
    }
  }

  private static final Workflow PROGNOSIS =
      new Workflow(
          StepSpec.of("prognosis", "1", PrognosisOptions.class)
              .summary(
                  "Trains and cross-validates survival models on a cohort and writes predictions,"
                      + " metrics, biomarkers, a model, a report and provenance.")
              .in(Port.one("samplesheet", Edam.CSV, "The files of the cohort."))
              .in(Port.one("network", Edam.TSV, "Interactions: gene1 gene2 [weight]."))
              .out(Port.one("out", Edam.FOLDER, "The run's folder; a rerun there reuses results."))
              .build(),
          List.of("prognosis.yaml", "cohort.yaml"),
          false);

  private static final Workflow PREDICT =
      new Workflow(
          StepSpec.of("predict", "2", PredictOptions.class)
              .summary(
                  "Predicts survival of new patients with a trained model, and explains it; layers"
                      + " may lack.")
              .in(Port.one("model", Edam.FOLDER, "The folder model/ of a prognosis run."))
              .in(Port.one("samplesheet", Edam.CSV, "The files of the new patients."))
              .out(Port.one("out", Edam.TSV, "Predictions: sample, risk, survival by month."))
              .out(
                  Port.optional(
                      "out-uncertainty",
                      Edam.TSV,
                      "Variances by month and the interval of survival time, of models that offer"
                          + " them; columns as of read-outs."))
              .out(
                  Port.optional(
                      "out-explanation",
                      Edam.TSV,
                      "What each layer adds to the log hazard of the training patients' mean:"
                          + " sample, group, value, baseline, prediction."))
              .out(
                  Port.optional(
                      "out-explained-features",
                      Edam.TSV,
                      "The ten features that add most, by patient: sample, group, modality,"
                          + " feature, value, standard_error."))
              .build(),
          List.of("predict.yaml"),
          true);

  private static final Workflow STUDY =
      new Workflow(
          StepSpec.of("study", "2", StudyOptions.class)
              .summary(
                  "Makes a paper's comparison of all models on one or several cohorts: tables, figures"
                      + " and a report.")
              .in(
                  Port.named(
                      "samplesheet",
                      Edam.CSV,
                      "The files of each cohort; without NAME= a cohort is called as its folder."))
              .in(
                  Port.optional(
                      "network",
                      Edam.TSV,
                      "Interactions: gene1 gene2 [weight]. Not needed with `--paper mmfn`, where no"
                          + " model uses it."))
              .out(Port.one("out", Edam.FOLDER, "The run's folder; a rerun there reuses results."))
              .build(),
          List.of("study.yaml", "mmfn.yaml", "cohort.yaml"),
          true,
          (options, ports) -> requireNetwork((StudyOptions) options, ports));

  private Workflows() {}

  private static void requireNetwork(StudyOptions options, Set<String> ports) {
    if (options.needsNetwork() && !ports.contains("network")) {
      throw new IllegalArgumentException(
          "--network: found none, expected interactions, which the paper moanet needs, and the models "
              + SurvivalModels.all().values().stream()
                  .filter(ModelTrainer::usesNetwork)
                  .map(ModelTrainer::name)
                  .toList());
    }
  }

  public static List<Workflow> all() {
    return List.of(PROGNOSIS, PREDICT, STUDY);
  }

  public static Optional<Workflow> find(String name) {
    return all().stream().filter(workflow -> workflow.name().equals(name)).findFirst();
  }
}
