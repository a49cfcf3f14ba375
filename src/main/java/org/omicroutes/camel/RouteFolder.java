package org.omicroutes.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.FileWatcherResourceReloadStrategy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of YAML files with routes. A file that is changed or added while the program runs takes
 * effect within seconds; a route that stood in it under the same id is stopped first, as at the end
 * of the program. A file whose routes cannot run changes nothing. Routes of a deleted file run on
 * until the program ends.
 */
final class RouteFolder {
  private static final Logger LOG = LoggerFactory.getLogger(RouteFolder.class);

  private final CamelContext context;
  private final Map<Path, Loaded> loaded = new HashMap<>();

  private RouteFolder(CamelContext context) {
    this.context = context;
  }

  /**
   * What runs of a file.
   *
   * @param text of the file then
   * @param ids of its routes
   */
  private record Loaded(String text, Set<String> ids) {}

  /**
   * Loads the routes and keeps an eye on them.
   *
   * @throws IOException where there is no such folder
   * @throws Exception what Camel finds wrong with a file
   */
  static void load(CamelContext context, Path folder) throws Exception {
    Path root = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(root)) {
      throw new IOException("there is no folder " + root + " of routes");
    }
    RouteFolder routes = new RouteFolder(context);
    for (Path file : files(root)) {
      routes.update(file, Files.readString(file));
    }
    // Camel's own watcher of routes tries a broken file again with every other one.
    FileWatcherResourceReloadStrategy watch =
        new FileWatcherResourceReloadStrategy(root.toString());
    watch.setFileFilter(file -> isRoutes(file.toPath()));
    watch.setResourceReload((name, resource) -> routes.reload(Path.of(resource.getURI())));
    context.addService(watch);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.filter(RouteFolder::isRoutes).sorted().toList();
    }
  }

  private static boolean isRoutes(Path file) {
    return file.getFileName().toString().endsWith(".yaml");
  }

  private synchronized void reload(Path file) {
    Loaded before = loaded.get(file);
    try {
      String text = Files.readString(file);
      if (before == null || !before.text.equals(text)) {
        update(file, text);
        LOG.info("routes of {}: {}", file, loaded.get(file).ids);
      }
    } catch (Exception e) {
      LOG.error("the routes of {} cannot be loaded, nothing is changed: {}", file, told(e));
      if (before != null) {
        restore(file, before);
      }
    }
  }

  private synchronized void update(Path file, String text) throws Exception {
    var resource = ResourceHelper.fromString("file:" + file, text);
    Set<String> ids = PluginHelper.getRoutesLoader(context).updateRoutes(resource);
    loaded.put(file, new Loaded(text, Set.copyOf(ids)));
  }

  /** Routes of the file that were taken away before what replaces them was found wanting. */
  private void restore(Path file, Loaded before) {
    if (before.ids.stream().allMatch(id -> context.getRoute(id) != null)) {
      return;
    }
    try {
      update(file, before.text);
    } catch (Exception e) {
      LOG.error("the routes {} do not run any more: {}", before.ids, told(e));
    }
  }

  /** The innermost cause is about the file, the outer ones are about Camel. */
  static String told(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }
}
