package org.omicroutes.provenance;

import org.omicroutes.step.Software;

/**
 * The program that did a step, and what it ran on.
 *
 * @param java name of the virtual machine
 * @param system operating system, its version, the processor's architecture
 */
public record Program(String name, String version, String java, String javaVersion, String system) {

  /** The one that runs. */
  static Program current() {
    return new Program(
        Software.NAME,
        Software.version(),
        System.getProperty("java.vm.name"),
        System.getProperty("java.runtime.version"),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"));
  }
}
