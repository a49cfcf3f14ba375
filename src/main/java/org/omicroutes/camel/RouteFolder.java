package org.omicroutes.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.support.FileWatcherResourceReloadStrategy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.omicroutes.ops.RouteFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * A folder of YAML files with routes. A file that is changed or added while the program runs takes
 * effect within seconds; its routes from before are stopped first, as at the end of the program. A
 * file whose routes cannot run changes nothing. Routes of a deleted file run on until the program
 * ends.
 */
final class RouteFolder implements RouteFiles {
  private static final Logger LOG = LoggerFactory.getLogger(RouteFolder.class);

  private final CamelContext context;
  private final Map<Path, Loaded> loaded = new ConcurrentHashMap<>();
  private final Map<Path, String> troubles = new ConcurrentSkipListMap<>();

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
   * @throws IOException where there is no such folder, it has no routes, or one of its files cannot
   *     be loaded, which it names
   */
  static RouteFolder load(CamelContext context, Path folder) throws Exception {
    Path root = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(root)) {
      throw new IOException("there is no folder " + root + " of routes");
    }
    RouteFolder routes = new RouteFolder(context);
    List<Path> files = files(root);
    if (files.isEmpty()) {
      throw new IOException("there is no file *.yaml in the folder " + root + " of routes");
    }
    for (Path file : files) {
      try {
        routes.update(file, Files.readString(file));
      } catch (Exception e) {
        LOG.debug("routes of {}", file, e);
        // Without the cause, which does not name the file and would be told instead.
        throw new IOException(file + ": " + told(e));
      }
    }
    // Camel's own watcher of routes tries a broken file again with every other one.
    FileWatcherResourceReloadStrategy watch =
        new FileWatcherResourceReloadStrategy(root.toString());
    watch.setFileFilter(file -> isRoutes(file.toPath()));
    watch.setResourceReload((name, resource) -> routes.reload(Path.of(resource.getURI())));
    context.addService(watch);
    return routes;
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
      if (troubles.remove(file) != null) {
        LOG.info("the routes of {} are loaded", file);
      }
      // An id that was taken may be free now.
      List.copyOf(troubles.keySet()).stream()
          .filter(other -> !other.equals(file))
          .forEach(this::again);
    } catch (NoSuchFileException takenAway) {
      LOG.debug("{} is not there", file);
    } catch (Exception e) {
      LOG.error("the routes of {} cannot be loaded, nothing is changed: {}", file, told(e));
      troubles.put(file, told(e));
      if (before != null) {
        restore(file, before);
      }
    }
  }

  private void again(Path file) {
    Loaded before = loaded.get(file);
    try {
      String text = Files.readString(file);
      update(file, text);
      troubles.remove(file);
      LOG.info("routes of {}: {}", file, loaded.get(file).ids);
    } catch (Exception e) {
      LOG.debug("the routes of {} still cannot be loaded: {}", file, told(e));
      if (before != null) {
        restore(file, before);
      }
    }
  }

  @Override
  public List<String> troubles() {
    return troubles.entrySet().stream()
        .filter(trouble -> Files.exists(trouble.getKey()))
        .map(
            trouble ->
                trouble.getKey()
                    + " cannot be loaded: "
                    + trouble.getValue()
                    + (loaded.containsKey(trouble.getKey()) ? " (its old routes run on)" : ""))
        .toList();
  }

  @Override
  public Optional<String> lost() {
    return loaded.entrySet().stream()
        .flatMap(
            file ->
                file.getValue().ids.stream()
                    .filter(id -> context.getRoute(id) == null)
                    .map(
                        id ->
                            "the route " + id + " of " + file.getKey() + " does not run any more"))
        .findFirst();
  }

  /** Of whom an id is that a file must not use; null where it is free, or the file's own. */
  private String owner(Path file, String id) {
    for (Map.Entry<Path, Loaded> other : loaded.entrySet()) {
      if (!other.getKey().equals(file) && other.getValue().ids.contains(id)) {
        return "a route of " + other.getKey();
      }
    }
    Loaded own = loaded.get(file);
    boolean isOwn = own != null && own.ids.contains(id);
    return context.getRoute(id) == null || isOwn ? null : "a route of the program";
  }

  private synchronized void update(Path file, String text) throws Exception {
    Set<String> wanted = RouteIds.check(text, id -> owner(file, id));
    Loaded before = loaded.get(file);
    if (before != null && !wanted.isEmpty()) {
      // Two routes cannot start at one place.
      remove(before.ids, wanted);
    }
    var resource = ResourceHelper.fromString("file:" + file, text);
    try {
      Set<String> ids = PluginHelper.getRoutesLoader(context).updateRoutes(resource);
      loaded.put(file, new Loaded(text, Set.copyOf(ids)));
    } catch (Exception e) {
      remove(wanted, before == null ? Set.of() : before.ids);
      throw e;
    }
  }

  /** Stops and removes some routes but for others. */
  private void remove(Set<String> ids, Set<String> others) throws Exception {
    for (String id : ids) {
      if (others.contains(id)) {
        continue;
      }
      if (context.getRoute(id) != null) {
        context.getRouteController().stopRoute(id);
        context.removeRoute(id);
      }
      if (context instanceof ModelCamelContext model && model.getRouteDefinition(id) != null) {
        model.removeRouteDefinition(model.getRouteDefinition(id));
      }
    }
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
    while (cause.getCause() != null && !(cause instanceof MarkedYamlEngineException)) {
      cause = cause.getCause();
    }
    if (cause instanceof MarkedYamlEngineException yaml && yaml.getProblemMark().isPresent()) {
      Mark at = yaml.getProblemMark().get();
      return "line %d, column %d: %s"
          .formatted(at.getLine() + 1, at.getColumn() + 1, yaml.getProblem());
    }
    return String.valueOf(cause.getMessage());
  }
}
