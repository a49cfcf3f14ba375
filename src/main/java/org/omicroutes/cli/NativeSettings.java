package org.omicroutes.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.nativeimage.RuntimeOptions;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CCharPointerPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;

/**
 * What the launcher tells the virtual machine, a native executable tells itself. Only there this
 * class can be used.
 */
final class NativeSettings {
  private NativeSettings() {}

  /**
   * Both limits are fixed when a process starts, so that others than those it started with have it
   * started again, in its own place.
   *
   * @param memory bytes of heap at most
   * @param processors how many at most; null for no limit
   */
  static void limit(long memory, Integer processors) {
    List<String> options = new ArrayList<>();
    if (RuntimeOptions.<Long>get("MaxHeapSize") != memory) {
      options.add("-Xmx" + memory);
    }
    if (processors != null) {
      options.add("-XX:ActiveProcessorCount=" + processors);
    }
    List<String> words = words();
    // Options of this kind are those of the second start, or somebody's who knows what he wants.
    if (!options.isEmpty() && words.stream().noneMatch(word -> word.startsWith("-X"))) {
      words.addAll(1, options);
      try (var program = CTypeConversion.toCString("/proc/self/exe");
          var arguments = CTypeConversion.toCStrings(words.toArray(String[]::new))) {
        // It returns where it fails; then work goes on with the limits that there are.
        execute(program.get(), arguments.get());
      }
    }
  }

  private static List<String> words() {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc/self/cmdline"));
      List<String> words =
          new ArrayList<>(List.of(new String(line, StandardCharsets.UTF_8).split("\0", -1)));
      words.remove(words.size() - 1);
      return words;
    } catch (IOException e) {
      return List.of("-X");
    }
  }

  @CFunction("execv")
  private static native int execute(CCharPointer program, CCharPointerPointer arguments);

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
