package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** The main job of the built program on the simulated cohort, as README calls it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PrognosisIT {
  private static final ObjectMapper JSON = new ObjectMapper();

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

  private static CommandLineIT.Result prognosis(Path out) throws Exception {
    return CommandLineIT.call(
        dir,
        "run",
        "prognosis",
        "--samplesheet",
        cohort.resolve("samplesheet.csv").toString(),
        "--network",
        cohort.resolve("network.tsv.gz").toString(),
        "--out",
        out.toString());
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
    CommandLineIT.Result result = predict(sheet, out);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).doesNotContain("left missing");
    assertThat(Files.readAllLines(out)).hasSize(2);
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

  private static CommandLineIT.Result predict(Path sheet, Path out) throws Exception {
    return CommandLineIT.call(
        dir,
        "predict",
        "--model",
        run.resolve("model").toString(),
        "--samplesheet",
        sheet.toString(),
        "--out",
        out.toString());
  }

  @Test
  @Order(5)
  void reusesEverythingOnASecondRun() throws Exception {
    CommandLineIT.Result second = prognosis(run);
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.err()).containsPattern("([0-9]+) steps in [0-9:]+, \\1 of them reused");
  }

  @Test
  @Order(6)
  void runsAgainOnlyWhatDependsOnATouchedInput() throws Exception {
    byte[] before = Files.readAllBytes(run.resolve("predictions.tsv"));
    Path network = cohort.resolve("network.tsv.gz");
    byte[] original = Files.readAllBytes(network);
    Files.write(network, dropLastEdge(network));
    CommandLineIT.Result third = prognosis(run);
    assertThat(third.code()).as(third.err()).isZero();
    var why = CommandLineIT.call(dir, "why", run.toString(), "propagate").out();
    assertThat(why).contains("ran because input network changed from SHA-256");
    assertThat(CommandLineIT.call(dir, "why", run.toString(), "mofa").out())
        .contains("reused")
        .doesNotContain(": ran because");
    Files.write(network, original);
    assertThat(prognosis(run).code()).isZero();
    assertThat(Files.readAllBytes(run.resolve("predictions.tsv"))).isEqualTo(before);
  }

  private static byte[] dropLastEdge(Path network) throws IOException {
    List<String> lines;
    try (var in = org.omicroutes.formats.TextFiles.reader(network)) {
      lines = in.lines().toList();
    }
    Path changed = dir.resolve("changed.tsv.gz");
    try (var out = org.omicroutes.formats.TextFiles.writer(changed)) {
      for (String line : lines.subList(0, lines.size() - 1)) {
        out.write(line + "\n");
      }
    }
    return Files.readAllBytes(changed);
  }

  @Test
  @Order(7)
  void givesTheSamePredictionsThroughADrop() throws Exception {
    Path drops = Files.createDirectory(dir.resolve("drops"));
    Path results = dir.resolve("results");
    Files.deleteIfExists(cohort.resolve("new.csv"));
    copy(cohort, drops.resolve("D1"));
    Files.writeString(drops.resolve("D1/COMPLETE"), "");
    try (ServerProcess server = ServerProcess.start(dir, drops, results)) {
      server.awaitRoutes();
      server.await(results.resolve("D1/predictions.tsv"));
      server.awaitLog("is done");
    }
    assertThat(Files.readAllBytes(results.resolve("D1/predictions.tsv")))
        .isEqualTo(Files.readAllBytes(run.resolve("predictions.tsv")));
  }
}
