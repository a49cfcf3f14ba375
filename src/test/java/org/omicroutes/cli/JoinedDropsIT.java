package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.omicroutes.cli.StateQuery.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers that come in two drops, and a real server that is killed while one waits and both run. */
class JoinedDropsIT {
  private static final Path COHORT = Path.of("test-data/cohort");

  @TempDir Path dir;

  private static void copy(String file, Path to) throws IOException {
    Files.createDirectories(to);
    Files.copy(COHORT.resolve(file), to.resolve(file));
  }

  @Test
  void areOneRunOverKills() throws Exception {
    Path drops = Files.createDirectory(dir.resolve("drops"));
    Path results = dir.resolve("results");
    Path routes = Files.createDirectory(dir.resolve("routes"));
    String route = Files.readString(Path.of("routes/drops.yaml"));
    Files.writeString(
        routes.resolve("drops.yaml"),
        route.replace("        delay: 5s\n", "        delay: 1s\n        layers: clinical\n"));
    String[] options = {
      "--drops", drops.toString(), "--results", results.toString(), "--routes", routes.toString()
    };
    Path late = drops.resolve("methylation");
    copy("methylation_beta.tsv.gz", late);
    copy("probe_map.csv", late);
    Files.writeString(
        late.resolve("samplesheet.csv"),
        "layer,format,path\nmethylation,beta,methylation_beta.tsv.gz\n"
            + "methylation,probe-map,probe_map.csv\n");
    Files.writeString(late.resolve("COMPLETE"), "");
    try (ServerProcess server = ServerProcess.start(dir, options)) {
      server.awaitLog("drop methylation");
      server.awaitLog("): WAITING");
      server.kill();
    }
    Path first = drops.resolve("clinic");
    copy("clinical.csv", first);
    copy("rna_counts.tsv.gz", first);
    copy("network.tsv.gz", first);
    Files.writeString(
        first.resolve("samplesheet.csv"),
        "layer,format,path\nclinical,clinical,clinical.csv\nrna,counts,rna_counts.tsv.gz\n");
    Files.writeString(
        first.resolve("prognosis.properties"), "folds=2\nfeatures=50\nfactors=2\nmodel=cox\n");
    Files.writeString(first.resolve("COMPLETE"), "");
    try (ServerProcess server = ServerProcess.start(dir, options)) {
      server.awaitLog("vst done");
      server.kill();
    }
    try (ServerProcess server = ServerProcess.start(dir, options)) {
      server.awaitLog("is done");
      assertThat(server.log()).contains("vst reused").doesNotContain("\tat ");
    }
    String url = StateQuery.embedded(results);
    assertThat(rows(url, "SELECT path, state, attempts FROM dropped ORDER BY path"))
        .containsExactly("clinic DONE 1", "methylation DONE 1");
    assertThat(rows(url, "SELECT COUNT(*) FROM dropped_history WHERE state = 'DONE'"))
        .containsExactly("2");
    assertThat(rows(url, "SELECT state FROM run")).containsExactly("COMPLETE");
    assertThat(rows(url, "SELECT COUNT(*) FROM run_drop")).containsExactly("2");
    Path run = results.resolve("methylation");
    assertThat(run.resolve("COMPLETE")).exists();
    JsonNode crate = new ObjectMapper().readTree(run.resolve("ro-crate-metadata.json").toFile());
    assertThat(crate.findValuesAsText("@id"))
        .filteredOn(id -> id.startsWith("#drop-"))
        .hasSizeGreaterThanOrEqualTo(2);
    assertThat(Files.readString(run.resolve("joined/README.txt")))
        .contains("clinic", "methylation");
  }
}
