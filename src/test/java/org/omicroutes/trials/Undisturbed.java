package org.omicroutes.trials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.step.Folders;
import org.omicroutes.step.Invocation;
import org.omicroutes.step.RunDirectory;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepRegistry;
import org.omicroutes.step.StepRunner;

/** The steps of the trial's routes on drops, run here, where nobody kills anything. */
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
      run(runner, "m-values", "betas", drop.table(), values, Map.of());
      run(runner, "quantile", "matrix", values, normalized, Map.of());
    }
    return sums(scratch, List.of(values, normalized));
  }

  /** The same of drops that are joined, each with another layer. */
  static Map<String, String> joined(List<DropFiles> drops, Path scratch) throws Exception {
    Files.createDirectories(scratch);
    List<String> rows = new ArrayList<>(List.of("layer,format,path"));
    for (DropFiles drop : drops) {
      // The row ends with the name of the table, which lies in the drop's folder.
      String row = drop.layer().row();
      rows.add(row.substring(0, row.lastIndexOf(',') + 1) + drop.table());
    }
    Path sheet = Files.write(scratch.resolveSibling(scratch.getFileName() + ".csv"), rows);
    Path betas = scratch.resolve("methylation.tsv");
    Path counts = scratch.resolve("rna.tsv");
    Path values = scratch.resolve("m-values.tsv");
    try (RunDirectory directory = RunDirectory.open(scratch)) {
      StepRunner runner = StepRunner.in(directory, List.of());
      run(runner, "read-layer", "samplesheet", sheet, betas, Map.of("layer", "methylation"));
      run(runner, "read-layer", "samplesheet", sheet, counts, Map.of("layer", "rna"));
      run(runner, "m-values", "betas", betas, values, Map.of());
    }
    Files.delete(sheet);
    return sums(scratch, List.of(betas, counts, values));
  }

  private static Map<String, String> sums(Path scratch, List<Path> files) throws Exception {
    Map<String, String> sums = new LinkedHashMap<>();
    for (Path file : files) {
      sums.put(file.getFileName().toString(), Sums.sha256(file));
    }
    Folders.delete(scratch);
    return sums;
  }

  private static void run(
      StepRunner runner,
      String name,
      String port,
      Path input,
      Path output,
      Map<String, String> parameters)
      throws Exception {
    Step<?> step =
        StepRegistry.get()
            .find(name)
            .orElseThrow(() -> new IOException("there is no step " + name));
    Files.createDirectories(output.getParent());
    var invocation = Invocation.of(step).input(port, List.of(input)).output("out", output);
    parameters.forEach(invocation::parameter);
    runner.run(invocation.build());
  }
}
