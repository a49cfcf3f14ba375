package org.omicroutes.cli.export;

import org.omicroutes.step.Software;

/** The program's name, version and container image in descriptors. */
final class Image {
  /** As it is on the command line and in package managers. */
  static final String PROGRAM = "omicroutes";

  /** As Maven calls whose it is. */
  static final String GROUP = "org.omicroutes";

  private Image() {}

  /** The release that descriptors are for. */
  static String version() {
    return Software.version().replaceFirst("-SNAPSHOT$", "");
  }

  /** As {@code containers/} builds it, or a registry's copy. */
  static String name() {
    return PROGRAM + ":" + version();
  }
}
