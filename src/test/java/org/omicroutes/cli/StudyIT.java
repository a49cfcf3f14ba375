package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.step.Folders;
import org.omicroutes.trials.Program;

/**
 * A small study of a part of the simulated cohort by the built program: interrupted, resumed,
 * repeated.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StudyIT {
  @TempDir static Path dir;
  private static Path cohort;
  private static Path out;
  private static CommandLineIT.Result resumed;

  private static String[] study(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "study",
                "--samplesheet",
                cohort.resolve("samplesheet.csv").toString(),
                "--network",
                cohort.resolve("network.tsv.gz").toString(),
                "--folds",
                "2",
                "--inner-folds",
                "2",
                "--features",
                "50",
                "--models",
                "moanet,kernel-ensemble,cox",
                "--explained",
                "moanet,cox",
                "--out",
                out.toString()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  /** Kills a study once a model has been trained, then starts it again. */
  @BeforeAll
  static void killAndResume() throws Exception {
    out = dir.resolve("study");
    cohort = PrognosisIT.few(dir.resolve("cohort"));
    List<String> command = new ArrayList<>();
    command.add(Program.path());
    command.addAll(List.of(study()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("killed.txt").toFile())
            .start();
    long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (!Files.readString(dir.resolve("killed.txt")).contains("train cox")) {
      assertThat(process.isAlive() && System.nanoTime() < until)
          .as(Files.readString(dir.resolve("killed.txt")))
          .isTrue();
      Thread.sleep(200);
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
    resumed = CommandLineIT.call(dir, study());
  }

  @Test
  @Order(1)
  void goesOnWhereItWasKilled() {
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("(reused)");
    if (!Program.isNative()) {
      // That one is at its end before it knows how fast it is.
      assertThat(resumed.err()).containsPattern("train .*about [0-9]+ s left");
    }
    assertThat(resumed.err()).contains("Report: ").contains("study.html");
  }

  @Test
  @Order(2)
  void leavesEveryTableAndFigure() throws IOException {
    for (String file : List.of("T1", "T2", "T3", "T4", "T5", "T6")) {
      assertThat(out.resolve("tables").resolve(file + ".tsv")).as(file).isNotEmptyFile();
    }
    for (String file : List.of("F1", "F2", "F3", "F4")) {
      assertThat(out.resolve("figures").resolve(file + ".svg")).as(file).isNotEmptyFile();
      if (!Program.isNative()) {
        assertThat(out.resolve("figures").resolve(file + ".png")).as(file).isNotEmptyFile();
      }
    }
    assertThat(Files.readString(out.resolve("tables/T1.tsv")))
        .contains("moanet", "kernel-ensemble", "cox");
    assertThat(Files.readString(out.resolve("tables/T4.tsv")))
        .contains("without-network", "without-rna", "only-clinical");
    assertThat(Files.readString(out.resolve("study.html"))).contains("<svg").contains("T6");
  }

  @Test
  @Order(3)
  void makesTheSameFilesAgainFromTheCachedFolds() throws Exception {
    TreeMap<String, byte[]> before = results();
    for (String made : List.of("tables", "figures")) {
      Folders.delete(out.resolve(made));
    }
    Files.delete(out.resolve("study.html"));
    CommandLineIT.Result again = CommandLineIT.call(dir, study());
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.err()).containsPattern("([0-9]+) steps in [0-9:]+, \\1 of them reused");
    assertThat(results()).containsExactlyEntriesOf(before);
  }

  private static TreeMap<String, byte[]> results() throws IOException {
    TreeMap<String, byte[]> results = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = out.relativize(file).toString();
        if (name.matches("(tables|figures)/.*|study\\.(json|html|md)")) {
          results.put(name, Files.readAllBytes(file));
        }
      }
    }
    assertThat(results).isNotEmpty();
    return results;
  }

  @Test
  @Order(4)
  void refusesWhatItCannotCompare() throws Exception {
    CommandLineIT.Result unknown = CommandLineIT.call(dir, study("--model", "rsf"));
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("model: found rsf", "one of the models");
    CommandLineIT.Result twice =
        CommandLineIT.call(
            dir, study("--samplesheet", cohort.resolve("samplesheet.csv").toString()));
    assertThat(twice.code()).isEqualTo(2);
    assertThat(twice.err()).contains("cohort twice");
    CommandLineIT.Result splits =
        CommandLineIT.call(dir, study("--splits", dir.resolve("nowhere").toString()));
    assertThat(splits.code()).isEqualTo(65);
    assertThat(splits.err()).contains("nowhere", "found no such file");
  }
}
