package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReferencePagesTest {
  private static final Path FOLDER = Path.of("docs/steps");

  @Test
  void areCurrent() throws IOException {
    var pages = ReferencePages.all();
    for (var page : pages.entrySet()) {
      assertThat(FOLDER.resolve(page.getKey()))
          .as("write it anew with ./omicroutes export docs")
          .hasContent(page.getValue());
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(pages.keySet());
    }
  }

  @Test
  void documentEveryPortAndParameter() {
    var step = org.omicroutes.step.StepRegistry.get().find("m-values").orElseThrow().spec();
    assertThat(ReferencePages.all().get("m-values.md"))
        .contains(step.summary(), "`--betas`", "`--out`", "`--offset`", "http://edamontology.org/");
  }
}
