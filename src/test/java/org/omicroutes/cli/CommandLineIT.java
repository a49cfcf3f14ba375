package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.trials.Program;

/** The built program, called through its launcher as a user would. */
class CommandLineIT {
  @TempDir Path dir;

  /** What a finished call left. */
  record Result(int code, String out, String err) {}

  private Result omicroutes(String... arguments) throws IOException, InterruptedException {
    return call(dir, arguments);
  }

  static Result call(Path dir, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Program.path()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(dir, "out", ".txt");
    Path err = Files.createTempFile(dir, "err", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("%s ended in time", command).isTrue();
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @Test
  void showsItsCommands() throws Exception {
    Result result = omicroutes("--help");
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("run", "predict", "why", "m-values");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void runsAStep() throws Exception {
    Path betas = Files.writeString(dir.resolve("b.csv"), "cpg,s1\ncg1,0.5\n");
    Path out = dir.resolve("m.tsv");
    Result result = omicroutes("m-values", "--betas", betas.toString(), "--out", out.toString());
    assertThat(result.code()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(out).hasContent("feature\ts1\ncg1\t0\n");
  }

  @Test
  void readsStandardInputAndPrintsToStandardOutput() throws Exception {
    Path betas = Files.writeString(dir.resolve("b.tsv"), "cpg\ts1\ncg1\t0.5\n");
    Path out = dir.resolve("out.txt");
    Process process =
        new ProcessBuilder(Program.path(), "m-values", "--betas", "-")
            .redirectInput(betas.toFile())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(out).hasContent("feature\ts1\ncg1\t0\n");
  }

  @Test
  void printsTheMainOutputWhereNoneIsNamed() throws Exception {
    Path survival =
        Files.writeString(dir.resolve("y.tsv"), "sample\ttime\tevent\na\t5\t1\nb\t9\t0\n");
    Result result = omicroutes("kaplan-meier", "--survival", survival.toString());
    assertThat(result.code()).isZero();
    assertThat(result.out()).startsWith("time\t").contains("\n5\t2\t1\t").endsWith("\n");
    assertThat(result.err()).contains("kaplan-meier -> standard output");
  }

  @Test
  void saysWhatIsWrongWithTheDataAndLeavesNothing() throws Exception {
    Path betas = Files.writeString(dir.resolve("b.tsv"), "cpg\ts1\ncg1\t1.7\n");
    Path out = dir.resolve("m.tsv");
    Result result = omicroutes("m-values", "--betas", betas.toString(), "--out", out.toString());
    assertThat(result.code()).isEqualTo(65);
    assertThat(result.err())
        .contains(betas + ", line 2, column s1: found '1.7'; expected a beta value")
        .doesNotContain("\tat ");
    assertThat(out).doesNotExist();
  }

  @Test
  void refusesWrongArguments() throws Exception {
    assertThat(omicroutes("m-values").code()).isEqualTo(2);
    assertThat(omicroutes("m-values").err()).contains("--betas").contains("--help");
    assertThat(omicroutes("no-such-command").code()).isEqualTo(2);
    assertThat(omicroutes().code()).isEqualTo(2);
  }

  @Test
  void remembersAndExplainsInARunFolder() throws Exception {
    Path betas = Files.writeString(dir.resolve("b.tsv"), "cpg\ts1\ncg1\t0.5\n");
    String run = dir.resolve("run").toString();
    String out = dir.resolve("run/m.tsv").toString();
    String[] call = {"m-values", "--betas", betas.toString(), "--out", out, "--run", run};
    assertThat(omicroutes(call).code()).isZero();
    assertThat(omicroutes(call).err()).contains("reused");
    Files.writeString(betas, "cpg\ts1\ncg1\t0.25\n");
    assertThat(omicroutes(call).code()).isZero();
    assertThat(omicroutes("why", run, "m-values").out())
        .contains("m.tsv: ran because input betas changed from SHA-256");
  }
}
