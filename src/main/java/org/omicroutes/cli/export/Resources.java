package org.omicroutes.cli.export;

import java.util.List;
import java.util.Set;
import org.omicroutes.step.StepSpec;

/**
 * What an engine is to set aside for a step, unless its user says otherwise. The Java heap is given
 * four fifths of the memory.
 *
 * @param label the nf-core label
 * @param cores threads
 * @param memory in MiB
 * @param hours of wall time
 */
record Resources(String label, int cores, int memory, int hours) {
  /** Steps that write tables and read small ones. */
  private static final Set<String> SMALL =
      Set.of(
          "clinical-features",
          "cohort",
          "combine-scores",
          "join-layer",
          "kaplan-meier",
          "log-rank",
          "read-clinical",
          "reading-plan",
          "risk-groups",
          "split",
          "training-samples");

  /** Steps that train. */
  private static final Set<String> LARGE =
      Set.of("coxnet", "explain", "mofa", "out-of-fold", "pan-cancer", "rsf", "snf", "train");

  static Resources of(StepSpec<?> spec) {
    boolean threaded = spec.parameterList().stream().anyMatch(p -> p.name().equals("threads"));
    if (SMALL.contains(spec.name())) {
      return new Resources("process_single", 1, 2048, 1);
    }
    if (LARGE.contains(spec.name())) {
      return new Resources(threaded ? "process_high" : "process_long", threaded ? 2 : 1, 8192, 24);
    }
    return new Resources("process_low", 1, 5120, 4);
  }

  /** Each label once, for the pipeline's configuration. */
  static List<Resources> labels() {
    return List.of(
        new Resources("process_single", 1, 2048, 1),
        new Resources("process_low", 1, 5120, 4),
        new Resources("process_long", 1, 8192, 24),
        new Resources("process_high", 2, 8192, 24));
  }
}
