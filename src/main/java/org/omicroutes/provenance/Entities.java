package org.omicroutes.provenance;

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

  /** Adds what a run's results may be used for, and says so of the data set. */
  void license(Entity dataset) {
    add(
        new Entity("#licence", "CreativeWork")
            .set("name", "Terms of the data's owners")
            .set("description", "The results stay under the terms of the data they were made of."));
    dataset.link("license", "#licence");
  }

  /** The document of all entities, in the terms of RO-Crate and of workflow runs. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(
        "@context",
        List.of(
            "https://w3id.org/ro/crate/1.1/context",
            "https://w3id.org/ro/terms/workflow-run/context"));
    json.put("@graph", byId.values().stream().map(Entity::toJson).toList());
    return json;
  }

  /** The entity is a value of one more formal parameter. */
  void realizes(String id, String parameter) {
    Set<String> parameters = works.computeIfAbsent(id, i -> new LinkedHashSet<>());
    parameters.add(parameter);
    byId.get(id).links("exampleOfWork", List.copyOf(parameters));
  }
}
