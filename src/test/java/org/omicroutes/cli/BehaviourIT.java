package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.omicroutes.trials.Program;

/** How the built program behaves among other programs: pipes, signals, limits, what it says. */
class BehaviourIT {
  private static final String PROGRAM = Program.path();

  @TempDir Path dir;

  private ProcessBuilder shell(String script) {
    return new ProcessBuilder("bash", "-c", script.replace("omicroutes ", PROGRAM + " "))
        .directory(dir.toFile())
        .redirectOutput(dir.resolve("out").toFile())
        .redirectError(dir.resolve("err").toFile());
  }

  private CommandLineIT.Result run(String script) throws Exception {
    Process process = shell(script).start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return new CommandLineIT.Result(
        process.exitValue(),
        Files.readString(dir.resolve("out")),
        Files.readString(dir.resolve("err")));
  }

  private Path betas(int rows) throws IOException {
    StringBuilder text = new StringBuilder("cpg\ts1\ts2\n");
    for (int i = 0; i < rows; i++) {
      text.append("cg").append(i).append("\t0.").append(1 + i % 9).append("\t0.25\n");
    }
    return Files.writeString(dir.resolve("betas.tsv"), text);
  }

  @Test
  void readsGzipFromAPipe() throws Exception {
    try (var out = new GZIPOutputStream(Files.newOutputStream(dir.resolve("b.gz")))) {
      out.write("cpg\ts1\ncg1\t0.5\n".getBytes());
    }
    CommandLineIT.Result result = run("cat b.gz | omicroutes m-values --betas - --out - --quiet");
    assertThat(result.code()).isZero();
    assertThat(result.out()).isEqualTo("feature\ts1\ncg1\t0\n");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void endsQuietlyWhereTheReaderGoesAway() throws Exception {
    betas(50_000);
    CommandLineIT.Result result =
        run("omicroutes m-values --betas betas.tsv --quiet | head -n 1; exit ${PIPESTATUS[0]}");
    assertThat(result.code()).isEqualTo(141);
    assertThat(result.out()).isEqualTo("feature\ts1\ts2\n");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void saysWhereStandardOutputCannotBeWritten() throws Exception {
    betas(1);
    CommandLineIT.Result step = run("omicroutes m-values --betas betas.tsv --quiet > /dev/full");
    assertThat(step.code()).isEqualTo(1);
    assertThat(step.err()).isEqualTo("error: No space left on device\n");
    assertThat(run("omicroutes steps > /dev/full").code()).isEqualTo(1);
  }

  @Test
  void namesStandardInputInErrors() throws Exception {
    CommandLineIT.Result result =
        run("printf 'cpg\\ts1\\ncg1\\t7\\n' | omicroutes m-values --betas -");
    assertThat(result.code()).isEqualTo(65);
    assertThat(result.err()).contains("error: standard input, line 2, column s1: found '7'");
  }

  @Test
  void speaksJson() throws Exception {
    betas(1);
    List<JsonNode> lines =
        json(run("omicroutes m-values --betas betas.tsv --out m.tsv --log-format json").err());
    assertThat(lines).hasSizeGreaterThan(1);
    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat(line.path("time").asText()).matches("\\d{4}-.*T.*Z");
              assertThat(line.path("level").asText()).isEqualTo("INFO");
              assertThat(line.path("step").asText()).isEqualTo("m-values");
            });
    assertThat(lines.get(lines.size() - 1).path("progress").asDouble()).isEqualTo(1);
    CommandLineIT.Result failed = run("omicroutes m-values --betas none.tsv --log-format=json");
    assertThat(failed.code()).isEqualTo(65);
    assertThat(json(failed.err()))
        .last()
        .satisfies(line -> assertThat(line.path("message").asText()).contains("none.tsv"));
    assertThat(json(run("omicroutes m-values --log-format json").err()))
        .first()
        .satisfies(line -> assertThat(line.path("level").asText()).isEqualTo("ERROR"));
  }

  private static List<JsonNode> json(String text) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  @ParameterizedTest
  @CsvSource({"TERM,143", "INT,130"})
  void leavesNothingWhereASignalEndsIt(String signal, int code) throws Exception {
    Path work = Files.createDirectory(dir.resolve("work"));
    Path temporary = Files.createDirectory(dir.resolve("tmp"));
    cohort(200);
    ProcessBuilder builder =
        shell(
            "exec env --default-signal=INT omicroutes optimism --features - --survival survival.tsv --bootstraps 100000"
                + " --out work/out.tsv < features.tsv");
    builder.environment().put("OMICROUTES_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary);
    Process process = builder.start();
    waitFor(process, () -> !names(work).isEmpty() && !names(temporary).isEmpty());
    new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isEqualTo(code);
    assertThat(names(work)).isEmpty();
    assertThat(names(temporary)).isEmpty();
    assertThat(dir.resolve("err")).content().doesNotContain("error", "\tat ");
  }

  @Test
  void usesAsManyThreadsAsItMay() throws Exception {
    cohort(200);
    assertThat(mostWorkers(1)).isZero();
    assertThat(mostWorkers(3)).isEqualTo(2);
  }

  /** How many threads beside the calling one were seen at work in parallel loops. */
  private long mostWorkers(int threads) throws Exception {
    Process process =
        shell(
                "exec omicroutes optimism --features features.tsv --survival survival.tsv"
                    + " --bootstraps 100000 --quiet --threads "
                    + threads)
            .start();
    try {
      waitFor(process, () -> cpuSeconds(process) > 1.5 && isTheProgram(process));
      // Of a long name the system keeps the beginning, in a native executable the end.
      return threads(process)
          .filter(name -> name.startsWith("ForkJoinPool") || name.contains("Pool-worker"))
          .count();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static double cpuSeconds(Process process) {
    return process.info().totalCpuDuration().orElseThrow().toMillis() / 1000.0;
  }

  /** And no shell any more. */
  private static boolean isTheProgram(Process process) throws IOException {
    return Program.isNative() || threads(process).anyMatch(name -> name.startsWith("VM Thread"));
  }

  private static Stream<String> threads(Process process) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
      for (Path task : tasks.toList()) {
        names.add(Files.readString(task.resolve("comm")).strip());
      }
    }
    return names.stream();
  }

  @Test
  void takesNoMoreMemoryThanItMay() throws Exception {
    betas(200_000);
    String call = "omicroutes m-values --betas betas.tsv --out m.tsv --quiet --memory ";
    CommandLineIT.Result small = run(call + "16m");
    assertThat(small.code()).isIn(1, 65);
    assertThat(small.err()).contains("MB of memory");
    assertThat(dir.resolve("m.tsv")).doesNotExist();
    assertThat(run(call + "200m").code()).isZero();
    assertThat(run(call + "much").code()).isEqualTo(2);
  }

  @Test
  void givesTheSameBytesAnywhere() throws Exception {
    cohort(60);
    Path counts = Path.of("test-data/cohort/rna_counts.tsv.gz").toAbsolutePath();
    Map<String, String> calls =
        Map.of(
            "vst.tsv.gz",
            "vst --counts " + counts + " --out ",
            "rsf.tsv",
            "rsf --features features.tsv --survival survival.tsv --trees 20 --out ",
            "optimism.tsv",
            "optimism --features features.tsv --survival survival.tsv --bootstraps 20 --out ",
            "mofa.tsv",
            "mofa --view a=" + counts + " --factors 2 --out-loadings l.tsv --out-factors ");
    for (var call : calls.entrySet()) {
      Path first = here(call.getKey(), call.getValue(), "en-US", "UTC", "C", 1);
      Path second =
          here(call.getKey(), call.getValue(), "tr-TR", "Asia/Kathmandu", "tr_TR.UTF-8", 3);
      assertThat(second).as(call.getKey()).hasSameBinaryContentAs(first);
    }
  }

  private Path here(
      String out, String call, String language, String zone, String locale, int threads)
      throws Exception {
    Path folder = Files.createDirectories(dir.resolve(language));
    ProcessBuilder builder =
        shell("omicroutes " + call + language + "/" + out + " --quiet --threads " + threads);
    builder.environment().putAll(Map.of("TZ", zone, "LC_ALL", locale));
    builder
        .environment()
        .put(
            "OMICROUTES_JAVA_OPTIONS",
            "-Duser.language="
                + language.substring(0, 2)
                + " -Duser.country="
                + language.substring(3));
    Process process = builder.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(dir.resolve("err"))).isZero();
    return folder.resolve(out);
  }

  /** Features and survival of some samples. */
  private void cohort(int samples) throws IOException {
    StringBuilder features = new StringBuilder("feature");
    StringBuilder survival = new StringBuilder("sample\ttime\tevent\n");
    for (int s = 0; s < samples; s++) {
      features.append("\ts").append(s);
      survival.append(
          "s" + s + "\t" + (100 + s * 7919 % 1009) + "\t" + (s * 31 % 3 == 0 ? 0 : 1) + "\n");
    }
    for (int f = 0; f < 6; f++) {
      features.append("\ng").append(f);
      for (int s = 0; s < samples; s++) {
        features.append('\t').append((s * 104729L + f * 1299709L) * 48271 % 1000 / 500.0);
      }
    }
    Files.writeString(dir.resolve("features.tsv"), features.append('\n'));
    Files.writeString(dir.resolve("survival.tsv"), survival);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void waitFor(Process process, Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!condition.holds()) {
      assertThat(process.isAlive()).as("is still at work").isTrue();
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(20);
    }
  }
}
