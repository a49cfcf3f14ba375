package org.omicroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.provenance.CrateWriter;

/** The shipped Kamelets in a route. */
class KameletsTest {
  @TempDir Path dir;

  private final DefaultCamelContext context = new DefaultCamelContext();
  private OmicRun run;

  @BeforeEach
  void open() throws Exception {
    var workflow = Workflows.find("prognosis").orElseThrow();
    var call = new CrateWriter.Call(Instant.now(), "workflow/p.yaml", Map.of(), Map.of());
    run = OmicRun.open(dir, workflow.spec(), call, List.of());
    Files.writeString(dir.resolve("b.tsv"), "cg\ts1\ncg1\t0.5\n");
  }

  @AfterEach
  void close() throws Exception {
    run.close();
    context.close();
  }

  private Exchange send(String uri) throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            from("direct:start").to(uri);
          }
        });
    context.start();
    return context
        .createProducerTemplate()
        .send(
            "direct:start",
            exchange -> {
              exchange.setProperty(OmicRun.PROPERTY, run);
              exchange.getMessage().setBody("m & m");
            });
  }

  @Test
  void aKameletRunsItsStepInTheRun() throws Exception {
    Exchange done =
        send("kamelet:omic-m-values-action?betas=b.tsv&out=work/${body}.tsv&offset=0.1");
    assertThat(done.getException()).isNull();
    assertThat(dir.resolve("work/m & m.tsv")).hasContent("feature\ts1\ncg1\t0\n");
    assertThat(done.getMessage().getHeader("omic.out")).isEqualTo("work/m & m.tsv");
    run.crate().completed();
    assertThat(Files.readString(dir.resolve("ro-crate-metadata.json")))
        .contains("#step-m-values", "0.1");
  }

  /** Else a variable of the environment, of that name by chance, would be taken. */
  @Test
  void whatIsNotGivenIsLeftOut() throws Exception {
    Files.writeString(dir.resolve("m.tsv"), "f\ts1\ts2\na\t1\t2\nb\t3\t5\n");
    System.setProperty("outState", "state.json");
    try {
      Exchange done = send("kamelet:omic-quantile-action?matrix=m.tsv&out=q.tsv");
      assertThat(done.getException()).isNull();
    } finally {
      System.clearProperty("outState");
    }
    assertThat(dir.resolve("q.tsv")).exists();
    assertThat(dir.resolve("state.json")).doesNotExist();
  }

  @Test
  void whatTheStepNeedsIsAskedForWhenTheRouteIsLoaded() {
    assertThatThrownBy(() -> send("kamelet:omic-m-values-action?out=m.tsv"))
        .hasStackTraceContaining("betas");
  }

  @Test
  void badDataReachTheRoute() throws Exception {
    Files.writeString(dir.resolve("b.tsv"), "cg\ts1\ncg1\t2\n");
    assertThat(send("kamelet:omic-m-values-action?betas=b.tsv&out=m.tsv").getException())
        .isInstanceOf(DataException.class);
  }
}
