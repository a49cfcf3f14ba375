package org.omicroutes.neural;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.omicroutes.neural.plain.PlainEngine;

/**
 * Which engine computes the networks: the system property {@value #PROPERTY} or, without it, the
 * variable {@value #VARIABLE} of the environment says {@code nd4j} (ND4J's native library), {@code
 * plain} (Java alone) or {@code auto}, the default: ND4J where it can be loaded, else plain.
 *
 * <p>All give the same to 1e-5 or better, and a model that was trained with one is used with any.
 * That is why the engine is no part of the key that results are reused by; models and the records
 * of steps say what computed them.
 */
public final class Engines {
  public static final String PROPERTY = "omicroutes.engine";
  public static final String VARIABLE = "OMICROUTES_ENGINE";

  /** A native executable holds nothing of ND4J; constant when it is built, so that it stays out. */
  private static final boolean NATIVE =
      System.getProperty("org.graalvm.nativeimage.imagecode") != null;

  private static Engine automatic;

  private Engines() {}

  /**
   * The engine of this process.
   *
   * @throws IllegalArgumentException for another value, {@code nd4j} where it cannot be loaded, or
   *     a {@link Device} that cannot be used
   */
  public static Engine preferred() {
    // Who asks for a graphics card is told where none would be used.
    Device.current();
    return switch (setting()) {
      case "plain" -> new PlainEngine();
      case "nd4j" -> nd4j();
      default -> automatic();
    };
  }

  /**
   * What was asked for; loads nothing.
   *
   * @return {@code auto}, {@code nd4j} or {@code plain}
   * @throws IllegalArgumentException for another value
   */
  public static String setting() {
    String asked = System.getProperty(PROPERTY, System.getenv(VARIABLE));
    String name = asked == null || asked.isBlank() ? "auto" : asked.strip();
    if (!List.of("auto", "nd4j", "plain").contains(name)) {
      throw new IllegalArgumentException(
          VARIABLE + ": found '" + asked + "', expected auto, nd4j or plain");
    }
    return name;
  }

  private static synchronized Engine automatic() {
    if (automatic == null) {
      automatic = NATIVE ? new PlainEngine() : nd4jOrPlain();
    }
    return automatic;
  }

  private static Engine nd4jOrPlain() {
    try {
      return SameDiffEngine.get();
    } catch (IllegalArgumentException noSuchDevice) {
      throw noSuchDevice;
    } catch (LinkageError | RuntimeException missing) {
      Engine plain = new PlainEngine();
      Logger.getLogger(Engines.class.getName())
          .log(
              Level.INFO,
              "ND4J cannot be loaded ({0}); networks are computed by: {1}",
              new Object[] {missing, plain.name()});
      return plain;
    }
  }

  private static Engine nd4j() {
    String reason = "a native executable holds nothing of it";
    if (!NATIVE) {
      try {
        return SameDiffEngine.get();
      } catch (IllegalArgumentException noSuchDevice) {
        throw noSuchDevice;
      } catch (LinkageError | RuntimeException missing) {
        reason = missing.toString();
      }
    }
    throw new IllegalArgumentException(
        VARIABLE + ": found 'nd4j', which cannot be loaded (" + reason + "); use auto or plain");
  }
}
