package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.omicroutes.cli.StateQuery.rows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drops and a real server that is killed. */
class DropsIT {
  @TempDir Path dir;

  /** A small run: two folds, few features. */
  private Path drop(Path drops, String name) throws Exception {
    Path drop = drops.resolve(name);
    PrognosisIT.copy(Path.of("test-data/cohort"), drop);
    Files.writeString(
        drop.resolve("prognosis.properties"), "folds=2\nfeatures=50\nfactors=2\nmodel=cox\n");
    return drop;
  }

  @Test
  void aKilledServerGoesOnWhereItStoodAndEndsEveryDropOnce() throws Exception {
    Path drops = Files.createDirectory(dir.resolve("drops"));
    Path results = dir.resolve("results");
    Files.writeString(drop(drops, "D1").resolve("COMPLETE"), "");
    Path bad = drop(drops, "D2");
    Files.writeString(bad.resolve("samplesheet.csv"), "layer,kind,path\nrna,counts,x.tsv\n");
    Files.writeString(bad.resolve("COMPLETE"), "");
    try (ServerProcess server = ServerProcess.start(dir, drops, results)) {
      server.await(results.resolve("D1/.omicroutes/history.jsonl"));
      server.awaitLog("vst done");
      server.kill();
    }
    assertThat(results.resolve("D1/COMPLETE")).doesNotExist();
    long before = Files.readAllLines(results.resolve("D1/.omicroutes/history.jsonl")).size();
    try (ServerProcess server = ServerProcess.start(dir, drops, results)) {
      server.awaitRoutes();
      server.awaitLog("drop D1 is done");
      assertThat(server.log()).contains("vst reused").doesNotContain("\tat ");
    }
    assertThat(results.resolve("D1/COMPLETE")).exists();
    assertThat(results.resolve("D1/metrics.json")).isNotEmptyFile();
    assertThat(Files.readAllLines(results.resolve("D1/.omicroutes/history.jsonl")))
        .hasSizeGreaterThan((int) before)
        .anyMatch(line -> line.contains("\"reused\":true"));
    assertThat(leftovers(results.resolve("D1"))).isEmpty();
    String url = StateQuery.embedded(results);
    assertThat(rows(url, "SELECT path, state, attempts FROM dropped WHERE claimed_by IS NULL"))
        .containsExactlyInAnyOrder("D1 DONE 1", "D2 REJECTED 1");
    assertThat(
            rows(
                url,
                "SELECT d.path, h.state FROM dropped d JOIN dropped_history h ON h.drop_id = d.id"
                    + " WHERE h.state IN ('DONE', 'REJECTED', 'FAILED')"))
        .containsExactlyInAnyOrder("D1 DONE", "D2 REJECTED");
    assertThat(rows(url, "SELECT state FROM run"))
        .containsExactlyInAnyOrder("COMPLETE", "EXECUTOR_ERROR");
    assertThat(rows(url, "SELECT reason FROM dropped WHERE path = 'D2'").get(0))
        .contains("samplesheet.csv, line 1", "'format'");
    assertThat(
            rows(
                url,
                "SELECT t.name, t.reused, t.state FROM task t JOIN run r ON r.id = t.run_id"
                    + " WHERE r.state = 'COMPLETE'"))
        .contains("vst true COMPLETE", "report false COMPLETE")
        .allMatch(task -> task.endsWith(" COMPLETE"));
  }

  @Test
  void aStoppedServerParksItsDropAndSaysSo() throws Exception {
    Path drops = Files.createDirectory(dir.resolve("drops"));
    Path results = dir.resolve("results");
    Path drop = drop(drops, "D1");
    // Long enough to be stopped in.
    Files.writeString(drop.resolve("prognosis.properties"), "folds=5\nfeatures=50\nfactors=2\n");
    Files.writeString(drop.resolve("COMPLETE"), "");
    String log;
    try (ServerProcess server = ServerProcess.start(dir, drops, results)) {
      server.awaitLog("mofa done");
      server.close();
      log = server.log();
    }
    assertThat(log).contains("drop D1, attempt 1: given back").doesNotContain("\tat ");
    String url = StateQuery.embedded(results);
    assertThat(rows(url, "SELECT state, attempts, reason FROM dropped"))
        .containsExactly("COMPLETE 0 parked: the server was stopped");
    assertThat(rows(url, "SELECT state FROM run")).containsExactly("QUEUED");
    assertThat(rows(url, "SELECT id FROM instance")).isEmpty();
    assertThat(results.resolve("D1/COMPLETE")).doesNotExist();
  }

  @Test
  void refusesRoutesThatCannotRun() throws Exception {
    Path routes = Files.createDirectory(dir.resolve("routes"));
    Files.writeString(
        routes.resolve("a.yaml"),
        "- route:\n    from: {uri: 'omic-drops:x?atempts=3', steps: [{log: x}]}\n");
    CommandLineIT.Result nothing =
        CommandLineIT.call(dir, "serve", "--results", dir.resolve("r").toString());
    assertThat(nothing.code()).isEqualTo(2);
    assertThat(nothing.err()).contains("expected --drops, --routes or both");
    try (ServerProcess server =
        ServerProcess.start(
            dir, "--routes", routes.toString(), "--results", dir.resolve("r").toString())) {
      assertThat(server.awaitExit()).isEqualTo(1);
      assertThat(server.log())
          .contains("the routes cannot be loaded", "atempts")
          .doesNotContain("\tat ");
    }
  }

  private static List<Path> leftovers(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(
              file -> {
                String name = file.getFileName().toString();
                return name.startsWith(".omicroutes-") || name.endsWith(".tmp");
              })
          .toList();
    }
  }
}
