package org.omicroutes.cli.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.tooling.model.ComponentModel.EndpointOptionModel;
import org.omicroutes.camel.DropsComponent;
import org.omicroutes.camel.DropsEndpoint;
import org.omicroutes.camel.DropsOptions;
import org.omicroutes.camel.OmicComponent;
import org.omicroutes.camel.OmicEndpoint;
import org.omicroutes.camel.sent.CwlToolStep;
import org.omicroutes.camel.sent.RouteEngines;
import org.omicroutes.step.Parameters.Parameter;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepRegistry;

/** Everything under {@code workflows/camel/}: the entries of our components in Camel's catalog. */
public final class CamelExport {
  private CamelExport() {}

  /** File name to text. */
  public static Map<String, String> generated() {
    return Map.of("omic.json", steps(), "omic-drops.json", drops());
  }

  private static String drops() {
    CatalogEntry entry =
        new CatalogEntry(
            DropsComponent.class,
            DropsEndpoint.class,
            "Starts a route with each drop below a folder, once, when it is complete.");
    entry.path("root", "The watched folder.");
    DropsOptions.all().forEach(entry::option);
    return entry.json();
  }

  private static String steps() {
    CatalogEntry entry =
        new CatalogEntry(
            OmicComponent.class,
            OmicEndpoint.class,
            "Runs a step of OmicRoutes, or any CWL CommandLineTool, in the run's folder.");
    List<String> names = new ArrayList<>();
    Map<String, List<Use>> options = new TreeMap<>();
    for (Step<?> step : StepRegistry.get().all()) {
      names.add(step.spec().name());
      Use.all(step)
          .forEach(use -> options.computeIfAbsent(use.name, n -> new ArrayList<>()).add(use));
    }
    names.add(OmicComponent.CWL);
    CatalogEntry.setChoices(
        entry.path("step", "The step, or cwl for a CWL CommandLineTool of anybody's."), names);
    CatalogEntry.setChoices(
        entry.option(
            OmicComponent.ENGINE,
            "string",
            "The engine that the step is sent to; without one it runs here."),
        RouteEngines.names());
    entry.option(OmicComponent.TOOL, "string", "The file of the CommandLineTool; of omic:cwl.");
    EndpointOptionModel values =
        entry.option(
            "cwlValues", "object", "Inputs and outputs of the CommandLineTool; of omic:cwl.");
    values.setPrefix(CwlToolStep.PREFIX);
    values.setMultiValue(true);
    options.forEach((name, uses) -> add(entry, name, uses));
    return entry.json();
  }

  /** An option as all steps have it that have one of that name. */
  private static void add(CatalogEntry entry, String name, List<Use> uses) {
    String type = CatalogEntry.common(uses.stream().map(Use::type).toList());
    EndpointOptionModel option =
        entry.option(name, type == null ? "string" : type, description(uses));
    List<String> choices = CatalogEntry.common(uses.stream().map(Use::choices).toList());
    if (choices != null) {
      CatalogEntry.setChoices(option, choices);
    }
    String defaultValue = CatalogEntry.common(uses.stream().map(Use::defaultValue).toList());
    if (defaultValue != null && !defaultValue.isEmpty()) {
      option.setDefaultValue(defaultValue);
    }
  }

  /** What it is to each step; steps to which it is the same stand together. */
  private static String description(List<Use> uses) {
    Map<String, List<String>> steps = new TreeMap<>();
    uses.forEach(
        use -> steps.computeIfAbsent(use.description, d -> new ArrayList<>()).add(use.step));
    List<String> parts = new ArrayList<>();
    steps.forEach((text, names) -> parts.add(String.join(", ", names) + ": " + text));
    parts.sort(null);
    return String.join(" ", parts);
  }

  /** A name as one step uses it. */
  private record Use(
      String step,
      String name,
      String type,
      List<String> choices,
      String defaultValue,
      String description) {

    static List<Use> all(Step<?> step) {
      String name = step.spec().name();
      List<Use> uses = new ArrayList<>();
      for (Port port : step.spec().inputs()) {
        uses.add(of(name, port, Ports.input(port)));
      }
      for (Port port : step.spec().outputs()) {
        uses.add(of(name, port, Ports.output(port)));
      }
      for (Parameter parameter : step.spec().parameterList()) {
        uses.add(
            new Use(
                name,
                parameter.name(),
                CatalogEntry.type(parameter),
                parameter.choices(),
                parameter.defaultValue(),
                CwlTool.describe(parameter)));
      }
      return uses;
    }

    private static Use of(String step, Port port, String description) {
      return new Use(step, port.camelCaseName(), "string", List.of(), "", description);
    }
  }
}
