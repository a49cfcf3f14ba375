package org.omicroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;

/** A route of one's own on a drop, in its folder of results. */
class DropStepsTest {
  private static final String ROUTE =
      """
      - route:
          id: values
          description: Turns beta values into M-values.
          errorHandler: { noErrorHandler: {} }
          from:
            uri: direct:values
            steps:
              - to:
                  uri: omic:m-values
                  parameters: { betas: "${body}/betas.tsv", out: m-values.tsv }
              - setBody: { constant: "done" }
      """;

  @TempDir Path dir;
  private final DefaultCamelContext context = new DefaultCamelContext();
  private WorkflowEngine engine;
  private Path drop;
  private Path results;

  @BeforeEach
  void load() throws Exception {
    engine = new WorkflowEngine(context, 1);
    Path routes = Files.createDirectory(dir.resolve("routes"));
    Files.writeString(routes.resolve("values.yaml"), ROUTE);
    RouteFolder.load(context, routes);
    context.start();
    drop = Files.createDirectory(dir.resolve("drop"));
    results = dir.resolve("results");
  }

  @AfterEach
  void close() throws Exception {
    engine.close();
    context.close();
  }

  private Exchange run(String name) throws Exception {
    Exchange exchange = new DefaultExchange(context);
    exchange.getMessage().setBody(drop.toString());
    DropSteps steps = DropSteps.find(context, name);
    engine.run(steps, exchange, Map.of("drop", drop), results, List.of(), List.of());
    return exchange;
  }

  @Test
  void itsStepsWorkInTheRunsFolderAndTheCrateTellsOfThem() throws Exception {
    Files.writeString(drop.resolve("betas.tsv"), "gene\tS1\nA\t0.5\n");
    assertThat(run("values").getMessage().getBody()).isEqualTo("done");
    assertThat(results.resolve("m-values.tsv")).hasContent("feature\tS1\nA\t0");
    assertThat(results.resolve("workflow/values.yaml")).hasContent(ROUTE);
    assertThat(results.resolve("ro-crate-metadata.json"))
        .content()
        .contains("CompletedActionStatus", "m-values", "Turns beta values into M-values.");
  }

  @Test
  void whatAKilledRunHadBegunGoesAndWhatItHadFinishedIsReused() throws Exception {
    Files.writeString(drop.resolve("betas.tsv"), "gene\tS1\nA\t0.5\n");
    run("values");
    String id = "3b1c8a52-11aa-4c1e-9f00-0123456789ab";
    List<Path> begun =
        List.of(
            results.resolve(".crate-77.tmp"),
            results.resolve(".m-values.tsv." + id + ".tmp"),
            results.resolve(".omicroutes/executions/ab12." + id + ".tmp"),
            results.resolve(".omicroutes/objects/.ab12." + id + ".tmp"),
            results.resolve(".omicroutes-12"));
    for (Path file : begun) {
      Files.writeString(file, "half");
    }
    Path own = Files.writeString(results.resolve("notes.tmp"), "mine");
    Path history = results.resolve(".omicroutes/history.jsonl");
    run("values");
    assertThat(begun).allSatisfy(file -> assertThat(file).doesNotExist());
    assertThat(own).exists();
    assertThat(history).content().contains("\"reused\":true");
  }

  @Test
  void badDataAreNamedAndTheCrateSaysThatItFailed() throws Exception {
    Files.writeString(drop.resolve("betas.tsv"), "gene\tS1\nA\thigh\n");
    assertThatThrownBy(() -> run("values"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("betas.tsv")
        .hasMessageContaining("high");
    assertThat(results.resolve("m-values.tsv")).doesNotExist();
    assertThat(results.resolve("ro-crate-metadata.json")).content().contains("FailedActionStatus");
  }

  @Test
  void aRouteThatIsNotThereIsMissedAtOnce() {
    assertThatThrownBy(() -> run("other"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there is no route that starts at direct:other");
  }
}
