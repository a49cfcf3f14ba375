package org.omicroutes.cli;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.TypeConversionException;

/**
 * What {@code --threads} and {@code --memory} allow. The launcher tells the virtual machine of
 * both; here they are checked, and the threads of parallel loops are bounded however the program
 * was started.
 */
final class Resources {
  private static final String PARALLELISM = "java.util.concurrent.ForkJoinPool.common.parallelism";
  private static final String NUMBER = "[1-9][0-9]{0,4}";
  private static final String SIZE = "[1-9][0-9]*[kKmMgG]?";
  private static final String MEMORY = "OMICROUTES_MEMORY";
  private static final String OPTIONS = "OMICROUTES_JAVA_OPTIONS";
  private static final long USUAL_MEMORY = 4L << 30;

  private static final boolean NATIVE =
      System.getProperty("org.graalvm.nativeimage.imagecode") != null;

  private Resources() {}

  /**
   * Before anything runs in parallel, and before much memory is taken. What is not a number is left
   * for the command line to refuse.
   */
  static void apply(String[] arguments) {
    Optional<Integer> threads =
        value(List.of(arguments), "--threads")
            .filter(text -> text.matches(NUMBER))
            .map(Integer::parseInt);
    if (NATIVE) {
      NativeSettings.apply(
          memory(List.of(arguments)),
          threads.orElse(null),
          System.getenv().getOrDefault(OPTIONS, ""));
    }
    // The calling thread works, too, so the pool has one less.
    threads.ifPresent(number -> System.setProperty(PARALLELISM, "" + (number - 1)));
  }

  /** As the launcher has it: what is asked for, else what the environment says, else the usual. */
  private static long memory(List<String> arguments) {
    return value(arguments, "--memory")
        .or(() -> Optional.ofNullable(System.getenv(MEMORY)))
        .filter(text -> text.matches(SIZE))
        .map(Resources::bytes)
        .orElse(USUAL_MEMORY);
  }

  private static long bytes(String size) {
    String number = size.replaceFirst("[kKmMgG]$", "");
    int shift =
        switch (size.substring(number.length()).toLowerCase(Locale.ROOT)) {
          case "k" -> 10;
          case "m" -> 20;
          case "g" -> 30;
          default -> 0;
        };
    BigInteger bytes = new BigInteger(number).shiftLeft(shift);
    return bytes.min(BigInteger.valueOf(Runtime.getRuntime().maxMemory())).longValue();
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
    if (!text.matches(NUMBER)) {
      throw new TypeConversionException("'" + text + "' is not a number of processors, 1 or more");
    }
    return Integer.valueOf(text);
  }

  static String memory(String text) {
    if (!text.matches(SIZE)) {
      throw new TypeConversionException("'" + text + "' is not a size such as 800m or 16g");
    }
    return text;
  }
}
