package org.omicroutes.provenance;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The entities of a crate that is being made, in the order in which they were added. */
final class Entities {
  private final Map<String, Entity> byId = new LinkedHashMap<>();
  private final Map<String, Set<String>> works = new LinkedHashMap<>();

  /** Adds an entity; one of the same id is replaced. */
  Entity add(Entity entity) {
    byId.put(entity.id(), entity);
    return entity;
  }

  boolean has(String id) {
    return byId.containsKey(id);
  }

  /** The entity of that id; null where there is none. */
  Entity get(String id) {
    return byId.get(id);
  }

  Collection<Entity> all() {
    return byId.values();
  }

  /** The entity is a value of one more formal parameter. */
  void realizes(String id, String parameter) {
    Set<String> parameters = works.computeIfAbsent(id, i -> new LinkedHashSet<>());
    parameters.add(parameter);
    byId.get(id).links("exampleOfWork", List.copyOf(parameters));
  }
}
