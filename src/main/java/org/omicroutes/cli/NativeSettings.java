package org.omicroutes.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
   * Limits and properties are fixed when a process starts, so that others than those it started
   * with have it started again, in its own place.
   *
   * @param memory bytes of heap at most
   * @param processors how many at most; null for no limit
   * @param options further ones of the virtual machine, of which those that set a property count
   */
  static void apply(long memory, Integer processors, String options) {
    List<String> wanted = new ArrayList<>();
    wanted.add("-Xmx" + memory);
    if (processors != null) {
      wanted.add("-XX:ActiveProcessorCount=" + processors);
    }
    Stream.of(options.strip().split("\\s+"))
        .filter(option -> option.startsWith("-D"))
        .forEach(wanted::add);
    if (wanted.size() == 1 && RuntimeOptions.<Long>get("MaxHeapSize") == memory) {
      return;
    }
    List<String> words = words();
    // Options of this kind are those of the second start, or somebody's who knows what he wants.
    if (words.stream().anyMatch(word -> word.startsWith("-X"))) {
      return;
    }
    words.addAll(1, wanted);
    try (var program = CTypeConversion.toCString("/proc/self/exe");
        var arguments = CTypeConversion.toCStrings(words.toArray(String[]::new))) {
      // It returns where it fails; then work goes on with the limits that there are.
      execute(program.get(), arguments.get());
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
      // Not known how it was started: as if options were given, so that it is not started again.
      return List.of("-X");
    }
  }

  @CFunction("execv")
  private static native int execute(CCharPointer program, CCharPointerPointer arguments);
}
