package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.formats.SpecificationVcfs;

/**
 * All files that the VCF specification ships for testing parsers, dropped at once into a real
 * server, which reads the mutation layer of each. It takes minutes, so it has to be asked for:
 * {@code ./mvnw verify -Dit.test=VcfDropsIT -Domicroutes.vcf-drops=true}. It prints a table.
 */
class VcfDropsIT {
  private static final String ASKED = "omicroutes.vcf-drops";

  /** With the step that reads the layers of a drop, and no other. */
  private static final String ROUTE =
      """
      - route:
          id: mutations-drop
          errorHandler: {noErrorHandler: {}}
          from:
            uri: "omic-drops:{{omicroutes.drops}}"
            parameters:
              profiles: marker
              workflow: read-mutations
              results: "{{omicroutes.results}}"
              delay: 1s
              parallel: 2
            steps:
              - bean: {ref: omicDrops, method: "route(*, 'read-mutations')"}
      - route:
          id: read-mutations
          errorHandler: {noErrorHandler: {}}
          from:
            uri: direct:read-mutations
            steps:
              - to:
                  uri: omic:read-layer
                  parameters:
                    samplesheet: "${body}/samplesheet.csv"
                    layer: mutation
                    out: mutation.tsv
      """;

  @TempDir Path dir;

  @Test
  void validOnesAreDoneAndBrokenOnesRejectedInWords() throws Exception {
    assumeThat(Boolean.getBoolean(ASKED))
        .as("takes minutes; asked for with -D" + ASKED + "=true")
        .isTrue();
    List<SpecificationVcfs.One> all = SpecificationVcfs.all();
    var documented = SpecificationVcfs.documented();
    FaultTrial trial = new FaultTrial(dir, ROUTE);
    for (SpecificationVcfs.One one : all) {
      Path drop = trial.drops.resolve(one.dropName());
      SpecificationVcfs.cohort(one, drop);
      // Some files are the same for several versions: as drops they would be duplicates.
      Files.writeString(drop.resolve("note.txt"), one.dropName());
      Files.writeString(drop.resolve("COMPLETE"), "");
    }
    Path results = Files.createDirectory(dir.resolve("results"));
    Map<String, String> outcomes = new TreeMap<>();
    try (ServerProcess server = trial.serve(results, Map.of())) {
      server.awaitRoutes();
      for (SpecificationVcfs.One one : all) {
        server.awaitDrop(one.dropName(), "(DONE|REJECTED|DUPLICATE|FAILED)", "");
        outcomes.put(one.dropName(), server.drop(one.dropName()));
      }
      assertThat(server.log()).doesNotContain("\tat ");
    }
    print(all, outcomes);
    List<String> wrong = new ArrayList<>();
    for (SpecificationVcfs.One one : all) {
      String outcome = outcomes.get(one.dropName());
      boolean asExpected =
          one.valid() || documented.contains(one.topic()) && outcome.startsWith("DONE ")
              ? outcome.startsWith("DONE ")
              : outcome.startsWith("REJECTED ") && SpecificationVcfs.namesTheLine(outcome);
      if (!asExpected) {
        wrong.add(one + " " + outcome);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void print(List<SpecificationVcfs.One> all, Map<String, String> outcomes) {
    System.out.println("| file | what is wrong with it | drop | reason |\n|---|---|---|---|");
    Map<String, Integer> counts = new TreeMap<>();
    for (SpecificationVcfs.One one : all) {
      String outcome = outcomes.get(one.dropName());
      String state = outcome.substring(0, outcome.indexOf(' '));
      String reason = state.equals("DONE") ? "" : outcome.substring(state.length() + 1);
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %s | %s |%n",
          one.dropName(),
          one.cause(),
          state,
          reason.replaceAll("/\\S*/calls\\.vcf", "calls.vcf").replace("|", "\\|"));
      counts.merge(
          one.version() + " " + (one.valid() ? "passed" : "failed") + ": " + state,
          1,
          Integer::sum);
    }
    counts.forEach((what, number) -> System.out.println(what + " " + number));
  }
}
