package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.formats.Json;
import org.omicroutes.step.Folders;
import org.omicroutes.trials.Program;

/**
 * CWL tools and Nextflow modules under real engines. The whole main job is run by {@code
 * src/test/trials/engines}.
 */
class WrappersIT {
  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final Path CWL = ROOT.resolve("workflows/cwl");

  @TempDir Path dir;
  private Path bin;

  @BeforeEach
  void linkTheProgram() throws IOException {
    bin = Files.createDirectory(dir.resolve("bin"));
  }

  private record Result(int code, String out, String err) {}

  private Result call(List<String> command) throws IOException, InterruptedException {
    Path out = dir.resolve("out.txt");
    Path err = dir.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().merge("PATH", bin.toString(), (path, b) -> b + File.pathSeparator + path);
    builder.environment().put("NXF_HOME", dir.resolve("nextflow-home").toString());
    Process process = builder.start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("%s ended in time", command).isTrue();
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private static void needs(String program) {
    boolean there =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    assumeTrue(there, program + " is not installed: not tried with it");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text);
  }

  @Test
  void everyCwlDocumentIsValid() throws Exception {
    needs("cwltool");
    List<String> command = new ArrayList<>();
    command.add(ROOT.resolve("src/test/trials/cwl-validate").toString());
    Folders.files(CWL).forEach(document -> command.add(document.toString()));
    assertThat(command).hasSizeGreaterThan(45);
    Result result = call(command);
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
  }

  @Test
  void aCwlToolTakesNamedFilesAndLeavesOutWhatIsNotNamed() throws Exception {
    needs("cwltool");
    Files.createSymbolicLink(bin.resolve("omicroutes"), Path.of(Program.path()));
    StringBuilder betas = new StringBuilder("feature\ta\tb\tc\td\n");
    for (int i = 1; i <= 6; i++) {
      betas.append(
          "g" + i + "\t" + i % 3 + "\t" + i * i % 7 + "\t" + i % 4 + "\t" + 5 * i % 9 + "\n");
    }
    Path one = file("one.tsv", betas.toString());
    Path two = file("two.tsv", betas.toString().replace("g", "h"));
    String files =
        Stream.of(one, two)
            .map(
                f ->
                    "{class: File, path: " + f + ", format: 'http://edamontology.org/format_3475'}")
            .toList()
            .toString();
    Path inputs =
        file(
            "inputs.yml",
            "view: "
                + files
                + "\nview_names: [x, y]\nfactors: 1\nout_factors_name: f.tsv\n"
                + "out_r2_name: r2.tsv\n");
    Result result =
        call(
            List.of(
                "cwltool",
                "--quiet",
                "--no-container",
                "--outdir",
                dir.resolve("cwl").toString(),
                CWL.resolve("tools/mofa.cwl").toString(),
                inputs.toString()));
    assertThat(result.code()).as(result.err()).isZero();
    JsonNode outputs = Json.mapper().readTree(result.out());
    assertThat(outputs.at("/out_factors/basename").asText()).isEqualTo("f.tsv");
    assertThat(outputs.at("/out_loadings").isNull()).isTrue();
    Path alone = dir.resolve("alone.tsv");
    CommandLineIT.Result direct =
        CommandLineIT.call(
            dir,
            "mofa",
            "--view",
            "x=" + one,
            "y=" + two,
            "--factors",
            "1",
            "--out-factors",
            alone.toString());
    assertThat(direct.code()).as(direct.err()).isZero();
    assertThat(dir.resolve("cwl/f.tsv")).hasSameBinaryContentAs(alone);
    assertThat(Files.readString(dir.resolve("cwl/r2.tsv"))).contains("x\t", "y\t");
  }

  /** The first attempt at m-values is killed as a kernel short of memory does it. */
  @Test
  void nextflowTriesAKilledTaskAgainAndResumesAll() throws Exception {
    Path nextflow = ROOT.resolve("src/test/trials/nextflow");
    Result version = call(List.of(nextflow.toString(), "-version"));
    assumeTrue(version.code() == 0, "Nextflow cannot be fetched: not tried with it");
    Path killed = dir.resolve("killed");
    Path program =
        file(
            "bin/omicroutes",
            """
            #!/usr/bin/env bash
            if [ "$1" = m-values ] && [ ! -e %1$s ]; then
              touch %1$s
              %2$s "$@" &
              kill -KILL $!
              wait $!
              exit $?
            fi
            exec %2$s "$@"
            """
                .formatted(killed, Path.of(Program.path())));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Path betas = file("betas.tsv", "cpg\ts1\ts2\ts3\nc1\t0.5\t0.25\t0.1\nc2\t0.9\t0.3\t0.2\n");
    List<String> run =
        List.of(
            nextflow.toString(),
            "-c",
            ROOT.resolve("workflows/nextflow/nextflow.config").toString(),
            "run",
            ROOT.resolve("src/test/nextflow/steps.nf").toString(),
            "-profile",
            "local",
            "--betas",
            betas.toString(),
            "-resume");
    Result first = call(run);
    assertThat(first.code()).as(first.out() + first.err()).isZero();
    assertThat(killed).exists();
    assertThat(first.out())
        .contains("Submitted process > M_VALUES (methylation)")
        .contains("terminated with an error exit status (137) -- Execution is retried (1)")
        .contains("Submitted process > PCA (methylation)");
    Result second = call(run);
    assertThat(second.code()).as(second.out() + second.err()).isZero();
    assertThat(second.out())
        .contains("Cached process > M_VALUES (methylation)", "Cached process > PCA (methylation)")
        .doesNotContain("Submitted process");
  }
}
