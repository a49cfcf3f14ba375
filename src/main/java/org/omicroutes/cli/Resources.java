package org.omicroutes.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.TypeConversionException;

/**
 * What {@code --threads} and {@code --memory} allow. The launcher tells the virtual machine of
 * both; here they are checked, and the threads of parallel loops are bounded however the program
 * was started.
 */
final class Resources {
  private static final String PARALLELISM = "java.util.concurrent.ForkJoinPool.common.parallelism";

  private Resources() {}

  /**
   * Before anything runs in parallel. What is not a number is left for the command line to refuse.
   */
  static void apply(String[] arguments) {
    // The calling thread works, too, so the pool has one less.
    value(List.of(arguments), "--threads")
        .filter(text -> text.matches("[1-9][0-9]{0,4}"))
        .ifPresent(text -> System.setProperty(PARALLELISM, "" + (Integer.parseInt(text) - 1)));
  }

  private static Optional<String> value(List<String> arguments, String option) {
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (word.startsWith(option + "=")) {
        return Optional.of(word.substring(option.length() + 1));
      }
      if (word.equals(option) && i + 1 < arguments.size()) {
        return Optional.of(arguments.get(i + 1));
      }
    }
    return Optional.empty();
  }

  static Integer threads(String text) {
    if (!text.matches("[1-9][0-9]{0,4}")) {
      throw new TypeConversionException("'" + text + "' is not a number of processors, 1 or more");
    }
    return Integer.valueOf(text);
  }

  static String memory(String text) {
    if (!text.matches("[1-9][0-9]*[kKmMgG]?")) {
      throw new TypeConversionException("'" + text + "' is not a size such as 800m or 16g");
    }
    return text;
  }
}
