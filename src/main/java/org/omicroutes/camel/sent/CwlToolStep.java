package org.omicroutes.camel.sent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.engines.Engine;
import org.omicroutes.engines.EngineRun;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Folders;
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
        (name, value) -> {
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
    Path folder = Files.createTempDirectory("omicroutes-cwl-");
    try {
      EngineRun run = SentStep.run(engine, tool.file(), inputs(context), folder);
      run.run(SentStep::isStopping);
      JsonNode made = JSON.readTree(run.folder().resolve(EngineRun.STDOUT).toFile());
      for (CwlDocument.Field field : tool.outputs()) {
        if (field.isFile()) {
          context
              .optionalOutput(field.portName())
              .ifPresent(place -> take(made.path(field.id()), field, place));
        }
      }
      context.computedBy(engine.name() + " " + engine.version());
    } finally {
      Folders.delete(folder);
    }
  }

  private static void take(JsonNode made, CwlDocument.Field field, Path place) {
    String path = made.path("path").asText(made.path("location").asText(""));
    if (path.isEmpty()) {
      throw DataException.of("no output '" + field.id() + "' of the tool", "one file or folder");
    }
    try {
      SentStep.move(path.startsWith("file://") ? Path.of(URI.create(path)) : Path.of(path), place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    context
        .parameters()
        .values()
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(
            line -> {
              String name = line.substring(0, line.indexOf('='));
              inputs.set(name, tool.input(name).value(line.substring(line.indexOf('=') + 1)));
            });
    return inputs;
  }
}
