package org.omicroutes.step;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** This program's name and version, as the build wrote them. */
public final class Software {
  public static final String NAME = "OmicRoutes";
  private static final Properties BUILD = load();

  private Software() {}

  public static String version() {
    return BUILD.getProperty("version");
  }

  /** The commit that was built, shortened; empty where the sources were not in a repository. */
  public static String commit() {
    String commit = BUILD.getProperty("commit");
    return commit.startsWith("${") ? "" : commit;
  }

  /** The libraries that results depend on, by name in order, with their versions. */
  public static Map<String, String> libraries() {
    Map<String, String> versions = new LinkedHashMap<>();
    for (String library : BUILD.getProperty("libraries").split(", ")) {
      int space = library.lastIndexOf(' ');
      versions.put(library.substring(0, space), library.substring(space + 1));
    }
    return versions;
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
