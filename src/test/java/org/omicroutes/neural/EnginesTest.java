package org.omicroutes.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnginesTest {

  @AfterEach
  void forget() {
    System.clearProperty(Engines.PROPERTY);
  }

  private static String chosen(String name) {
    System.setProperty(Engines.PROPERTY, name);
    return Engines.preferred().name();
  }

  @Test
  void theNameChoosesTheEngine() {
    assertThat(chosen("plain")).isEqualTo("plain Java, CPU, double precision");
    assertThat(chosen("nd4j")).isEqualTo("ND4J SameDiff, CPU, double precision");
    assertThat(chosen("auto")).isEqualTo(chosen(" ")).isEqualTo(chosen("nd4j"));
    assertThatThrownBy(() -> chosen("cuda"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("OMICROUTES_ENGINE: found 'cuda', expected auto, nd4j or plain");
  }

  /** In a program that has no ND4J: whatever is loaded by this is loaded anew, without it. */
  @Test
  void withoutNd4jThePlainEngineIsThere() throws Exception {
    try (URLClassLoader loader = withoutNd4j()) {
      assertThatThrownBy(() -> loader.loadClass("org.nd4j.linalg.factory.Nd4j"))
          .isInstanceOf(ClassNotFoundException.class);
      Class<?> engines = loader.loadClass(Engines.class.getName());
      assertThat(engines).isNotSameAs(Engines.class);
      for (String name : new String[] {"plain", "auto"}) {
        System.setProperty(Engines.PROPERTY, name);
        Object engine = engines.getMethod("preferred").invoke(null);
        assertThat(engine.getClass().getMethod("name").invoke(engine))
            .isEqualTo("plain Java, CPU, double precision");
        assertThat(engine.getClass().getMethod("newGraph").invoke(engine)).isNotNull();
      }
      System.setProperty(Engines.PROPERTY, "nd4j");
      assertThatThrownBy(() -> engines.getMethod("preferred").invoke(null))
          .cause()
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("OMICROUTES_ENGINE: found 'nd4j', which cannot be loaded (")
          .hasMessageEndingWith("; use auto or plain");
    }
  }

  private static URLClassLoader withoutNd4j() {
    URL[] kept =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("nd4j") && !entry.contains("bytedeco"))
            .map(EnginesTest::url)
            .toArray(URL[]::new);
    return new URLClassLoader(kept, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(entry, e);
    }
  }
}
