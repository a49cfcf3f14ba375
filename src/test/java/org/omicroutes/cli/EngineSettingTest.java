package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.omicroutes.neural.Engines;

class EngineSettingTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void forget() {
    System.clearProperty(Engines.PROPERTY);
  }

  private int call(String... arguments) {
    return CommandTree.build()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void anUnknownEngineIsToldBeforeTheWork() {
    System.setProperty(Engines.PROPERTY, "cuda");
    assertThat(call("vst", "--counts", "nowhere.tsv", "--out", "nowhere.tsv")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("error: OMICROUTES_ENGINE: found 'cuda', expected auto, nd4j or plain\n");
    assertThat(call("vst", "--help")).isZero();
    assertThat(out.toString()).contains("--counts");
  }

  @Test
  void aKnownOneIsTaken() {
    System.setProperty(Engines.PROPERTY, "plain");
    assertThat(call("vst", "--counts", "nowhere.tsv", "--out", "nowhere.tsv")).isEqualTo(65);
    assertThat(err.toString()).doesNotContain("OMICROUTES_ENGINE");
  }
}
