package org.omicroutes.api;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What trains: the processor, or a graphics card. */
enum Device {
  CPU,
  GPU;

  /** The class of ND4J's backend for graphics cards; the program is built with or without it. */
  private static final String BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";

  private static final Path CARD = Path.of("/dev/nvidia0");

  /**
   * What a request gets.
   *
   * @param asked {@code auto}, {@code cpu} or {@code gpu}; null for auto
   * @throws Refusal where a graphics card is asked for and there is none
   */
  static Device of(String asked) {
    String wanted = asked == null || asked.isBlank() ? "auto" : asked.toLowerCase(Locale.ROOT);
    return switch (wanted) {
      case "auto" -> missing() == null ? GPU : CPU;
      case "cpu" -> CPU;
      case "gpu" -> {
        if (missing() != null) {
          throw Refusal.malformed("device: found 'gpu', but " + missing() + "; use auto or cpu");
        }
        yield GPU;
      }
      default ->
          throw Refusal.malformed("device: found '" + asked + "', expected auto, cpu or gpu");
    };
  }

  /** Why no graphics card can be used; null where one can. */
  private static String missing() {
    if (!isOnClassPath()) {
      return "this program is built without a backend for graphics cards";
    }
    return Files.exists(CARD) ? null : "this machine has no graphics card that can be used";
  }

  private static boolean isOnClassPath() {
    try {
      Class.forName(BACKEND, false, Device.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** As requests and answers write it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
