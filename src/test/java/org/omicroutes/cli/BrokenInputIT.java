package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.omicroutes.formats.TextFiles;

/** What a user is told when a file of a cohort is broken, and that nothing is half written. */
class BrokenInputIT {
  @TempDir Path dir;

  /** How to break a cohort. */
  interface Breakage {
    void apply(Path cohort) throws IOException;
  }

  /**
   * @param name what is broken
   * @param breakage how
   * @param told what the message must hold
   */
  record Case(String name, Breakage breakage, List<String> told) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "unknown gene ids",
            cohort -> edit(cohort.resolve("network.tsv.gz"), line -> line.replace("GENE", "ENSG")),
            List.of("network.tsv.gz", "ENSG0", "GENE0")),
        new Case(
            "a count of -3",
            cohort -> edit(cohort.resolve("rna_counts.tsv.gz"), 2, cells -> cells[1] = "-3"),
            List.of("rna_counts.tsv.gz, line 2, column", "found '-3'", "already normalised")),
        new Case(
            "a duplicate sample",
            cohort -> edit(cohort.resolve("rna_counts.tsv.gz"), 1, cells -> cells[2] = cells[1]),
            List.of("rna_counts.tsv.gz, line 1, column", "twice", "expected each")),
        new Case(
            "a truncated gzip",
            cohort -> truncate(cohort.resolve("rna_counts.tsv.gz")),
            List.of("rna_counts.tsv.gz", "truncated gzip")),
        new Case(
            "a VCF without header",
            cohort -> edit(firstVcf(cohort), line -> line.startsWith("#") ? null : line),
            List.of(".vcf.gz, line 1", "expected ##fileformat")),
        new Case(
            "a beta of 1.7",
            cohort -> edit(cohort.resolve("methylation_beta.tsv.gz"), 2, cells -> cells[3] = "1.7"),
            List.of("methylation_beta.tsv.gz, line 2, column", "found '1.7'", "from 0 to 1")),
        new Case(
            "an empty clinical table",
            cohort -> Files.writeString(cohort.resolve("clinical.csv"), ""),
            List.of("clinical.csv", "empty")),
        new Case(
            "all patients censored",
            cohort -> censor(cohort.resolve("clinical.csv")),
            List.of("clinical.csv", "event")),
        new Case(
            "a batch with a single sample",
            cohort -> lonelyBatch(cohort.resolve("clinical.csv")),
            List.of("LONELY", "expected")),
        new Case(
            "no overlap between layers",
            cohort -> edit(cohort.resolve("rna_counts.tsv.gz"), 1, BrokenInputIT::rename),
            List.of("rna", "expected")),
        new Case(
            "a samplesheet without the column format",
            cohort ->
                edit(
                    cohort.resolve("samplesheet.csv"),
                    line -> line.replaceFirst("^layer,format", "layer,kind")),
            List.of("samplesheet.csv, line 1", "layer, kind", "'format'")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isToldAndLeavesNothing(Case broken) throws Exception {
    Path cohort = dir.resolve("cohort");
    PrognosisIT.copy(Path.of("test-data/cohort"), cohort);
    broken.breakage().apply(cohort);
    Path run = dir.resolve("run");
    CommandLineIT.Result result = PrognosisIT.call(dir, cohort, run, "--folds", "2");
    String error =
        result.err().lines().filter(line -> line.startsWith("error: ")).findFirst().orElse("");
    assertThat(error).as(result.err()).contains(broken.told()).contains("found", "expected");
    assertThat(result.code()).isEqualTo(65);
    assertThat(result.err()).doesNotContain("\tat ");
    assertThat(run.resolve("predictions.tsv")).doesNotExist();
    try (Stream<Path> files = Files.walk(run)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".omicroutes-") || name.endsWith(".tmp"));
    }
  }

  private static void edit(Path file, UnaryOperator<String> change) throws IOException {
    List<String> lines;
    try (var in = TextFiles.reader(file)) {
      lines = in.lines().map(change).filter(line -> line != null).toList();
    }
    try (var out = TextFiles.writer(file)) {
      for (String line : lines) {
        out.write(line + "\n");
      }
    }
  }

  /** Changes the cells of one 1-based line of a tab-separated file. */
  private static void edit(Path file, int number, java.util.function.Consumer<String[]> change)
      throws IOException {
    int[] line = {0};
    edit(
        file,
        text -> {
          if (++line[0] != number) {
            return text;
          }
          String[] cells = text.split("\t");
          change.accept(cells);
          return String.join("\t", cells);
        });
  }

  private static void truncate(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
  }

  private static Path firstVcf(Path cohort) throws IOException {
    try (Stream<Path> files = Files.list(cohort.resolve("calls"))) {
      return files.sorted().findFirst().orElseThrow();
    }
  }

  private static void censor(Path clinical) throws IOException {
    int event = Files.readAllLines(clinical).get(0).split(",").length;
    int column = Arrays.asList(Files.readAllLines(clinical).get(0).split(",")).indexOf("event");
    assertThat(column).isBetween(0, event);
    boolean[] header = {true};
    edit(
        clinical,
        line -> {
          if (header[0]) {
            header[0] = false;
            return line;
          }
          String[] cells = line.split(",", -1);
          cells[column] = cells[column].isEmpty() ? "" : "0";
          return String.join(",", cells);
        });
  }

  private static void lonelyBatch(Path clinical) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(clinical));
    int column = Arrays.asList(lines.get(0).split(",")).indexOf("batch");
    String[] cells = lines.get(5).split(",", -1);
    cells[column] = "LONELY";
    lines.set(5, String.join(",", cells));
    Files.write(clinical, lines);
  }

  private static void rename(String[] cells) {
    for (int i = 1; i < cells.length; i++) {
      cells[i] = "OTHER" + i;
    }
  }
}
