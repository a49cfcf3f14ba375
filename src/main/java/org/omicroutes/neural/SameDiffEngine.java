package org.omicroutes.neural;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's SameDiff on the CPU, in double precision and on one thread: sums are then always taken in
 * the same order, so a seed gives the same bits on any number of cores, and trainings may run
 * beside each other.
 */
public final class SameDiffEngine implements Engine {
  /** What it computes on, {@code cpu} or {@code gpu}; known without loading it. */
  public static final String DEVICE = "cpu";

  // Held here so that the levels set on them are not lost with the loggers.
  private static final List<Logger> CHATTY =
      List.of(Logger.getLogger("org.nd4j"), Logger.getLogger("org.bytedeco"));

  private static SameDiffEngine instance;

  private SameDiffEngine() {}

  /** The engine; the first call loads the native library (about a second). */
  public static synchronized SameDiffEngine get() {
    if (instance == null) {
      quiet();
      nativeFiles();
      MutedThread.run(SameDiffEngine::start);
      instance = new SameDiffEngine();
    }
    return instance;
  }

  @Override
  public Graph newGraph() {
    return new SameDiffGraph();
  }

  @Override
  public String name() {
    return "ND4J SameDiff, CPU, double precision";
  }

  /**
   * ND4J greets at level INFO and warns of its own duplicates; a level that was configured stays.
   */
  private static void quiet() {
    for (Logger logger : CHATTY) {
      if (logger.getLevel() == null) {
        logger.setLevel(Level.SEVERE);
      }
    }
  }

  /** Where JavaCPP unpacks its libraries, and no limit from it beyond the machine's own. */
  private static void nativeFiles() {
    setUnlessGiven("org.bytedeco.javacpp.maxphysicalbytes", "0");
    if (System.getProperty("org.bytedeco.javacpp.cachedir") == null) {
      Path home = Path.of(System.getProperty("user.home"), ".cache", "omicroutes", "javacpp");
      try {
        Files.createDirectories(home);
      } catch (IOException homeIsReadOnly) {
        home = temporary();
      }
      System.setProperty("org.bytedeco.javacpp.cachedir", home.toString());
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("omicroutes-javacpp");
    } catch (IOException e) {
      throw new UncheckedIOException("no folder to unpack the numerical library into", e);
    }
  }

  private static void setUnlessGiven(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static void start() {
    Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    Nd4j.factory().blas().setMaxThreads(1);
  }
}
