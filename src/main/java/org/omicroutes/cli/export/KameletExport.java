package org.omicroutes.cli.export;

import static org.omicroutes.cli.export.Yaml.list;
import static org.omicroutes.cli.export.Yaml.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.omicroutes.camel.OmicComponent;
import org.omicroutes.camel.sent.RouteEngines;
import org.omicroutes.step.Parameters.Parameter;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepRegistry;
import org.omicroutes.step.StepSpec;

/**
 * Everything under {@code workflows/kamelets/}: an action Kamelet for each step, in the form of
 * Camel's own (https://camel.apache.org/camel-kamelets/), with the step's ports and parameters as
 * its properties.
 */
public final class KameletExport {
  /**
   * What the component takes for nothing. An optional placeholder, <code>{{?name}}</code>, would be
   * filled from the environment where nothing is given.
   */
  private static final String LEFT_OUT = "";

  private KameletExport() {}

  /** File name to text. */
  public static Map<String, String> generated() {
    Map<String, String> files = new TreeMap<>();
    for (Step<?> step : StepRegistry.get().all()) {
      files.put(name(step.spec()) + ".kamelet.yaml", text(step.spec()));
    }
    return files;
  }

  private static String name(StepSpec<?> spec) {
    return OmicComponent.SCHEME + "-" + spec.name() + "-action";
  }

  private static String text(StepSpec<?> spec) {
    Map<String, Object> kamelet = map();
    kamelet.put("apiVersion", "camel.apache.org/v1");
    kamelet.put("kind", "Kamelet");
    kamelet.put(
        "metadata",
        map(
            "name",
            name(spec),
            "annotations",
            map(
                "camel.apache.org/kamelet.support.level",
                "Stable",
                "camel.apache.org/catalog.version",
                Image.version(),
                "camel.apache.org/provider",
                "OmicRoutes",
                "camel.apache.org/kamelet.group",
                "OmicRoutes"),
            "labels",
            map("camel.apache.org/kamelet.type", "action")));
    kamelet.put(
        "spec",
        map(
            "definition",
            definition(spec),
            "dependencies",
            list(
                "camel:kamelet",
                "mvn:" + Image.GROUP + ":" + Image.PROGRAM + ":" + Image.version()),
            "template",
            template(spec)));
    return "# Made by `omicroutes export kamelets` from the step's declaration; do not edit.\n"
        + Yaml.text(kamelet);
  }

  private static Map<String, Object> definition(StepSpec<?> spec) {
    List<Object> required = new ArrayList<>();
    Map<String, Object> properties = map();
    for (Port port : spec.inputs()) {
      properties.put(port.camelCaseName(), property(port, Ports.input(port)));
      addRequired(required, port);
    }
    for (Port port : spec.outputs()) {
      properties.put(port.camelCaseName(), property(port, Ports.output(port)));
      addRequired(required, port);
    }
    for (Parameter parameter : spec.parameterList()) {
      properties.put(parameter.name(), property(parameter));
    }
    properties.put(OmicComponent.ENGINE, engine());
    Map<String, Object> definition = map();
    definition.put("title", "OmicRoutes " + spec.name());
    definition.put("description", spec.summary());
    definition.put("required", required);
    definition.put("type", "object");
    definition.put("properties", properties);
    return definition;
  }

  private static void addRequired(List<Object> required, Port port) {
    if (port.required()) {
      required.add(port.camelCaseName());
    }
  }

  private static Map<String, Object> property(String name, String description, String type) {
    return map("title", Names.title(name), "description", description, "type", type);
  }

  private static Map<String, Object> property(Port port, String description) {
    Map<String, Object> property = property(port.name(), description, "string");
    if (!port.required()) {
      property.put("default", LEFT_OUT);
    }
    return property;
  }

  private static Map<String, Object> property(Parameter parameter) {
    Map<String, Object> property =
        property(parameter.optionName(), CwlTool.describe(parameter), CatalogEntry.type(parameter));
    Object value = CwlTool.value(parameter);
    boolean isText = value == null || value instanceof List<?>;
    property.put("default", isText ? parameter.defaultValue() : value);
    if (!parameter.choices().isEmpty()) {
      property.put("enum", new ArrayList<Object>(parameter.choices()));
    }
    return property;
  }

  private static Map<String, Object> engine() {
    Map<String, Object> engine =
        property(
            OmicComponent.ENGINE,
            "The engine that the step is sent to; without one it runs here.",
            "string");
    List<Object> names = list(LEFT_OUT);
    names.addAll(RouteEngines.names());
    engine.put("default", LEFT_OUT);
    engine.put("enum", names);
    return engine;
  }

  private static Map<String, Object> template(StepSpec<?> spec) {
    List<String> names = new ArrayList<>();
    spec.inputs().forEach(port -> names.add(port.camelCaseName()));
    spec.outputs().forEach(port -> names.add(port.camelCaseName()));
    spec.parameterList().forEach(parameter -> names.add(parameter.name()));
    names.add(OmicComponent.ENGINE);
    Map<String, Object> parameters = map();
    names.forEach(name -> parameters.put(name, "{{" + name + "}}"));
    Map<String, Object> to = map("uri", OmicComponent.SCHEME + ":" + spec.name());
    to.put("parameters", parameters);
    return map("from", map("uri", "kamelet:source", "steps", list(map("to", to))));
  }
}
