package org.omicroutes.camel;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.omicroutes.drops.DropSource;
import org.omicroutes.state.JoinRule;

/** Makes the source of a route's drops; bound in the registry by who starts the routes. */
@FunctionalInterface
public interface DropSources {
  /**
   * What a route watches.
   *
   * @param route its id, under which its drops are kept
   * @param root absolute
   * @param profiles by which a folder may be complete, the first that fits
   * @param rule by which drops are joined before they run
   * @param settings what else the endpoint was told, by name
   */
  record Watch(
      String route, Path root, List<String> profiles, JoinRule rule, Map<String, String> settings) {
    public Watch {
      profiles = List.copyOf(profiles);
      settings = Map.copyOf(settings);
    }
  }

  /**
   * @throws IllegalArgumentException for a profile or a setting that is not known
   */
  DropSource open(Watch watch);
}
