package org.omicroutes.provenance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.step.Execution;
import org.omicroutes.step.Parameters;
import org.omicroutes.step.StepSpec;

/**
 * The crate of a run that another engine carried out, put together at its end from what each step
 * told of itself. It is the crate that this program's own runs have, but that files which the
 * engine did not keep are works without data, and that the run begins with its first step and ends
 * with its last.
 *
 * @param definition place of the workflow's own file in the folder of results
 * @param definitionFile where that lies now
 * @param parameters of the workflow, as text by component name; the rest has its default
 * @param inputs of the workflow: port to file
 * @param results place in the folder of results to a file, or a folder of files
 * @param agent {@code NAME} or {@code NAME <URL>} of who ran it; null for nobody
 */
public record GatheredCrate(
    StepSpec<?> workflow,
    EngineSoftware engine,
    String definition,
    Path definitionFile,
    Map<String, String> parameters,
    Map<String, Path> inputs,
    Map<String, Path> results,
    String agent) {
  private static final String THREADS = "threads";

  /**
   * Writes the metadata file.
   *
   * @param records what steps told, in any order
   * @param folder to write it into
   * @throws org.omicroutes.cohort.DataException where a record is none, or a result is of no step
   */
  public void write(List<Path> records, Path folder) throws IOException {
    List<StepRecord> told = new ArrayList<>();
    for (Path record : records) {
      told.add(StepRecord.read(record));
    }
    if (told.isEmpty()) {
      throw new IllegalArgumentException("found no provenance of a step, expected one or more");
    }
    List<Execution> executions =
        told.stream()
            .map(StepRecord::execution)
            .sorted(
                Comparator.comparing((Execution e) -> Instant.parse(e.started()))
                    .thenComparing(Execution::key))
            .toList();
    GatheredFiles files = new GatheredFiles(executions, results, inputs.values());
    List<Execution> placed =
        executions.stream()
            .map(execution -> files.placed(execution, "run by " + engine.title()))
            .toList();
    Map<String, Path> real = new LinkedHashMap<>();
    for (Map.Entry<String, Path> input : inputs.entrySet()) {
      real.put(input.getKey(), input.getValue().toRealPath());
    }
    String ended = placed.stream().map(Execution::ended).max(byTime()).orElseThrow();
    RunFacts run =
        new RunFacts(
            folder,
            workflow,
            new CrateWriter.Call(
                Instant.parse(placed.get(0).started()), definition, values(), real),
            definitionFile,
            engine,
            told.stream().map(StepRecord::program).toList(),
            agent,
            files.gone(),
            CrateWriter.Outcome.COMPLETED,
            null,
            ended,
            placed,
            List.of());
    CrateFile.write(folder, new CrateBuilder(run).toJson());
  }

  /** How many steps run side by side is the engine's business, whatever the workflow's default. */
  private Map<String, String> values() {
    Map<String, String> values =
        new LinkedHashMap<>(Parameters.toText(Parameters.parse(workflow.parameters(), parameters)));
    if (!parameters.containsKey(THREADS)) {
      values.remove(THREADS);
    }
    return values;
  }

  private static Comparator<String> byTime() {
    return Comparator.comparing(Instant::parse);
  }
}
