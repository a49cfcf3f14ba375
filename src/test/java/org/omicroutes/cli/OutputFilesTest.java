package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFilesTest {
  @TempDir Path dir;
  private Path work;

  @BeforeEach
  void whatAWorkflowLeft() throws IOException {
    work = Files.createDirectory(dir.resolve("work"));
    Files.writeString(work.resolve("out.tsv"), "predictions");
  }

  private OutputFiles files(String out, String explanation) {
    return new OutputFiles(
        new TreeMap<>(
            Map.of("out", dir.resolve(out), "out-explanation", dir.resolve(explanation))));
  }

  @Test
  void putsEachFileInItsPlace() throws IOException {
    OutputFiles files = files("a/p.tsv", "b/c/e.tsv.gz");
    assertThat(files.names())
        .containsExactly(
            Map.entry("out", "out.tsv"), Map.entry("out-explanation", "out-explanation.tsv.gz"));
    files.prepare();
    Files.writeString(work.resolve("out-explanation.tsv.gz"), "values");
    files.place(work);
    assertThat(dir.resolve("a/p.tsv")).hasContent("predictions");
    assertThat(dir.resolve("b/c/e.tsv.gz")).hasContent("values");
    try (var left = Files.list(dir.resolve("a"))) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void putsNoneInPlaceWhereOneIsLacking() throws IOException {
    OutputFiles files = files("p.tsv", "e.tsv");
    files.prepare();
    assertThatThrownBy(() -> files.place(work)).isInstanceOf(IOException.class);
    try (var left = Files.list(dir)) {
      assertThat(left).containsExactly(work);
    }
  }

  @Test
  void takesAwayWhatAppearedBeforeAnotherFailed() throws IOException {
    OutputFiles files = files("p.tsv", "e.tsv");
    Files.writeString(work.resolve("out-explanation.tsv"), "values");
    Files.createDirectories(dir.resolve("e.tsv/in-the-way"));
    assertThatThrownBy(() -> files.place(work)).isInstanceOf(IOException.class);
    assertThat(dir.resolve("p.tsv")).doesNotExist();
  }

  @Test
  void refusesOneFileForTwoOutputsAndAFolder() {
    assertThatThrownBy(() -> files("p.tsv", "work/../p.tsv"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a file for each output");
    assertThatThrownBy(() -> files("p.tsv", "work"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found the folder");
  }
}
