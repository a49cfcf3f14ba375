package org.omicroutes.step;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** This program's name and version, as the build wrote them. */
public final class Software {
  public static final String NAME = "OmicRoutes";
  private static final Properties BUILD = load();

  private Software() {}

  public static String version() {
    return BUILD.getProperty("version");
  }

  /** The version of htmx that the server's pages are built with. */
  public static String htmxVersion() {
    return BUILD.getProperty("htmx");
  }

  private static Properties load() {
    try (InputStream in = Software.class.getResourceAsStream("/omicroutes-build.properties")) {
      if (in == null) {
        throw new IllegalStateException("omicroutes-build.properties is not on the class path");
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
