package org.omicroutes.provenance.rerun;

import java.util.List;
import java.util.Map;

/**
 * One execution of a step, as a crate tells of it.
 *
 * @param action the id of its {@code CreateAction}
 * @param step the step's name
 * @param version the step's version
 * @param parameters by component name
 * @param inputs what it read, in order
 * @param outputs port to place in the run's folder
 */
record RecordedStep(
    String action,
    String step,
    String version,
    Map<String, String> parameters,
    List<Input> inputs,
    Map<String, String> outputs) {

  /**
   * A file or folder that was read.
   *
   * @param port null for a file that another input names
   * @param name on ports that take names; null on others
   * @param id of its entity
   */
  record Input(String port, String name, String id) {}
}
