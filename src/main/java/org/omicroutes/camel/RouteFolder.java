package org.omicroutes.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.RouteWatcherReloadStrategy;

/**
 * A folder of YAML files with routes. A file that is changed or added while the program runs takes
 * effect within seconds; a route that stood in it under the same id is stopped first, as at the end
 * of the program. A file that cannot be read as routes changes nothing. Routes of a deleted file
 * run on until the program ends.
 */
final class RouteFolder {
  private static final String PATTERN = "*.yaml,*.yml";

  private RouteFolder() {}

  /**
   * Loads the routes and keeps an eye on them.
   *
   * @throws IOException where there is no such folder
   * @throws Exception what Camel finds wrong with a file
   */
  static void load(CamelContext context, Path folder) throws Exception {
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder + " of routes");
    }
    var loader = PluginHelper.getRoutesLoader(context);
    for (Path file : files(folder)) {
      loader.loadRoutes(
          PluginHelper.getResourceLoader(context)
              .resolveResource("file:" + file.toAbsolutePath().normalize()));
    }
    RouteWatcherReloadStrategy watch =
        new RouteWatcherReloadStrategy(folder.toAbsolutePath().normalize().toString());
    watch.setPattern(PATTERN);
    watch.setRemoveAllRoutes(false);
    context.addService(watch);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.filter(file -> file.toString().matches(".*\\.ya?ml")).sorted().toList();
    }
  }
}
