package org.omicroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;

/** The shipped Kamelets in a route. */
class KameletsTest {
  @TempDir Path dir;

  private RouteInRun route;

  @BeforeEach
  void open() throws Exception {
    route = new RouteInRun(dir);
    Files.writeString(dir.resolve("b.tsv"), "cg\ts1\ncg1\t0.5\n");
  }

  @AfterEach
  void close() throws Exception {
    route.close();
  }

  private Exchange send(String uri) throws Exception {
    return route.send(uri, exchange -> exchange.getMessage().setBody("m & m"));
  }

  @Test
  void aKameletRunsItsStepInTheRun() throws Exception {
    Exchange done =
        send("kamelet:omic-m-values-action?betas=b.tsv&out=work/${body}.tsv&offset=0.1");
    assertThat(done.getException()).isNull();
    assertThat(dir.resolve("work/m & m.tsv")).hasContent("feature\ts1\ncg1\t0\n");
    assertThat(done.getMessage().getHeader("omic.out")).isEqualTo("work/m & m.tsv");
    route.run.crate().completed();
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
