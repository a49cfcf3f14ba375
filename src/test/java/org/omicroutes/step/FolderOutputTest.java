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

/** Outputs that are folders are kept, reused and replaced as files are. */
class FolderOutputTest {
  @TempDir Path dir;

  private final WordsStep step = new WordsStep();
  private Path in;
  private Path run;
  private Path out;

  /** Writes each word of its input into a file of that name. */
  private static final class WordsStep implements Step<Parameters.None> {
    int runs;

    @Override
    public StepSpec<Parameters.None> spec() {
      return StepSpec.of("words", "1", Parameters.None.class)
          .summary("Parts words.")
          .in(Port.one("in", Edam.TEXT, "Words."))
          .out(Port.one("out", Edam.FOLDER, "A file a word."))
          .build();
    }

    @Override
    public void run(StepContext<Parameters.None> context) throws IOException {
      runs++;
      Path folder = Files.createDirectories(context.output("out"));
      for (String word : Files.readString(context.input("in")).split(" ")) {
        Path file = folder.resolve(word);
        Files.createDirectories(file.getParent());
        Files.writeString(file, word);
      }
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    in = Files.writeString(dir.resolve("in.txt"), "one deep/two");
    run = dir.resolve("run");
    out = run.resolve("a/words");
  }

  private Execution execute() throws Exception {
    try (RunDirectory memory = RunDirectory.open(run)) {
      return StepRunner.in(memory, List.of())
          .run(Invocation.of(step).input("in", List.of(in)).output("out", out).build());
    }
  }

  @Test
  void aFolderIsReusedFileByFile() throws Exception {
    Execution first = execute();
    assertThat(first.outputs()).extracting(FileRef::name).containsExactly("deep/two", "one");
    assertThat(first.outputs()).extracting(FileRef::path).contains("a/words/deep/two");
    Folders.delete(out);
    assertThat(execute().reused()).isTrue();
    assertThat(out.resolve("deep/two")).hasContent("deep/two");
    assertThat(step.runs).isEqualTo(1);
  }

  @Test
  void whatWasChangedOrAddedInsideIsPutRight() throws Exception {
    execute();
    Files.delete(out.resolve("one"));
    Files.writeString(out.resolve("one"), "changed");
    Files.writeString(out.resolve("stray"), "");
    assertThat(execute().reused()).isTrue();
    assertThat(out.resolve("one")).hasContent("one");
    assertThat(out.resolve("stray")).doesNotExist();
  }

  @Test
  void anotherResultReplacesTheFolder() throws Exception {
    execute();
    Files.writeString(in, "three");
    assertThat(execute().reused()).isFalse();
    assertThat(Folders.files(out)).containsExactly(out.resolve("three"));
  }

  @Test
  void aDamagedStoreIsNoticed() throws Exception {
    Execution first = execute();
    Files.writeString(
        run.resolve(".omicroutes/objects/" + first.outputs().get(1).sha256()), "damage");
    assertThat(execute().reused()).isFalse();
    assertThat(out.resolve("one")).hasContent("one");
  }

  @Test
  void aFolderOfSomebodyElseIsLeftAlone() throws Exception {
    Path other = Files.createDirectories(dir.resolve("other"));
    Files.writeString(other.resolve("precious"), "mine");
    try (RunDirectory memory = RunDirectory.open(run)) {
      StepRunner runner = StepRunner.in(memory, List.of());
      var invocation = Invocation.of(step).input("in", List.of(in)).output("out", other).build();
      assertThatThrownBy(() -> runner.run(invocation)).hasMessageContaining("not empty");
      // The result was kept all the same; taking it from the store is no other case.
      assertThatThrownBy(() -> runner.run(invocation)).hasMessageContaining("not empty");
    }
    assertThat(other.resolve("precious")).hasContent("mine");
  }
}
