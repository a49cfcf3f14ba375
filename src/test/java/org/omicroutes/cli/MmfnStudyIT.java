package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.trials.Program;

/**
 * The study of MMFN on a part of the simulated cohort by the built program, and what is asked of a
 * model of it, in processes of their own.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MmfnStudyIT {
  private static final String MODELS = "mmfn-small,mmfn-small-survival,svm,logistic";

  @TempDir static Path dir;
  private static Path cohort;
  private static Path out;

  private static CommandLineIT.Result study(String models, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "study",
                "--paper",
                "mmfn",
                "--samplesheet",
                "few=" + cohort.resolve("samplesheet.csv"),
                "--folds",
                "2",
                "--horizon",
                "24",
                "--models",
                models,
                "--model",
                "mmfn-small",
                "--explained-patients",
                "10",
                "--out",
                out.toString()));
    arguments.addAll(List.of(more));
    return CommandLineIT.call(dir, arguments.toArray(String[]::new));
  }

  @BeforeAll
  static void runOnce() throws Exception {
    out = dir.resolve("study");
    cohort = PrognosisIT.few(dir.resolve("cohort"));
    CommandLineIT.Result result = study(MODELS);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).contains("Report: ").contains("study.html");
  }

  @Test
  @Order(1)
  void leavesTablesFiguresAndReport() throws IOException {
    for (String file : List.of("classes.json", "study.html", "study.md", "review.tsv")) {
      assertThat(out.resolve(file)).as(file).isNotEmptyFile();
    }
    assertThat(Files.readString(out.resolve("study.html"))).contains("<svg", "MMFN");
    try (Stream<Path> tables = Files.list(out.resolve("tables"))) {
      assertThat(tables).isNotEmpty().allSatisfy(table -> assertThat(table).isNotEmptyFile());
    }
    try (Stream<Path> figures = Files.list(out.resolve("figures"))) {
      assertThat(figures.map(Path::toString)).anyMatch(figure -> figure.endsWith(".svg"));
    }
    for (String model : MODELS.split(",")) {
      for (String fold : List.of("1", "2")) {
        Path predictions = out.resolve("work/predictions/few/1/" + fold + "/" + model + ".tsv");
        assertThat(predictions).isNotEmptyFile();
      }
    }
  }

  /** What is there is reused, and the tables are made of all. */
  @Test
  @Order(2)
  void takesInAModelMore() throws Exception {
    CommandLineIT.Result more = study(MODELS + ",mmfn-clinical");
    assertThat(more.code()).as(more.err()).isZero();
    assertThat(more.err()).contains("(reused)");
    try (Stream<Path> tables = Files.list(out.resolve("tables"))) {
      assertThat(tables.filter(table -> table.toString().endsWith(".tsv")))
          .anySatisfy(table -> assertThat(table).content().contains("mmfn-clinical"));
    }
  }

  /** A model of the study in another process, and what would change its mind. */
  @Test
  @Order(3)
  void aModelSaysTheSameInAnotherProcessAndWhatWouldChangeItsMind() throws Exception {
    Path fold = out.resolve("work/cohorts/few/1/1");
    List<String> inputs =
        List.of(
            "--model",
            fold.resolve("models/mmfn-small.json.gz").toString(),
            "--clinical",
            "clinical=" + fold.resolve("clinical/clinical-raw.tsv"),
            "--continuous",
            "rna=" + out.resolve("work/cohorts/few/layers/rna.tsv.gz"),
            "--patients",
            fold.resolve("test.txt").toString());
    Path again = dir.resolve("again.tsv");
    CommandLineIT.Result applied =
        call(
            "apply-model",
            inputs,
            "--horizons",
            "6,12,18,24,30,36,42,48,54,60",
            "--out",
            again.toString());
    assertThat(applied.code()).as(applied.err()).isZero();
    assertThat(again)
        .hasSameTextualContentAs(out.resolve("work/predictions/few/1/1/mmfn-small.tsv"));
    Path changes = dir.resolve("changes.tsv");
    CommandLineIT.Result changed =
        call(
            "counterfactuals",
            inputs,
            "--background",
            fold.resolve("train.txt").toString(),
            "--at-most",
            "5",
            "--out",
            changes.toString());
    assertThat(changed.code()).as(changed.err()).isZero();
    List<String> rows = Files.readAllLines(changes);
    assertThat(rows.get(0))
        .isEqualTo("sample\tprobability\treached_probability\tmodality\tfeature\tfrom\tto");
    assertThat(rows.stream().skip(1).map(row -> row.split("\t")[0]).distinct()).hasSize(5);
  }

  private static CommandLineIT.Result call(String step, List<String> inputs, String... more)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of(step));
    arguments.addAll(inputs);
    arguments.addAll(List.of(more));
    return CommandLineIT.call(dir, arguments.toArray(String[]::new));
  }

  @Test
  @Order(4)
  void trainsTheFinalModelAndPredictsForNewPatients() throws Exception {
    Path run = dir.resolve("run");
    CommandLineIT.Result trained =
        PrognosisIT.call(
            dir,
            cohort,
            run,
            "--model",
            "mmfn",
            "--preset",
            "small-cohort",
            "--horizon",
            "24",
            "--folds",
            "2",
            "--features",
            "50");
    assertThat(trained.code()).as(trained.err()).isZero();
    Path sheet = cohort.resolve("new.csv");
    Files.writeString(
        sheet, "layer,format,path\nrna,counts,rna_counts.tsv.gz\nclinical,clinical,clinical.csv\n");
    Path explanation = dir.resolve("explanation.tsv");
    Path predicted = dir.resolve("predicted.tsv");
    CommandLineIT.Result result =
        CommandLineIT.call(
            dir,
            "predict",
            "--model",
            run.resolve("model").toString(),
            "--samplesheet",
            sheet.toString(),
            "--horizons",
            "24",
            "--out",
            predicted.toString(),
            "--out-explanation",
            explanation.toString());
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(Files.readAllLines(predicted).get(0)).isEqualTo("sample\trisk\tsurvival_24m");
    assertThat(Files.readString(explanation)).contains("\trna\t", "\tclinical\t");
    if (!Program.isNative()) {
      assertThat(run.resolve("report.html")).isNotEmptyFile();
    }
  }

  @Test
  @Order(5)
  void refusesWhatItCannotCompare() throws Exception {
    CommandLineIT.Result tiny = study("mmfn-small,mmfn-tiny");
    assertThat(tiny.code()).isEqualTo(2);
    assertThat(tiny.err()).contains("found mmfn-tiny");
    CommandLineIT.Result moanet = study("mmfn-small,moanet");
    assertThat(moanet.code()).isEqualTo(2);
    assertThat(moanet.err()).contains("--network: found none");
  }
}
