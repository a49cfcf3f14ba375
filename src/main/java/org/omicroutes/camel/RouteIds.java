package org.omicroutes.camel;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The ids that a file gives its routes, read before Camel does: Camel takes a route of an id that
 * is there already for a newer version of it, whichever file it comes from, and invents ids where
 * there are none, others at each start.
 */
final class RouteIds {
  private static final String DROPS = "omic-drops:";

  private RouteIds() {}

  /**
   * @param text of the file
   * @param owner of an id that is taken, in words; null for one that is free
   * @return the ids; none of a file that is no YAML
   * @throws IllegalArgumentException where two routes of the file have one id, one has an id that
   *     is taken, or one that takes drops has none
   */
  static Set<String> check(String text, UnaryOperator<String> owner) {
    Set<String> seen = new LinkedHashSet<>();
    for (Object item : items(text)) {
      if (!(item instanceof Map<?, ?> map) || !(map.get("route") instanceof Map<?, ?> route)) {
        continue;
      }
      Object named = route.get("id");
      if (named == null) {
        requireNoDrops(route);
        continue;
      }
      String id = named.toString();
      if (!seen.add(id)) {
        throw new IllegalArgumentException("id: found '" + id + "' twice, expected another one");
      }
      String taken = owner.apply(id);
      if (taken != null) {
        throw new IllegalArgumentException(
            "id: found '" + id + "', which is that of " + taken + "; expected another one");
      }
    }
    return seen;
  }

  private static void requireNoDrops(Map<?, ?> route) {
    Object from = route.get("from");
    Object uri = from instanceof Map<?, ?> map ? map.get("uri") : from;
    if (uri != null && uri.toString().startsWith(DROPS)) {
      throw new IllegalArgumentException(
          "a route from " + uri + " without an id; expected one, under which its drops are kept");
    }
  }

  /** None where Camel will find it wrong. */
  private static List<?> items(String text) {
    try {
      Object document = new Load(LoadSettings.builder().build()).loadFromString(text);
      return document instanceof List<?> list ? list : List.of();
    } catch (YamlEngineException brokenYaml) {
      return List.of();
    }
  }
}
