package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.TextFiles;

/** The main job of the built program on the simulated cohort, as README calls it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PrognosisIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FEW = 100;

  @TempDir static Path dir;
  private static Path cohort;
  private static Path run;
  private static CommandLineIT.Result first;

  @BeforeAll
  static void runOnce() throws Exception {
    cohort = dir.resolve("cohort");
    copy(Path.of("test-data/cohort"), cohort);
    run = dir.resolve("run");
    first = prognosis(run);
    assertThat(first.code()).as(first.err()).isZero();
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.sorted().toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  /** A third of the simulated cohort. */
  static Path few(Path folder) throws IOException {
    copy(Path.of("test-data/cohort"), folder);
    Path clinical = folder.resolve("clinical.csv");
    Files.write(clinical, Files.readAllLines(clinical).subList(0, FEW + 1));
    return folder;
  }

  private static CommandLineIT.Result prognosis(Path out) throws Exception {
    return call(dir, cohort, out);
  }

  /** The main job on a cohort. */
  static CommandLineIT.Result call(Path dir, Path cohort, Path out, String... more)
      throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "prognosis",
                "--samplesheet",
                cohort.resolve("samplesheet.csv").toString(),
                "--network",
                cohort.resolve("network.tsv.gz").toString(),
                "--out",
                out.toString()));
    arguments.addAll(List.of(more));
    return CommandLineIT.call(dir, arguments.toArray(String[]::new));
  }

  @Test
  @Order(1)
  void leavesEverythingItPromises() {
    for (String file :
        List.of(
            "metrics.json",
            "metrics.tsv",
            "predictions.tsv",
            "biomarkers.tsv",
            "model/model.json.gz",
            "report.html",
            "ro-crate-metadata.json",
            "logs/run.log")) {
      assertThat(run.resolve(file)).as(file).isNotEmptyFile();
    }
    assertThat(first.out()).contains("moanet", "kernel-ensemble", "ridge", "cox", "kaplan-meier");
  }

  @Test
  @Order(2)
  void beatsTheClinicalModelAndFindsThePlantedModule() throws IOException {
    double clinical = meanC("cox");
    assertThat(meanC("moanet")).isGreaterThan(clinical + 0.08);
    assertThat(meanC("ridge")).isGreaterThan(clinical + 0.08);
    Set<String> planted = new HashSet<>(Files.readAllLines(cohort.resolve("truth/module.txt")));
    long found =
        Files.readAllLines(run.resolve("biomarkers.tsv")).stream()
            .skip(1)
            .limit(planted.size())
            .filter(line -> planted.contains(line.split("\t")[1]))
            .count();
    assertThat(found).isGreaterThanOrEqualTo(planted.size() * 2L / 3);
  }

  private static double meanC(String model) throws IOException {
    return Files.readAllLines(run.resolve("metrics.tsv")).stream()
        .map(line -> line.split("\t"))
        .filter(c -> c[0].equals(model) && c[1].matches("[0-9]+") && c[2].equals("cIndex"))
        .mapToDouble(c -> Double.parseDouble(c[4]))
        .average()
        .orElseThrow();
  }

  @Test
  @Order(3)
  void recordsEveryStepInTheCrate() throws IOException {
    JsonNode crate = JSON.readTree(run.resolve("ro-crate-metadata.json").toFile());
    Set<String> ids = new HashSet<>();
    Set<String> referenced = new HashSet<>();
    Set<String> instruments = new HashSet<>();
    for (JsonNode entity : crate.get("@graph")) {
      assertThat(ids.add(entity.get("@id").asText())).as("%s once", entity.get("@id")).isTrue();
      entity.findValues("@id").forEach(id -> referenced.add(id.asText()));
      if (entity.has("instrument") && entity.path("@type").asText().equals("CreateAction")) {
        instruments.add(entity.get("instrument").get("@id").asText());
        assertThat(entity.has("startTime") && entity.has("endTime")).isTrue();
        assertThat(entity.at("/actionStatus/@id").asText()).endsWith("CompletedActionStatus");
      }
    }
    assertThat(instruments).contains("#step-vst", "#step-combat", "#step-mofa", "#step-train");
    referenced.removeIf(id -> id.startsWith("http"));
    assertThat(ids).containsAll(referenced);
    assertThat(crate.toString()).contains("\"sha256\":").contains("\"contentSize\":");
  }

  @Test
  @Order(4)
  void predictsForNewPatientsWithLayersMissing() throws Exception {
    Path sheet = cohort.resolve("new.csv");
    Files.writeString(
        sheet, "layer,format,path\nrna,counts,rna_counts.tsv.gz\nclinical,clinical,clinical.csv\n");
    Path out = dir.resolve("new.tsv");
    CommandLineIT.Result result = predict(sheet, out);
    assertThat(result.code()).as(result.err()).isZero();
    List<String> lines = Files.readAllLines(out);
    assertThat(lines.get(0)).startsWith("sample\trisk\tsurvival_12m");
    assertThat(lines.size()).isGreaterThan(250);
  }

  @Test
  @Order(4)
  void predictsForOnePatientFromItsVcfAlone() throws Exception {
    Path sheet = cohort.resolve("new.csv");
    Files.writeString(
        sheet,
        "layer,format,path,sample,patient,batch\nmutation,vcf,calls/P001.vcf.gz,P001-T,P001,\n");
    Path out = dir.resolve("one.tsv");
    Path uncertainty = dir.resolve("outputs/uncertainty.tsv");
    Path explanation = dir.resolve("outputs/explanation.tsv.gz");
    Path features = dir.resolve("outputs/features.tsv");
    CommandLineIT.Result result =
        predict(
            sheet,
            out,
            "--horizons",
            "12,36",
            "--level",
            "0.8",
            "--out-uncertainty",
            uncertainty.toString(),
            "--out-explanation",
            explanation.toString(),
            "--out-explained-features",
            features.toString());
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).doesNotContain("left missing");
    List<String> predicted = Files.readAllLines(out);
    assertThat(predicted).hasSize(2);
    assertThat(predicted.get(0)).isEqualTo("sample\trisk\tsurvival_12m\tsurvival_36m");
    List<String> sure = Files.readAllLines(uncertainty);
    assertThat(sure).hasSize(3);
    assertThat(sure.get(1)).startsWith("P001\t12\t").contains("\t0.8\t");
    double risk = Double.parseDouble(predicted.get(1).split("\t")[1]);
    assertThat(lines(explanation).stream().map(line -> line.split("\t")[1]))
        .containsExactly("group", "clinical", "methylation", "rna", "mutation");
    assertSumsTo(risk, lines(explanation), 2, Double.NaN);
    double baseline = Double.parseDouble(lines(explanation).get(1).split("\t")[3]);
    assertSumsTo(risk, Files.readAllLines(features), 4, baseline);
    try (Stream<Path> left = Files.list(dir)) {
      assertThat(left.filter(file -> file.getFileName().toString().startsWith("."))).isEmpty();
    }
  }

  /**
   * @param column of the values
   * @param baseline NaN where it is in the fourth column
   */
  private static void assertSumsTo(double risk, List<String> table, int column, double baseline) {
    double sum = 0;
    for (String line : table.subList(1, table.size())) {
      sum += Double.parseDouble(line.split("\t")[column]);
    }
    double from =
        Double.isNaN(baseline) ? Double.parseDouble(table.get(1).split("\t")[3]) : baseline;
    assertThat(from + sum).isCloseTo(risk, within(1e-6));
  }

  private static List<String> lines(Path file) throws IOException {
    try (var in = TextFiles.reader(file)) {
      return in.lines().toList();
    }
  }

  /** The clinical model says nothing of how sure it is. */
  @Test
  @Order(4)
  void refusesUncertaintyOfAModelWithoutItAndWritesNothing() throws Exception {
    Path model = dir.resolve("cox-model");
    copy(run.resolve("model"), model);
    Path file = model.resolve("model.json.gz");
    ObjectNode saved = (ObjectNode) Json.read(file, JsonNode.class);
    Json.write(file, saved.put("model", "cox"));
    Path out = dir.resolve("refused.tsv");
    CommandLineIT.Result result =
        CommandLineIT.call(
            dir,
            "predict",
            "--model",
            model.toString(),
            "--samplesheet",
            cohort.resolve("samplesheet.csv").toString(),
            "--out",
            out.toString(),
            "--out-uncertainty",
            dir.resolve("refused-uncertainty.tsv").toString());
    assertThat(result.code()).isNotZero();
    assertThat(result.err())
        .contains("out-uncertainty: found the model cox")
        .doesNotContain("read-clinical");
    assertThat(out).doesNotExist();
    assertThat(dir.resolve("refused-uncertainty.tsv")).doesNotExist();
  }

  @Test
  @Order(4)
  void refusesPatientsOfWhomTheModelKnowsNoLayer() throws Exception {
    Path sheet = cohort.resolve("new.csv");
    Files.writeString(sheet, "layer,format,path\nprotein,matrix,rna_counts.tsv.gz\n");
    Path out = dir.resolve("none.tsv");
    CommandLineIT.Result result = predict(sheet, out);
    assertThat(result.code()).isEqualTo(65);
    assertThat(result.err())
        .contains("new.csv", "found protein", "clinical, methylation, mutation");
    assertThat(out).doesNotExist();
  }

  private static CommandLineIT.Result predict(Path sheet, Path out, String... more)
      throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "predict",
                "--model",
                run.resolve("model").toString(),
                "--samplesheet",
                sheet.toString(),
                "--out",
                out.toString()));
    arguments.addAll(List.of(more));
    return CommandLineIT.call(dir, arguments.toArray(String[]::new));
  }

  @Test
  @Order(5)
  void reusesEverythingOnASecondRun() throws Exception {
    CommandLineIT.Result second = prognosis(run);
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.err()).containsPattern("([0-9]+) steps in [0-9:]+, \\1 of them reused");
  }
}
