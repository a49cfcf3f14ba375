package org.omicroutes.step;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** This program's name and version, as the build wrote them. */
public final class Software {
  public static final String NAME = "OmicRoutes";
  private static final String VERSION = load();

  private Software() {}

  public static String version() {
    return VERSION;
  }

  private static String load() {
    try (InputStream in = Software.class.getResourceAsStream("/omicroutes-build.properties")) {
      if (in == null) {
        throw new IllegalStateException("omicroutes-build.properties is not on the class path");
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
