package org.omicroutes.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;

class StepRunnerTest {
  @TempDir Path dir;

  private final CopyStep step = new CopyStep();
  private Path in;
  private Path run;
  private Path out;

  @BeforeEach
  void prepare() throws IOException {
    in = Files.writeString(dir.resolve("in.txt"), "text\n");
    run = dir.resolve("run");
    out = run.resolve("a/out.txt");
  }

  private Execution execute(String times) throws Exception {
    try (RunDirectory memory = RunDirectory.open(run)) {
      return StepRunner.in(memory, List.of())
          .run(
              Invocation.of(step)
                  .input("in", List.of(in))
                  .parameter("times", times)
                  .output("out", out)
                  .build());
    }
  }

  @Test
  void reusesAResultWhenNothingHasChanged() throws Exception {
    Execution first = execute("1");
    Files.delete(out);
    Execution second = execute("1");
    assertThat(first.reused()).isFalse();
    assertThat(second.reused()).isTrue();
    assertThat(step.runs).hasValue(1);
    assertThat(out).hasContent("text\n");
  }

  @Test
  void runsAgainAndSaysWhyWhenAParameterChanges() throws Exception {
    execute("1");
    Execution second = execute("2");
    assertThat(second.reused()).isFalse();
    assertThat(second.reason()).isEqualTo("parameter times changed from 1 to 2");
    assertThat(execute("1").reused()).isTrue();
    assertThat(out).hasContent("text\n");
  }

  @Test
  void runsAgainAndSaysWhyWhenAnInputChanges() throws Exception {
    execute("1");
    Files.writeString(in, "other\n");
    Execution second = execute("1");
    assertThat(second.reason()).startsWith("input in changed from SHA-256 ");
    assertThat(out).hasContent("other\n");
  }

  @Test
  void noticesADamagedStoreAndMakesTheResultAnew() throws Exception {
    Execution first = execute("1");
    Path object = run.resolve(".omicroutes/objects/" + first.outputs().get(0).sha256());
    Files.writeString(object, "damage");
    Execution second = execute("1");
    assertThat(second.reused()).isFalse();
    assertThat(second.reason()).isEqualTo("its stored result was missing or damaged");
    assertThat(out).hasContent("text\n");
  }

  @Test
  void whatAPowerCutLeftUnfinishedIsMadeAnew() throws Exception {
    Execution first = execute("1");
    Path record = run.resolve(".omicroutes/executions/" + first.key() + ".json");
    Files.writeString(record, Files.readString(record).substring(0, 20));
    Path history = run.resolve(".omicroutes/history.jsonl");
    Files.writeString(history, Files.readString(history) + "{\"key\":\"ab");
    assertThat(execute("1").reused()).isFalse();
    assertThat(RunDirectory.history(run, null)).extracting(Execution::key).contains(first.key());
    assertThat(execute("1").reused()).isTrue();
    assertThat(out).hasContent("text\n");
  }

  @Test
  void leavesNothingBehindWhenAStepFails() throws Exception {
    Files.writeString(in, "bad\n");
    assertThatThrownBy(() -> execute("1")).isInstanceOf(DataException.class);
    try (var files = Files.list(run.resolve("a"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void keepsTheEarlierOutputWhenAStepFails() throws Exception {
    execute("1");
    Files.writeString(in, "bad\n");
    assertThatThrownBy(() -> execute("1")).isInstanceOf(DataException.class);
    assertThat(out).hasContent("text\n");
  }

  @Test
  void failsWhenTheResultCannotBeRecorded() throws Exception {
    try (RunDirectory memory = RunDirectory.open(run)) {
      StepRunner runner = StepRunner.in(memory, List.of());
      Path executions = run.resolve(".omicroutes/executions");
      Files.delete(executions);
      Files.writeString(executions, "in the way");
      var invocation = Invocation.of(step).input("in", List.of(in)).output("out", out).build();
      assertThatThrownBy(() -> runner.run(invocation)).isInstanceOf(IOException.class);
      assertThat(out).doesNotExist();
    }
  }

  @Test
  void refusesASecondRunInTheSameFolder() throws Exception {
    try (RunDirectory memory = RunDirectory.open(run)) {
      assertThat(memory.root()).isEqualTo(run);
      assertThatThrownBy(() -> RunDirectory.open(run)).hasMessageContaining("another run");
    }
  }

  @Test
  void namesAMissingInput() {
    in = dir.resolve("nowhere.txt");
    assertThatThrownBy(() -> execute("1"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("nowhere.txt")
        .hasMessageContaining("no such file");
  }

  @Test
  void refusesAnInvocationThatDoesNotFitTheDeclaration() {
    assertThatThrownBy(() -> Invocation.of(step).output("out", out).build())
        .hasMessage("copy needs --in");
    assertThatThrownBy(() -> Invocation.of(step).input("other", List.of(in)))
        .hasMessageContaining("no port other");
    assertThatThrownBy(
            () ->
                Invocation.of(step)
                    .input("in", List.of(in))
                    .output("out", out)
                    .parameter("times", "x")
                    .build())
        .hasMessage("times: found 'x', expected a whole number");
  }
}
