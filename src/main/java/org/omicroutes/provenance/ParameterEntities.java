package org.omicroutes.provenance;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Parameters;
import org.omicroutes.step.Port;
import org.omicroutes.step.StepSpec;

/** The formal parameters of a crate that is being made, and the values that they took. */
final class ParameterEntities {
  private final Entities entities;

  ParameterEntities(Entities entities) {
    this.entities = entities;
  }

  /**
   * The id of a port or parameter.
   *
   * @param owner the step's or workflow's name
   */
  static String id(String owner, String name) {
    return "#" + owner + "-" + name;
  }

  /** Describes all ports and parameters as inputs and outputs of their owner. */
  void describe(Entity owner, StepSpec<?> spec) {
    describe(owner, spec, Map.of());
  }

  /**
   * Describes all ports and parameters as inputs and outputs of their owner.
   *
   * @param given names of inputs that it was given, to their kind ({@code File}, {@code Text});
   *     what the declaration does not have is described by that alone
   */
  void describe(Entity owner, StepSpec<?> spec, Map<String, String> given) {
    Set<String> inputs = new LinkedHashSet<>();
    spec.inputs().forEach(port -> inputs.add(addPort(spec.name(), port)));
    for (Parameters.Parameter parameter : spec.parameterList()) {
      inputs.add(addParameter(spec.name(), parameter));
    }
    given.forEach(
        (name, kind) -> {
          String id = id(spec.name(), name);
          if (inputs.add(id)) {
            entities.add(
                new Entity(id, "FormalParameter").set("name", name).set("additionalType", kind));
          }
        });
    owner.links("input", inputs);
    owner.links("output", spec.outputs().stream().map(port -> addPort(spec.name(), port)).toList());
  }

  private String addPort(String owner, Port port) {
    String id = id(owner, port.name());
    entities.add(
        new Entity(id, "FormalParameter")
            .set("name", port.name())
            .set("description", port.description())
            .set("additionalType", port.format() == Edam.FOLDER ? "Dataset" : "File")
            .link("encodingFormat", port.format().iri())
            .set("valueRequired", port.required() ? "True" : "False"));
    if (!entities.has(port.format().iri())) {
      entities.add(new Entity(port.format().iri(), "WebSite").set("name", port.format().label()));
    }
    return id;
  }

  private String addParameter(String owner, Parameters.Parameter parameter) {
    String id = id(owner, parameter.name());
    String value = parameter.defaultValue();
    entities.add(
        new Entity(id, "FormalParameter")
            .set("name", parameter.name())
            .set("description", parameter.description())
            .set("additionalType", schemaType(parameter.type()))
            .set("defaultValue", value.isEmpty() ? null : value)
            .set("valueRequired", "False"));
    return id;
  }

  /** A value of a parameter; gives its id. The same value of a parameter is one entity. */
  String addValue(String owner, String name, String value) {
    String plain = id(owner, name) + "=" + Integer.toHexString(value.hashCode());
    String id = plain;
    // Different texts may have one hash code.
    for (int i = 2; entities.has(id) && !value.equals(entities.get(id).get("value")); i++) {
      id = plain + "-" + i;
    }
    if (!entities.has(id)) {
      entities.add(new Entity(id, "PropertyValue").set("name", name).set("value", value));
      entities.realizes(id, id(owner, name));
    }
    return id;
  }

  /** The name under which an action took a file on a port; gives its id. */
  String addBinding(String action, String owner, String port, String name, String file) {
    String plain = action + "-" + port + "-" + name.replaceAll("[^A-Za-z0-9._-]", "_");
    String id = plain;
    for (int i = 2; entities.has(id); i++) {
      id = plain + "-" + i;
    }
    entities.add(
        new Entity(id, "PropertyValue")
            .set("name", port)
            .set("value", name)
            .link("valueReference", file));
    entities.realizes(id, id(owner, port));
    return id;
  }

  private static String schemaType(Class<?> type) {
    if (type == int.class || type == long.class) {
      return "Integer";
    } else if (type == double.class) {
      return "Float";
    } else if (type == boolean.class) {
      return "Boolean";
    }
    return "Text";
  }
}
