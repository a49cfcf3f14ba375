package org.omicroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;

class WorkflowEngineTest {
  @TempDir Path dir;

  @Test
  void refusesAFolderThatHoldsSomethingElseAndTouchesNothingInIt() throws Exception {
    Path other = Files.createDirectories(dir.resolve("work")).resolve("precious.txt");
    Files.writeString(other, "mine");
    try (DefaultCamelContext context = new DefaultCamelContext();
        WorkflowEngine engine = new WorkflowEngine(context, 1)) {
      var workflow = Workflows.find("prognosis").orElseThrow();
      assertThatThrownBy(() -> engine.run(workflow, Map.of(), Map.of(), dir, List.of()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("neither empty nor the folder of an earlier run");
    }
    assertThat(other).hasContent("mine");
    assertThat(dir.resolve(".omicroutes")).doesNotExist();
  }

  @Test
  void missesAFileBeforeItBegins() throws Exception {
    Path run = dir.resolve("run");
    Path network = dir.resolve("none.tsv");
    try (DefaultCamelContext context = new DefaultCamelContext();
        WorkflowEngine engine = new WorkflowEngine(context, 1)) {
      var workflow = Workflows.find("prognosis").orElseThrow();
      assertThatThrownBy(
              () -> engine.run(workflow, Map.of("network", network), Map.of(), run, List.of()))
          .isInstanceOf(DataException.class)
          .hasMessage(network + ": found no such file; expected a readable file");
    }
    assertThat(run).doesNotExist();
  }
}
