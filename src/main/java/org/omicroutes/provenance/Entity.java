package org.omicroutes.provenance;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One JSON-LD entity of a crate: an identifier, one or more types and properties in order. */
final class Entity {
  private final Map<String, Object> properties = new LinkedHashMap<>();

  Entity(String id, String... types) {
    properties.put("@id", id);
    properties.put("@type", types.length == 1 ? types[0] : List.of(types));
  }

  /** A property as it was set; null where it was not. */
  Object get(String property) {
    return properties.get(property);
  }

  String id() {
    return (String) properties.get("@id");
  }

  /** Sets a property; null leaves it out. */
  Entity set(String property, Object value) {
    if (value != null) {
      properties.put(property, value);
    }
    return this;
  }

  /** Points to another entity. */
  Entity link(String property, String id) {
    return set(property, reference(id));
  }

  /** Points to several; none leaves the property out. */
  Entity links(String property, Collection<String> ids) {
    return ids.isEmpty() ? this : set(property, ids.stream().map(Entity::reference).toList());
  }

  private static Map<String, String> reference(String id) {
    return Map.of("@id", id);
  }

  Map<String, Object> toJson() {
    return properties;
  }
}
