package org.omicroutes.neural;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's SameDiff in double precision. On the CPU it is on one thread: sums are then always taken
 * in the same order, so a seed gives the same bits on any number of cores, and trainings may run
 * beside each other. A graphics card ({@link Device}) takes sums in an order of its own.
 */
public final class SameDiffEngine implements Engine {
  private static final Logger LOG = Logger.getLogger(SameDiffEngine.class.getName());

  // Held here so that the levels set on them are not lost with the loggers.
  private static final List<Logger> CHATTY =
      List.of(
          Logger.getLogger("org.nd4j"),
          Logger.getLogger("org.deeplearning4j"),
          Logger.getLogger("org.bytedeco"));

  private static SameDiffEngine instance;

  private final Device device;

  private SameDiffEngine(Device device) {
    this.device = device;
  }

  /**
   * The engine; the first call loads the native library (about a second).
   *
   * @throws IllegalArgumentException where a graphics card is asked for and cannot be used
   */
  public static synchronized SameDiffEngine get() {
    if (instance == null) {
      quiet();
      nativeFiles();
      Device asked = Device.current();
      MutedThread.runSilently(() -> start(asked));
      instance = new SameDiffEngine(loaded(asked));
    }
    return instance;
  }

  @Override
  public Graph newGraph() {
    return new SameDiffGraph();
  }

  @Override
  public String name() {
    return "ND4J SameDiff, " + device + ", double precision";
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

  /** ND4J takes the processor by itself where CUDA's libraries or driver do not do. */
  private static Device loaded(Device asked) {
    if (asked == Device.GPU && !Nd4j.getBackend().getClass().getSimpleName().contains("Cublas")) {
      String why = "CUDA 11.6 cannot be loaded (its libraries, or a driver that is too old)";
      Device.noCard(why);
      Device other = Device.current();
      LOG.log(Level.WARNING, "The graphics card is not used: {0}", why);
      return other;
    }
    return asked;
  }

  private static void start(Device device) {
    if (device == Device.CPU && Device.isOnClassPath()) {
      ND4JClassLoading.setNd4jClassloader(new WithoutCuda(SameDiffEngine.class.getClassLoader()));
    }
    Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    Nd4j.factory().blas().setMaxThreads(1);
  }
}
