package org.omicroutes.neural;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the networks of this process are computed on. The system property {@value #PROPERTY} or,
 * without it, the variable {@value #VARIABLE} of the environment says {@code cpu}, {@code gpu} or
 * {@code auto}, the default: the graphics card where the program is built with ND4J's library for
 * CUDA and there is one that it can use. A process has one device, as ND4J is loaded once.
 */
public enum Device {
  CPU,
  GPU;

  public static final String PROPERTY = "omicroutes.device";
  public static final String VARIABLE = "OMICROUTES_DEVICE";

  private static final String CUDA = "org.nd4j.linalg.jcublas.JCublasBackend";

  private static Optional<String> missing;

  /** As settings, requests and metrics write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What was asked for; looks for nothing.
   *
   * @return {@code auto}, {@code cpu} or {@code gpu}
   * @throws IllegalArgumentException for another value
   */
  public static String setting() {
    String asked = System.getProperty(PROPERTY, System.getenv(VARIABLE));
    String name = asked == null || asked.isBlank() ? "auto" : asked.strip();
    if (!List.of("auto", "cpu", "gpu").contains(name)) {
      throw new IllegalArgumentException(
          VARIABLE + ": found '" + asked + "', expected auto, cpu or gpu");
    }
    return name;
  }

  /**
   * This process' device; does not load ND4J.
   *
   * @throws IllegalArgumentException for another setting, or {@code gpu} where there is none
   */
  public static Device current() {
    return switch (setting()) {
      case "cpu" -> CPU;
      case "auto" -> whyNoCard().isEmpty() ? GPU : CPU;
      default -> {
        if (whyNoCard().isPresent()) {
          throw new IllegalArgumentException(
              VARIABLE + ": found 'gpu', but " + whyNoCard().get() + "; use auto or cpu");
        }
        yield GPU;
      }
    };
  }

  /** Why this process cannot compute on a graphics card; empty where it can. */
  public static synchronized Optional<String> whyNoCard() {
    if (setting().equals("cpu")) {
      return Optional.of(VARIABLE + " says cpu");
    }
    if (Engines.setting().equals("plain")) {
      return Optional.of("networks are computed in plain Java (" + Engines.VARIABLE + ")");
    }
    if (missing == null) {
      missing =
          isOnClassPath()
              ? whyNot(GraphicsCards.of("nvidia-smi"))
              : Optional.of("this program is built without ND4J's library for CUDA");
    }
    return missing;
  }

  /** ND4J takes all cards into use, so each has to be one that it has machine code for. */
  static Optional<String> whyNot(List<GraphicsCards.Card> cards) {
    if (cards.isEmpty()) {
      return Optional.of("nvidia-smi finds no NVIDIA card");
    }
    List<GraphicsCards.Card> others = cards.stream().filter(card -> !card.canCompute()).toList();
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "ND4J's library for CUDA 11.6 has no machine code for "
                + others.stream().map(Object::toString).collect(Collectors.joining(", "))
                + ", only for compute capabilities 3.7 to 8.9");
  }

  /** What only loading CUDA showed: a library that lacks, or a driver that is too old. */
  static synchronized void noCard(String why) {
    missing = Optional.of(why);
  }

  /** Whether the program is built with ND4J's library for CUDA. */
  static boolean isOnClassPath() {
    try {
      Class.forName(CUDA, false, Device.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
