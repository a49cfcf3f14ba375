package org.omicroutes.drops;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.omicroutes.cohort.DataException;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The parts of a YAML file, each with its place, so that whatever is wrong can be pointed at. */
final class YamlNodes {
  private static final int MOST_CHARACTERS = 1_000_000;
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})([smhd])");
  private static final Map<String, Integer> SECONDS =
      Map.of("s", 1, "m", 60, "h", 3600, "d", 86400);

  private final String file;

  /**
   * @param file as errors name it
   */
  YamlNodes(String file) {
    this.file = file;
  }

  /** The one document of a file. */
  Node read(String text) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setCodePointLimit(MOST_CHARACTERS).build();
    try {
      return new Compose(settings)
          .composeString(text)
          .orElseThrow(() -> DataException.in(file).error("an empty file", "a profile"));
    } catch (MarkedYamlEngineException e) {
      long line = e.getProblemMark().map(mark -> mark.getLine() + 1L).orElse(0L);
      throw DataException.in(file).line(line).error(e.getProblem(), "YAML", e);
    } catch (YamlEngineException e) {
      throw DataException.in(file).error(String.valueOf(e.getMessage()), "YAML", e);
    }
  }

  DataException.At at(Node node) {
    return DataException.in(file).line(node.getStartMark().map(Mark::getLine).orElse(-1) + 1L);
  }

  /** The values of a mapping by their keys, which are among those that are known. */
  Map<String, Node> mapping(Node node, Set<String> known) {
    Map<String, Node> values = new LinkedHashMap<>();
    each(
        node,
        (key, value) -> {
          if (!known.contains(text(key))) {
            throw at(key).error("the key '" + text(key) + "'", "one of " + sorted(known));
          }
          return values.put(text(key), value);
        });
    return values;
  }

  private static String sorted(Set<String> known) {
    return String.join(", ", known.stream().sorted().toList());
  }

  private void each(Node node, BiFunction<Node, Node, Node> put) {
    if (!(node instanceof MappingNode mapping)) {
      throw at(node).error(kind(node), "keys with values");
    }
    for (NodeTuple tuple : mapping.getValue()) {
      Node key = tuple.getKeyNode();
      if (put.apply(key, tuple.getValueNode()) != null) {
        throw at(key).error("the key '" + text(key) + "' a second time", "each key once");
      }
    }
  }

  /** The values of a mapping by keys of the writer's own. */
  <K, V> Map<K, V> map(Node node, Function<Node, K> key, Function<Node, V> value) {
    Map<K, V> values = new LinkedHashMap<>();
    List<String> seen = new ArrayList<>();
    each(
        node,
        (k, v) -> {
          boolean again = seen.contains(text(k));
          seen.add(text(k));
          values.put(key.apply(k), value.apply(v));
          return again ? k : null;
        });
    return values;
  }

  <T> List<T> list(Node node, Function<Node, T> item) {
    if (!(node instanceof SequenceNode sequence)) {
      throw at(node).error(kind(node), "a list");
    }
    return sequence.getValue().stream().map(item).toList();
  }

  String text(Node node) {
    if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
      throw at(node).error(kind(node), "a text");
    }
    return scalar.getValue();
  }

  /** A name of something directly in a folder. */
  String name(Node node) {
    String name = text(node);
    if (name.contains("/")) {
      throw at(node).error("'" + name + "'", "a name without '/': it lies directly in the folder");
    }
    return name;
  }

  Pattern regex(Node node) {
    try {
      return Pattern.compile(text(node), Pattern.CASE_INSENSITIVE);
    } catch (PatternSyntaxException e) {
      throw at(node).error(e.getDescription() + " in '" + text(node) + "'", "a pattern", e);
    }
  }

  Duration duration(Node node) {
    Matcher matcher = DURATION.matcher(text(node));
    if (!matcher.matches()) {
      throw at(node).error("'" + text(node) + "'", "a duration such as 30s, 10m, 2h or 1d");
    }
    return Duration.ofSeconds(Long.parseLong(matcher.group(1)) * SECONDS.get(matcher.group(2)));
  }

  /** One of several names, or a single one. */
  Marker marker(Node node) {
    if (node instanceof SequenceNode) {
      List<String> names = list(node, this::name);
      if (names.isEmpty()) {
        throw at(node).error("an empty list", "names of which one is to be there");
      }
      return Marker.of(names);
    }
    return Marker.of(List.of(name(node)));
  }

  private static String kind(Node node) {
    if (node instanceof MappingNode) {
      return "keys with values";
    }
    return node instanceof SequenceNode ? "a list" : "'" + ((ScalarNode) node).getValue() + "'";
  }
}
