package org.omicroutes.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;

/** Runs on cwltool itself, and what a server that was killed leaves behind. */
class EngineRunTest {
  private static final String TOOL =
      """
      cwlVersion: v1.2
      class: CommandLineTool
      baseCommand: [sort, -r]
      stdout: sorted.txt
      inputs:
        table: {type: File, inputBinding: {position: 1}}
      outputs:
        sorted: {type: stdout}
      """;

  @TempDir Path folder;

  private EngineRun run(String command, String table) throws IOException {
    Path tool = Files.writeString(folder.resolve("sort.cwl"), TOOL);
    JsonNode inputs =
        new ObjectMapper()
            .readTree("{\"table\": {\"class\": \"File\", \"path\": \"" + table + "\"}}");
    Path out = Files.createDirectories(folder.resolve("out"));
    return new EngineRun(Engine.of(Engine.Language.CWL, command), tool.toString(), inputs, out);
  }

  private static void assumeInstalled(String program) {
    boolean isThere = false;
    for (String place : System.getenv("PATH").split(":")) {
      isThere |= Files.isExecutable(Path.of(place).resolve(program));
    }
    assumeTrue(isThere, program + " is not installed");
  }

  @Test
  void cwltoolRunsATool() throws Exception {
    assumeInstalled("cwltool");
    Path table = Files.writeString(folder.resolve("table.txt"), "a\nc\nb\n");
    EngineRun run = run("cwltool --no-container", table.toString());
    List<EngineTask> tasks = new ArrayList<>();
    run.run(() -> false, tasks::add);
    assertThat(tasks)
        .extracting(EngineTask::name, EngineTask::status)
        .containsExactly(tuple("sort.cwl", EngineTask.Status.COMPLETED));
    assertThat(folder.resolve("out/outputs/sorted.txt")).hasContent("c\nb\na\n");
    assertThat(EngineRun.EngineCall.in(run.folder()).exitCode()).isZero();
    assertThat(run.engine().version()).startsWith("3.");
    assertThatThrownBy(
            () -> run("cwltool --no-container", "/none.txt").run(() -> false, task -> {}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cwltool ended with exit status 1")
        .hasMessageContaining("none.txt");
  }

  @Test
  void anEngineThatIsNotThereIsSaid() {
    assertThatThrownBy(() -> run("no-such-engine", "/none.txt").run(() -> false, task -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'no-such-engine' cannot be started");
  }

  @Test
  void whatTheFailedTaskSaidIsTold() throws Exception {
    EngineMessages messages = EngineMessages.from(folder.resolve("out"), folder.resolve("err"));
    Files.writeString(
        folder.resolve("err"),
        """
        \u001b[1;30mINFO\u001b[0m [job vst] /tmp/a$ omicroutes \\
            vst \\
            --counts c.tsv > out
        error: c.tsv, line 2: found x
        \u001b[33mWARNING\u001b[0m [job vst] exited with status: 65
        ERROR [job vst] Job error:
        ("Error collecting output for parameter 'out'", {})
        WARNING [job vst] completed permanentFail
        WARNING Final process status is permanentFail
        """);
    assertThat(messages.last())
        .isEqualTo(" (error: c.tsv, line 2: found x | WARNING [job vst] exited with status: 65)");
  }

  /** Nextflow's own last lines tell where its files are. */
  @Test
  void whatTheFailedTaskSaidToNextflowIsTold() throws Exception {
    EngineMessages messages = EngineMessages.from(folder.resolve("out"), folder.resolve("err"));
    Files.writeString(folder.resolve("err"), "\u001b[31mno disk\u001b[0m\n\n");
    assertThat(messages.last()).isEqualTo(" (no disk)");
    Files.writeString(
        folder.resolve("out"),
        """
        ERROR ~ Error executing process > 'VST (vst)'

        Caused by:
          Process `VST (vst)` terminated with an error exit status (65)

        Command error:
          error: counts.tsv, line 2: found x

        Work dir:
          /runs/84/bfa65d

        Tip: try again
        """);
    assertThat(messages.last()).isEqualTo(" (error: counts.tsv, line 2: found x)");
    assertThat(messages.tell(Pattern.compile("status.*65"))).isTrue();
    assertThat(EngineMessages.from(folder.resolve("out"), folder.resolve("err")).last()).isEmpty();
  }

  @Test
  void whatACrashLeftBehindEndsBeforeTheNextAttempt() throws Exception {
    Process left = new ProcessBuilder("sleep", "300").start();
    EngineRun run = run("true", "/none.txt");
    Path place = run.folder().resolve(".omicroutes/engine.pid");
    Files.createDirectories(place.getParent());
    Files.writeString(
        place, left.pid() + " " + left.toHandle().info().startInstant().orElseThrow());
    run.run(() -> false, task -> {});
    assertThat(left.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(place).doesNotExist();
  }
}
