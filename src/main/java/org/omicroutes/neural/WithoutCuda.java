package org.omicroutes.neural;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;

/**
 * Hides what ND4J's library for CUDA announces of itself, so that ND4J takes the processor. ND4J's
 * own switch is a variable of the environment, which a program cannot set for itself.
 */
final class WithoutCuda extends ClassLoader {
  private static final String LIBRARY = "nd4j-cuda";

  WithoutCuda(ClassLoader parent) {
    super(parent);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return Collections.enumeration(
        Collections.list(super.getResources(name)).stream()
            .filter(url -> !url.toString().contains(LIBRARY))
            .toList());
  }
}
