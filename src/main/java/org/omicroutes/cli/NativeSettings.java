package org.omicroutes.cli;

import org.graalvm.nativeimage.RuntimeOptions;

/**
 * What the launcher tells the virtual machine, a native executable tells itself. Only there this
 * class can be used.
 */
final class NativeSettings {
  private NativeSettings() {}

  /** At most this much heap. */
  static void limitMemory(long bytes) {
    RuntimeOptions.set("MaxHeapSize", bytes);
  }

  /** At most so many processors. */
  static void limitProcessors(int processors) {
    RuntimeOptions.set("ActiveProcessorCount", processors);
  }

  /** Of the further options of the virtual machine those that set a property. */
  static void setProperties(String options) {
    for (String option : options.strip().split("\\s+")) {
      int equals = option.indexOf('=');
      if (option.startsWith("-D") && equals > 2) {
        System.setProperty(option.substring(2, equals), option.substring(equals + 1));
      }
    }
  }
}
