package org.omicroutes.camel.sent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.engines.Engine;
import org.omicroutes.engines.EngineRun;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/**
 * A CWL CommandLineTool of anybody's as a step: its files and folders are ports, its other inputs
 * values. Its file is part of the result's key.
 */
public final class CwlToolStep implements Step<CwlToolStep.Values> {
  /** May stand before a name of the tool's, which may be called as an option of the endpoint. */
  public static final String PREFIX = "cwl.";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the tool is given besides files. */
  public record Values(
      @Param(value = "Lines NAME=VALUE of the tool's inputs that are no files", defaultValue = "")
          String values) {
    public Values {
      values = values == null ? "" : values;
    }
  }

  private final CwlDocument tool;
  private final Engine engine;
  private final StepSpec<Values> spec;

  private CwlToolStep(CwlDocument tool, Engine engine) {
    this.tool = tool;
    this.engine = engine;
    StepSpec.Builder<Values> builder =
        StepSpec.of("cwl-" + tool.name(), tool.version(), Values.class)
            .summary("The CWL tool " + tool.name() + ".")
            .details("Run by a CWL engine.");
    tool.inputs().stream().filter(CwlDocument.Field::isFile).forEach(f -> builder.in(port(f)));
    tool.outputs().stream().filter(CwlDocument.Field::isFile).forEach(f -> builder.out(port(f)));
    this.spec = builder.build();
  }

  /**
   * Reads a tool.
   *
   * @throws DataException where the file is no CommandLineTool
   */
  public static CwlToolStep of(Path tool, Engine engine) throws IOException {
    return new CwlToolStep(CwlDocument.read(tool), engine);
  }

  private static Port port(CwlDocument.Field field) {
    Port.Arity arity =
        field.isArray()
            ? field.isOptional() ? Port.Arity.OPTIONAL_NAMED : Port.Arity.MANY
            : field.isOptional() || field.isOutput() ? Port.Arity.OPTIONAL : Port.Arity.ONE;
    Edam format = field.type().equals("Directory") ? Edam.FOLDER : Edam.TEXT;
    return new Port(field.portName(), field.id() + " of the tool", format, arity);
  }

  @Override
  public StepSpec<Values> spec() {
    return spec;
  }

  @Override
  public List<Path> alsoReads(StepContext<Values> context) {
    return List.of(tool.file());
  }

  /**
   * An endpoint's values, those that are no files as the one parameter.
   *
   * @throws IllegalArgumentException for a name that the tool does not have
   */
  public Map<String, String> bind(Map<String, String> values) {
    Map<String, String> bound = new TreeMap<>();
    StringBuilder lines = new StringBuilder();
    values.forEach(
        (given, value) -> {
          String name = given.startsWith(PREFIX) ? given.substring(PREFIX.length()) : given;
          if (tool.inputs().stream().anyMatch(f -> !f.isFile() && f.id().equals(name))) {
            lines.append(name).append('=').append(value).append('\n');
          } else {
            bound.put(portOf(name), value);
          }
        });
    if (!lines.isEmpty()) {
      bound.put("values", lines.toString());
    }
    return bound;
  }

  private static boolean names(CwlDocument.Field field, String name) {
    return field.id().equals(name)
        || field.portName().equals(name)
        || port(field).camelCaseName().equals(name);
  }

  /** As the tool calls it, or as the port is called. */
  private String portOf(String name) {
    return Stream.concat(tool.inputs().stream(), tool.outputs().stream())
        .filter(f -> f.isFile() && names(f, name))
        .map(CwlDocument.Field::portName)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "omic:cwl has no '"
                        + name
                        + "'; inputs of "
                        + tool.name()
                        + ": "
                        + tool.inputs().stream().map(CwlDocument.Field::id).toList()
                        + ", outputs: "
                        + tool.outputs().stream().map(CwlDocument.Field::id).toList()));
  }

  @Override
  public void run(StepContext<Values> context) throws Exception {
    Map<CwlDocument.Field, Path> asked = new LinkedHashMap<>();
    for (CwlDocument.Field field : tool.outputs()) {
      if (field.isFile()) {
        context.optionalOutput(field.portName()).ifPresent(place -> asked.put(field, place));
      }
    }
    EngineRun run =
        SentStep.run(engine, tool.file(), inputs(context), SentStep.folder(asked.values()));
    run.run(SentStep::isStopping, task -> {});
    JsonNode made = JSON.readTree(run.folder().resolve(EngineRun.STDOUT).toFile());
    for (Map.Entry<CwlDocument.Field, Path> output : asked.entrySet()) {
      JsonNode file = made.path(output.getKey().id());
      String path = file.path("path").asText(file.path("location").asText(""));
      if (path.isEmpty()) {
        throw DataException.of(
            "no output '" + output.getKey().id() + "' of " + tool.name(), "one file or folder");
      }
      Path from = path.startsWith("file://") ? Path.of(URI.create(path)) : Path.of(path);
      SentStep.take(run, from, output.getValue());
    }
    context.computedBy(engine.name() + " " + engine.version());
  }

  private JsonNode inputs(StepContext<Values> context) {
    ObjectNode inputs = JSON.createObjectNode();
    for (CwlDocument.Field field : tool.inputs()) {
      if (!field.isFile()) {
        continue;
      }
      ArrayNode files = JSON.createArrayNode();
      for (Path file : context.inputs(field.portName())) {
        files.add(SentCwl.plain(file, field.type().equals("Directory")));
      }
      if (field.isArray()) {
        inputs.set(field.id(), files);
      } else if (!files.isEmpty()) {
        inputs.set(field.id(), files.get(0));
      }
    }
    values(context.parameters().values())
        .forEach((name, text) -> inputs.set(name, tool.input(name).value(text)));
    return inputs;
  }

  /** What an expression gave may have several lines; what it left empty is left out. */
  private Map<String, String> values(String lines) {
    Map<String, String> values = new LinkedHashMap<>();
    String last = null;
    for (String line : lines.split("\n", -1)) {
      int equals = line.indexOf('=');
      String name = equals < 0 ? null : line.substring(0, equals);
      if (tool.inputs().stream().anyMatch(field -> field.id().equals(name))) {
        last = name;
        values.put(name, line.substring(equals + 1));
      } else if (last != null) {
        values.merge(last, line, (before, more) -> before + "\n" + more);
      }
    }
    values.replaceAll((name, text) -> text.strip());
    values.values().removeIf(String::isEmpty);
    return values;
  }
}
