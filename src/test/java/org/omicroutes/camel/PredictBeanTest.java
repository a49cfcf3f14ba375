package org.omicroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;

class PredictBeanTest {
  private static final Path SHEET = Path.of("test-data/cohort/samplesheet.csv");

  @TempDir Path dir;
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final PredictBean bean = new PredictBean();

  private void model(String name, boolean withReference) throws IOException {
    Files.writeString(
        dir.resolve("model.json.gz"),
        "{\"format\": 1, \"model\": \"%s\",%s \"fitted\": {}}"
            .formatted(name, withReference ? " \"reference\": {\"modalities\": {}}," : ""));
  }

  private Exchange exchange(String... asked) {
    Exchange exchange = new DefaultExchange(context);
    exchange.setProperty("model", dir.toString());
    for (String port : asked) {
      exchange.setProperty(port, port + ".tsv");
    }
    return exchange;
  }

  @Test
  void aModelWithoutUncertaintyIsRefusedBeforeAnyWork() throws IOException {
    model("cox", true);
    assertThatThrownBy(() -> bean.check(exchange("outUncertainty")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("out-uncertainty: found the model cox, expected one that says how sure it is");
    assertThatCode(() -> bean.check(exchange("outExplanation"))).doesNotThrowAnyException();
    model("moanet", true);
    assertThatCode(() -> bean.check(exchange("outUncertainty"))).doesNotThrowAnyException();
  }

  @Test
  void aModelWithoutReferencePatientCanBeAskedForPredictionsAlone() throws IOException {
    model("moanet", false);
    assertThatCode(() -> bean.check(exchange("outUncertainty"))).doesNotThrowAnyException();
    assertThatThrownBy(() -> bean.check(exchange("outExplainedFeatures")))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(
            "model.json.gz", "no reference patient", "trained by this version");
    Files.delete(dir.resolve("model.json.gz"));
    assertThatThrownBy(() -> bean.check(exchange()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no model.json.gz");
  }

  /** Outputs that nobody asked for are not worked on. */
  @Test
  void theRouteDoesWhatIsAskedFor() throws Exception {
    model("moanet", true);
    var workflow = Workflows.find("predict").orElseThrow();
    Map<String, Path> inputs = Map.of("model", dir, "samplesheet", SHEET);
    try (WorkflowEngine engine = new WorkflowEngine(context, 1)) {
      context.start();
      engine.load(workflow);
      assertThat(engine.plan(workflow, inputs, Map.of(), Map.of()))
          .containsKey("apply-model")
          .doesNotContainKeys("read-outs", "explain");
      assertThat(engine.plan(workflow, inputs, Map.of("out-uncertainty", "u.tsv"), Map.of()))
          .containsKey("read-outs")
          .doesNotContainKey("explain");
      for (String port : new String[] {"out-explanation", "out-explained-features"}) {
        assertThat(engine.plan(workflow, inputs, Map.of(port, "e.tsv"), Map.of()))
            .containsKey("explain")
            .doesNotContainKey("read-outs");
      }
    } finally {
      context.stop();
    }
  }
}
