package org.omicroutes.trials;

import java.nio.file.Path;

/**
 * The built program that tests call as a user would: the launcher, or the native executable that
 * {@code -Domicroutes.program=FILE} names.
 */
public final class Program {
  private static final String NAMED = System.getProperty("omicroutes.program", "");

  private Program() {}

  /** Its absolute path. */
  public static String path() {
    return Path.of(isNative() ? NAMED : "omicroutes").toAbsolutePath().toString();
  }

  /** Whether it is a native executable: without launcher, ND4J, AWT and Jena. */
  public static boolean isNative() {
    return !NAMED.isEmpty();
  }
}
