package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * The self-contained folder of {@code ./mvnw package -Pdist}, with no Java and no PATH to find one.
 */
@EnabledIf("isMade")
class DistIT {
  private static final Path MADE = Path.of("target/dist/omicroutes").toAbsolutePath();

  @TempDir Path dir;

  static boolean isMade() {
    return Files.isExecutable(MADE.resolve("bin/omicroutes"));
  }

  @BeforeEach
  void beCurrent() throws IOException {
    assertThat(MADE.resolve("bin/omicroutes"))
        .as("made of these sources: ./mvnw package -Pdist")
        .hasSameBinaryContentAs(Path.of("omicroutes"));
  }

  private String run(String... arguments) throws Exception {
    return run(MADE, "", arguments);
  }

  private String run(Path home, String path, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add("/bin/bash");
    command.add(home.resolve("bin/omicroutes").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(dir.resolve("out").toFile())
            .redirectError(dir.resolve("err").toFile());
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", path, "JAVA_HOME", ""));
    Process process = builder.start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(dir.resolve("err"))).isZero();
    return Files.readString(dir.resolve("out"));
  }

  @Test
  void runsStepsWithoutAJavaOnTheMachine() throws Exception {
    assertThat(run("--version")).startsWith("OmicRoutes ");
    Path betas = Files.writeString(dir.resolve("b.tsv"), "cpg\ts1\ncg1\t0.5\n");
    assertThat(run("m-values", "--betas", betas.toString())).isEqualTo("feature\ts1\ncg1\t0\n");
    Path counts = MADE.resolve("test-data/cohort/rna_counts.tsv.gz");
    assertThat(run("vst", "--counts", counts.toString())).startsWith("feature\t");
  }

  @Test
  void runsWhereItIsUnpacked() throws Exception {
    Path folder = Files.createDirectory(dir.resolve("a folder"));
    Process tar =
        new ProcessBuilder("tar", "-xzf", MADE + ".tar.gz", "-C", folder.toString()).start();
    assertThat(tar.waitFor()).isZero();
    Path home = folder.resolve("omicroutes");
    assertThat(home.resolve("app/archives")).doesNotExist();
    Path betas = Files.writeString(dir.resolve("b.tsv"), "cpg\ts1\ncg1\t0.5\n");
    for (String path : List.of("", "/usr/bin:/bin")) {
      assertThat(run(home, path, "m-values", "--betas", betas.toString()))
          .isEqualTo("feature\ts1\ncg1\t0\n");
      assertThat(dir.resolve("err")).hasContent("00:00 m-values -> standard output");
    }
    assertThat(home.resolve("runtime/lib/server/classes.jsa")).isNotEmptyFile();
  }

  @Test
  void hasManualPagesAndCompletion() {
    assertThat(MADE.resolve("share/man/man1/omicroutes-vst.1")).content().contains(".SH OPTIONS");
    assertThat(MADE.resolve("share/bash-completion/completions/omicroutes")).isNotEmptyFile();
  }
}
