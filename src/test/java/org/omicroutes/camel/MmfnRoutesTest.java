package org.omicroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.trials.HorizonCohort;

/** MMFN on the routes: the study, the main job, new patients, and an endpoint of one's own. */
class MmfnRoutesTest {
  private static final String HORIZON = "" + HorizonCohort.HORIZON;
  @TempDir static Path dir;
  private static Path sheet;

  @BeforeAll
  static void write() throws IOException {
    sheet = HorizonCohort.in(dir.resolve("cohort"));
  }

  private static Map<String, String> options(String models, String... more) {
    Map<String, String> options =
        new LinkedHashMap<>(
            Map.of("paper", "mmfn", "models", models, "folds", "2", "horizon", HORIZON));
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return options;
  }

  /** Does something with an engine whose routes are those of a workflow. */
  private interface Work {
    void with(WorkflowEngine engine, Workflows.Workflow workflow) throws Exception;
  }

  private static void engine(String name, Work work) throws Exception {
    var workflow = Workflows.find(name).orElseThrow();
    try (DefaultCamelContext context = new DefaultCamelContext();
        WorkflowEngine engine = new WorkflowEngine(context, 2)) {
      context.start();
      engine.load(workflow);
      work.with(engine, workflow);
    }
  }

  private static Map<String, Integer> planned(Map<String, String> options) throws Exception {
    Map<String, Integer> planned = new LinkedHashMap<>();
    Map<String, Path> inputs = Map.of("samplesheet/A", sheet, "network", sheet);
    engine(
        "study", (engine, study) -> planned.putAll(engine.plan(study, inputs, Map.of(), options)));
    return planned;
  }

  @Test
  void onlyModelsOfSurvivalMakeTheHarmonisedLayers() throws Exception {
    Map<String, Integer> own =
        planned(options("mmfn,mmfn-small,mmfn-survival,svm", "repeats", "2"));
    assertThat(own)
        .containsEntry("split", 2)
        .containsEntry("training-samples", 4)
        .containsEntry("clinical-features", 4)
        .containsEntry("train mmfn", 12)
        .containsEntry("train svm", 4)
        .containsEntry("class-importance", 1)
        .containsEntry("counterfactuals", 1)
        .containsEntry("class-tables", 1)
        .containsEntry("class-report", 1)
        .doesNotContainKeys("rank-normal", "explain", "mofa", "study-tables");
    Map<String, Integer> both = planned(options("svm,cox", "model", "svm", "explainedFolds", "0"));
    assertThat(both)
        .containsEntry("rank-normal", 2)
        .containsEntry("clinical-features", 6)
        .containsEntry("train cox", 2)
        .doesNotContainKeys("class-importance", "counterfactuals");
  }

  @Test
  void theStudyOfMoanetTakesMmfnIn() throws Exception {
    Map<String, Integer> planned =
        planned(
            Map.of(
                "models",
                "moanet,mmfn-small-survival",
                "explained",
                "moanet",
                "folds",
                "2",
                "ablationRepeats",
                "0"));
    assertThat(planned)
        .containsEntry("train mmfn", 2)
        .containsEntry("train moanet", 2)
        .containsEntry("study-tables", 1)
        .doesNotContainKeys("class-tables");
  }

  @Test
  void theStudyLeavesItsTablesAndReport() throws Exception {
    Path out = dir.resolve("study");
    Map<String, String> options =
        options("mmfn-small,logistic,cox", "model", "mmfn-small", "explainedPatients", "5");
    engine(
        "study",
        (engine, study) ->
            engine.run(study, Map.of("samplesheet/A", sheet), options, out, List.of()));
    for (String file : List.of("classes.json", "study.html", "study.md", "review.tsv")) {
      assertThat(out.resolve(file)).as(file).isNotEmptyFile();
    }
    assertThat(out.resolve("tables")).isNotEmptyDirectory();
    assertThat(out.resolve("figures")).isNotEmptyDirectory();
    try (Stream<Path> predictions = Files.list(out.resolve("work/predictions/A/1/1"))) {
      assertThat(predictions.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("mmfn-small.tsv", "logistic.tsv", "cox.tsv");
    }
    assertThat(out.resolve("work/history/A/1/2/mmfn-small.tsv")).isNotEmptyFile();
    assertThat(out.resolve("work/history/A/1/2/logistic.tsv")).doesNotExist();
    assertThat(Files.readString(out.resolve("work/importance/A/1/1.tsv")))
        .contains("attention\t", "permutation\t", "shapley\t");
    // Everybody has a label or none, and the raw clinical values are what was read.
    List<String> raw =
        Files.readAllLines(out.resolve("work/cohorts/A/1/1/clinical/clinical-raw.tsv"));
    assertThat(raw).anyMatch(line -> line.startsWith("sex=female\t"));
    assertThat(raw).anyMatch(line -> line.startsWith("sex=male\t"));
  }

  @Test
  void theMainJobTrainsAModelThatPredictsForNewPatients() throws Exception {
    Path out = dir.resolve("prognosis");
    Path network = sheet.resolveSibling("network.tsv");
    Map<String, String> options =
        Map.of("model", "mmfn", "preset", "small-cohort", "folds", "2", "horizon", HORIZON);
    engine(
        "prognosis",
        (engine, prognosis) ->
            engine.run(
                prognosis,
                Map.of("samplesheet", sheet, "network", network),
                options,
                out,
                List.of()));
    assertThat(out.resolve("model/clinical-raw-features.json")).isNotEmptyFile();
    assertThat(Files.readString(out.resolve("metrics.tsv"))).contains("mmfn\t", "cox\t");
    Path predicted = dir.resolve("predicted");
    Map<String, String> asked = Map.of("out", "out.tsv", "out-explanation", "explanation.tsv");
    engine(
        "predict",
        (engine, predict) ->
            engine.run(
                predict,
                Map.of("samplesheet", sheet, "model", out.resolve("model")),
                asked,
                Map.of("horizons", "12," + HORIZON),
                predicted,
                List.of()));
    List<String> lines = Files.readAllLines(predicted.resolve("out.tsv"));
    assertThat(lines).hasSize(HorizonCohort.PATIENTS + 1);
    assertThat(lines.get(0)).isEqualTo("sample\trisk\tsurvival_12m\tsurvival_" + HORIZON + "m");
    assertThat(Files.readString(predicted.resolve("explanation.tsv")))
        .contains("\tclinical\t", "\trna\t");
  }

  @Test
  void anEndpointTrainsMmfn() throws Exception {
    Path folder = dir.resolve("endpoint");
    Files.createDirectories(folder);
    Files.copy(sheet.resolveSibling("rna.tsv"), folder.resolve("rna.tsv"));
    try (RouteInRun route = new RouteInRun(folder)) {
      Exchange read =
          route.send(
              "omic:read-clinical?samplesheet="
                  + sheet
                  + "&outSurvival=survival.tsv&outCovariates=covariates.tsv",
              exchange -> {});
      assertThat(read.getException()).isNull();
    }
    try (RouteInRun route = new RouteInRun(folder)) {
      Exchange encoded =
          route.send(
              "omic:clinical-features?covariates=covariates.tsv&encoding=raw&out=clinical.tsv",
              exchange -> {});
      assertThat(encoded.getException()).isNull();
    }
    try (RouteInRun route = new RouteInRun(folder)) {
      Exchange trained =
          route.send(
              "omic:train?model=mmfn&preset=small-cohort&horizon="
                  + HORIZON
                  + "&clinical=clinical=clinical.tsv&continuous=rna=rna.tsv&survival=survival.tsv"
                  + "&horizons="
                  + HORIZON
                  + "&outPredictions=predictions.tsv&outHistory=history.tsv",
              exchange -> {});
      assertThat(trained.getException()).isNull();
    }
    assertThat(Files.readAllLines(folder.resolve("predictions.tsv")))
        .hasSize(HorizonCohort.PATIENTS + 1);
    assertThat(Files.readAllLines(folder.resolve("history.tsv")).get(0))
        .isEqualTo(
            "network\tepoch\tlearning_rate\ttraining_loss\tvalidation_loss\ttraining_accuracy"
                + "\tvalidation_accuracy");
  }
}
