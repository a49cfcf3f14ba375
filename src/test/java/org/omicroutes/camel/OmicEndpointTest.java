package org.omicroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.provenance.CrateWriter;

class OmicEndpointTest {
  @TempDir Path dir;

  private RouteInRun route;

  @BeforeEach
  void open() throws Exception {
    route = new RouteInRun(dir);
  }

  @AfterEach
  void close() throws Exception {
    route.close();
  }

  private Exchange send(String uri, String layer) throws Exception {
    return route.send(uri, exchange -> exchange.setProperty("layer", layer));
  }

  @Test
  void runsAStepOnFilesOfTheRunsFolder() throws Exception {
    Files.writeString(dir.resolve("b.tsv"), "cg\ts1\ncg1\t0.5\n");
    Exchange done =
        send("omic:m-values?betas=b.tsv&out=work/${exchangeProperty.layer}.tsv", "methylation");
    assertThat(done.getException()).isNull();
    assertThat(dir.resolve("work/methylation.tsv")).hasContent("feature\ts1\ncg1\t0\n");
    assertThat(done.getMessage().getHeader("omic.out")).isEqualTo("work/methylation.tsv");
  }

  @Test
  void namesFilesByWhatTheStarsStandFor() throws Exception {
    Files.createDirectories(dir.resolve("scores"));
    Files.writeString(dir.resolve("scores/rna.tsv"), "gene\tscore\nA\t3\nB\t-1\n");
    Files.writeString(dir.resolve("scores/cnv.tsv"), "gene\tscore\nA\t2\n");
    Exchange done = send("omic:combine-scores?scores=scores/*.tsv&out=all.tsv", "");
    assertThat(done.getException()).isNull();
    assertThat(Files.readString(dir.resolve("all.tsv"))).contains("A\t").contains("B\t");
  }

  @Test
  void handsBadDataToTheRoute() throws Exception {
    Files.writeString(dir.resolve("b.tsv"), "cg\ts1\ncg1\t2\n");
    Exchange done = send("omic:m-values?betas=b.tsv&out=m.tsv", "");
    assertThat(done.getException()).isInstanceOf(DataException.class);
    assertThat(dir.resolve("m.tsv")).doesNotExist();
  }

  @Test
  void refusesAnUnknownStepWhenTheRouteIsLoaded() {
    assertThatThrownBy(() -> send("omic:no-such-step?out=x", ""))
        .hasStackTraceContaining("no step 'no-such-step'");
  }

  @Test
  void refusesAnUnknownParameterWhenTheRouteIsLoaded() {
    assertThatThrownBy(() -> send("omic:m-values?betas=b&out=x&offst=1", ""))
        .hasStackTraceContaining("omic:m-values has no 'offst'")
        .hasStackTraceContaining("[offset]");
  }

  @Test
  void writesTheExecutionIntoTheCrate() throws Exception {
    Files.writeString(dir.resolve("b.tsv"), "cg\ts1\ncg1\t0.5\n");
    send("omic:m-values?betas=b.tsv&out=m.tsv&offset=0.01", "");
    route.run.crate().completed();
    JsonNode crate = new ObjectMapper().readTree(dir.resolve(CrateWriter.FILE).toFile());
    JsonNode action = null;
    JsonNode output = null;
    for (JsonNode entity : crate.get("@graph")) {
      if (entity.path("name").asText().equals("m-values: m.tsv")) {
        action = entity;
      } else if (entity.get("@id").asText().equals("m.tsv")) {
        output = entity;
      }
    }
    assertThat(action).isNotNull();
    assertThat(action.at("/instrument/@id").asText()).isEqualTo("#step-m-values");
    assertThat(action.get("object").toString()).contains("b.tsv").contains("m-values-offset");
    assertThat(output).isNotNull();
    assertThat(output.get("sha256").asText()).hasSize(64);
    assertThat(output.get("contentSize").asLong()).isEqualTo(Files.size(dir.resolve("m.tsv")));
  }
}
