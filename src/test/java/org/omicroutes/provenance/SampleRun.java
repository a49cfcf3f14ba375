package org.omicroutes.provenance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Invocation;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.RunDirectory;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepRegistry;
import org.omicroutes.step.StepRunner;
import org.omicroutes.step.StepSpec;

/**
 * A small run of real steps with its crate: inputs outside its folder, a loop of steps, files by
 * name, a folder as a result, and a step that reads from it.
 */
public final class SampleRun {
  /** The parameters of the workflow. */
  public record Options(@Param("How many features.") int top) {}

  private static final StepSpec<Options> WORKFLOW =
      StepSpec.of("sample", "1", Options.class)
          .summary("A few steps.")
          .in(Port.one("betas", Edam.TSV, "Beta values."))
          .in(Port.named("scores", Edam.TSV, "Gene scores."))
          .out(Port.one("out", Edam.FOLDER, "The run's folder."))
          .build();

  private SampleRun() {}

  /** Writes the inputs below {@code folder/inputs}, runs, and gives {@code folder/run}. */
  public static Path in(Path folder) throws Exception {
    Path inputs = Files.createDirectories(folder.resolve("inputs"));
    Path betas = Files.writeString(inputs.resolve("betas.tsv"), betas());
    Path rna =
        Files.writeString(inputs.resolve("rna scores.tsv"), "gene\tscore\nTP53\t2\nKRAS\t-1\n");
    Path cnv = Files.writeString(inputs.resolve("cnv.tsv"), "gene\tscore\nTP53\t-3\nEGFR\t0.5\n");
    Path out = folder.resolve("run");
    Map<String, Path> given = new LinkedHashMap<>();
    given.put("betas", betas);
    given.put("scores/rna", rna);
    given.put("scores/cnv", cnv);
    CrateWriter.Call call =
        new CrateWriter.Call(Instant.now(), "workflow/sample.yaml", Map.of("top", "3"), given);
    try (RunDirectory directory = RunDirectory.open(out)) {
      Files.writeString(
          Files.createDirectories(out.resolve("workflow")).resolve("sample.yaml"), "- route: {}\n");
      try (CrateWriter crate = new CrateWriter(directory.root(), WORKFLOW, call)) {
        StepRunner runner = StepRunner.in(directory, List.of(crate));
        Path work = out.resolve("work");
        runner.run(
            step("m-values", Map.of("offset", "0.01"))
                .input("betas", List.of(betas))
                .output("out", work.resolve("m.tsv"))
                .build());
        runner.run(
            step("quantile", Map.of())
                .input("matrix", List.of(work.resolve("m.tsv")))
                .output("out", work.resolve("q.tsv.gz"))
                .build());
        runner.run(
            step("select", Map.of("top", "3"))
                .input("matrix", List.of(work.resolve("q.tsv.gz")))
                .output("out", out.resolve("selected.tsv"))
                .output("out-state", out.resolve("selected.json"))
                .build());
        runner.run(
            step("combine-scores", Map.of())
                .namedInput("scores", "rna", rna)
                .namedInput("scores", "cnv", cnv)
                .output("out", out.resolve("scores.tsv"))
                .build());
        runner.run(
            step("simulate", Map.of("patients", "30", "genes", "100"))
                .output("out", out.resolve("cohort"))
                .build());
        runner.run(
            step("quantile", Map.of())
                .input("matrix", List.of(out.resolve("cohort/methylation_beta.tsv.gz")))
                .output("out", out.resolve("again.tsv"))
                .build());
        runner.run(
            step("quantile", Map.of())
                .input("matrix", List.of(out.resolve("selected.tsv")))
                .output("out", out.resolve("loop.tsv"))
                .build());
        runner.run(
            step("impute", Map.of())
                .input("matrix", List.of(work.resolve("m.tsv")))
                .output("out", out.resolve("imputed.tsv"))
                .build());
        crate.completed();
      }
    }
    return out;
  }

  private static Invocation.Builder<?> step(String name, Map<String, String> parameters) {
    Step<?> step = StepRegistry.get().find(name).orElseThrow();
    Invocation.Builder<?> invocation = Invocation.of(step);
    parameters.forEach(invocation::parameter);
    return invocation;
  }

  private static String betas() {
    StringBuilder text = new StringBuilder("cpg\ts1\ts2\ts3\n");
    for (int i = 1; i <= 6; i++) {
      text.append("cg").append(i);
      for (int j = 1; j <= 3; j++) {
        text.append('\t').append(i * j % 7 / 7.0 + 0.05);
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** The declaration of the workflow. */
  public static StepSpec<?> workflow() {
    return WORKFLOW;
  }
}
