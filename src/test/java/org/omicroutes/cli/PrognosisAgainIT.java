package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.formats.TextFiles;

/** The main job once more, on fewer patients: with another input, and as a drop. */
class PrognosisAgainIT {
  private static final String[] SMALL = {"--folds", "2", "--features", "100", "--factors", "3"};

  @TempDir static Path dir;
  private static Path cohort;
  private static Path run;

  @BeforeAll
  static void runOnce() throws Exception {
    cohort = PrognosisIT.few(dir.resolve("cohort"));
    run = dir.resolve("run");
    CommandLineIT.Result first = PrognosisIT.call(dir, cohort, run, SMALL);
    assertThat(first.code()).as(first.err()).isZero();
  }

  @Test
  void runsAgainOnlyWhatDependsOnATouchedInput() throws Exception {
    byte[] before = Files.readAllBytes(run.resolve("predictions.tsv"));
    Path network = cohort.resolve("network.tsv.gz");
    byte[] original = Files.readAllBytes(network);
    Files.write(network, dropLastEdge(network));
    CommandLineIT.Result touched = PrognosisIT.call(dir, cohort, run, SMALL);
    assertThat(touched.code()).as(touched.err()).isZero();
    var why = CommandLineIT.call(dir, "why", run.toString(), "propagate").out();
    assertThat(why).contains("ran because input network changed from SHA-256");
    assertThat(CommandLineIT.call(dir, "why", run.toString(), "mofa").out())
        .contains("reused")
        .doesNotContain(": ran because");
    Files.write(network, original);
    assertThat(PrognosisIT.call(dir, cohort, run, SMALL).code()).isZero();
    assertThat(Files.readAllBytes(run.resolve("predictions.tsv"))).isEqualTo(before);
  }

  private static byte[] dropLastEdge(Path network) throws IOException {
    List<String> lines;
    try (var in = TextFiles.reader(network)) {
      lines = in.lines().toList();
    }
    Path changed = dir.resolve("changed.tsv.gz");
    try (var out = TextFiles.writer(changed)) {
      for (String line : lines.subList(0, lines.size() - 1)) {
        out.write(line + "\n");
      }
    }
    return Files.readAllBytes(changed);
  }

  @Test
  void givesTheSamePredictionsThroughADrop() throws Exception {
    Path drops = Files.createDirectory(dir.resolve("drops"));
    Path results = dir.resolve("results");
    PrognosisIT.few(drops.resolve("D1"));
    Files.writeString(
        drops.resolve("D1/prognosis.properties"), "folds=2\nfeatures=100\nfactors=3\n");
    Files.writeString(drops.resolve("D1/COMPLETE"), "");
    try (ServerProcess server = ServerProcess.start(dir, drops, results)) {
      server.awaitRoutes();
      server.await(results.resolve("D1/predictions.tsv"));
      server.awaitLog("drop D1 is done");
    }
    assertThat(results.resolve("D1/COMPLETE")).exists();
    assertThat(Files.readAllBytes(results.resolve("D1/predictions.tsv")))
        .isEqualTo(Files.readAllBytes(run.resolve("predictions.tsv")));
  }
}
