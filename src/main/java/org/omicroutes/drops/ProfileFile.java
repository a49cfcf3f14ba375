package org.omicroutes.drops;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.omicroutes.cohort.DataException;
import org.omicroutes.drops.Profile.Markers;
import org.omicroutes.drops.Profile.Platform;
import org.snakeyaml.engine.v2.nodes.Node;

/** A profile as YAML, read strictly; see {@code docs/drops.md} for its keys. */
final class ProfileFile {
  private static final Set<String> MARKERS = Set.of("sequenced", "copied", "copied-if", "settle");
  private static final Set<String> OF_PLATFORM =
      with(MARKERS, "name", "instruments", "applications");
  private static final Set<String> OF_PROFILE =
      with(MARKERS, "description", "folder", "checksums", "samplesheet", "platforms");

  private final YamlNodes yaml;

  private ProfileFile(String file) {
    this.yaml = new YamlNodes(file);
  }

  private static Set<String> with(Set<String> some, String... more) {
    Set<String> all = new LinkedHashSet<>(some);
    all.addAll(List.of(more));
    return all;
  }

  /**
   * Reads a profile.
   *
   * @param name of the profile
   * @param file as errors name it
   * @throws DataException naming the line where a key is not known or a value is not what it is to
   *     be
   */
  static Profile read(String name, String file, String text) {
    return new ProfileFile(file).profile(name, text);
  }

  private Profile profile(String name, String text) {
    Node root = yaml.read(text);
    Map<String, Node> keys = yaml.mapping(root, OF_PROFILE);
    require(root, keys, "folder", "settle");
    Markers markers = markers(keys, new Markers(List.of(), List.of(), Map.of(), Duration.ZERO));
    List<Marker> folder = optional(keys, "folder", node -> yaml.list(node, yaml::marker), null);
    if (folder.isEmpty()) {
      throw yaml.at(keys.get("folder")).error("an empty list", "what lies in such a folder");
    }
    return new Profile(
        name,
        optional(keys, "description", yaml::text, ""),
        folder,
        markers,
        optional(
            keys, "platforms", node -> yaml.list(node, one -> platform(one, markers)), List.of()),
        optional(
            keys,
            "checksums",
            node -> yaml.list(node, one -> NamePattern.of(yaml.name(one))),
            List.of()),
        optional(keys, "samplesheet", yaml::name, null));
  }

  private Platform platform(Node node, Markers markers) {
    Map<String, Node> keys = yaml.mapping(node, OF_PLATFORM);
    require(node, keys, "name");
    Platform platform =
        new Platform(
            yaml.text(keys.get("name")),
            optional(keys, "instruments", n -> yaml.list(n, yaml::regex), List.of()),
            optional(keys, "applications", n -> yaml.list(n, yaml::regex), List.of()),
            markers(keys, markers));
    if (platform.instruments().isEmpty() && platform.applications().isEmpty()) {
      throw yaml.at(node).error("neither instruments nor applications", "one of them at least");
    }
    return platform;
  }

  private Markers markers(Map<String, Node> keys, Markers otherwise) {
    return new Markers(
        optional(keys, "sequenced", node -> yaml.list(node, yaml::marker), otherwise.sequenced()),
        optional(keys, "copied", node -> yaml.list(node, yaml::marker), otherwise.copied()),
        optional(
            keys,
            "copied-if",
            node ->
                yaml.map(
                    node,
                    key -> NamePattern.of(yaml.name(key)),
                    value -> yaml.list(value, yaml::marker)),
            otherwise.copiedIf()),
        optional(keys, "settle", yaml::duration, otherwise.settle()));
  }

  private void require(Node node, Map<String, Node> keys, String... required) {
    for (String key : required) {
      if (!keys.containsKey(key)) {
        throw yaml.at(node).error("no key '" + key + "'", "one");
      }
    }
  }

  private static <T> T optional(
      Map<String, Node> keys, String key, Function<Node, T> read, T otherwise) {
    return keys.containsKey(key) ? read.apply(keys.get(key)) : otherwise;
  }
}
