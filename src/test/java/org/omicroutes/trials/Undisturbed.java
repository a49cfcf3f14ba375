package org.omicroutes.trials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.step.Folders;
import org.omicroutes.step.Invocation;
import org.omicroutes.step.RunDirectory;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepRegistry;
import org.omicroutes.step.StepRunner;

/** The steps of the trial's route on a drop, run here, where nobody kills anything. */
final class Undisturbed {
  private Undisturbed() {}

  /**
   * Sums of the results by file name.
   *
   * @param scratch a folder that is made and removed
   */
  static Map<String, String> results(DropFiles drop, Path scratch) throws Exception {
    Path values = scratch.resolve("m-values.tsv");
    Path normalized = scratch.resolve("quantile.tsv");
    try (RunDirectory directory = RunDirectory.open(scratch)) {
      StepRunner runner = StepRunner.in(directory, List.of());
      run(runner, "m-values", "betas", drop.table(), values);
      run(runner, "quantile", "matrix", values, normalized);
    }
    Map<String, String> sums = new LinkedHashMap<>();
    for (Path file : List.of(values, normalized)) {
      sums.put(file.getFileName().toString(), Sums.sha256(file));
    }
    Folders.delete(scratch);
    return sums;
  }

  private static void run(StepRunner runner, String name, String port, Path input, Path output)
      throws Exception {
    Step<?> step =
        StepRegistry.get()
            .find(name)
            .orElseThrow(() -> new IOException("there is no step " + name));
    Files.createDirectories(output.getParent());
    runner.run(Invocation.of(step).input(port, List.of(input)).output("out", output).build());
  }
}
