package org.omicroutes.step;

import java.util.List;
import java.util.Map;

/**
 * What is known of one execution of a step; kept as JSON beside the results.
 *
 * @param key SHA-256 over {@code parts}
 * @param step the step's name
 * @param version the step's version
 * @param label the first output's place, which tells executions of one step in a run apart
 * @param parts what the key is made of: version, parameters, hashes of inputs, outputs asked for
 * @param started ISO-8601 instant
 * @param ended ISO-8601 instant; null while it runs
 * @param reused whether an earlier result was taken instead of running
 * @param reason why it ran or was reused, one sentence
 */
public record Execution(
    String key,
    String step,
    String version,
    String label,
    Map<String, String> parameters,
    Map<String, String> parts,
    List<FileRef> inputs,
    List<FileRef> outputs,
    List<String> notes,
    String started,
    String ended,
    boolean reused,
    String reason) {
  static final String COMPUTED_BY = "computed by: ";

  /** The notes that say what has computed the result, where more than one thing might have. */
  public List<String> computedBy() {
    return notes.stream().filter(note -> note.startsWith(COMPUTED_BY)).toList();
  }

  /** What kind of work it is: executions of one kind take about as long as each other. */
  public String work() {
    return work(step, parameters.get("model"));
  }

  /**
   * @param model the step's parameter of that name; null where it has none
   */
  public static String work(String step, String model) {
    return step.equals("train") && model != null ? step + " " + model : step;
  }
}
