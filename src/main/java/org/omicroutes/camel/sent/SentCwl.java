package org.omicroutes.camel.sent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.omicroutes.cli.export.CwlExport;
import org.omicroutes.engines.Engine;
import org.omicroutes.engines.EngineRun;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Parameters;
import org.omicroutes.step.Port;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** A step as its CWL tool and an input object. */
record SentCwl<P extends Record>(
    StepSpec<P> spec, StepContext<P> context, Map<String, Path> asked) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> INDEXES = List.of(".tbi", ".csi");

  EngineRun in(Path folder, Engine engine) throws IOException {
    Path tool = folder.resolve(spec.name() + ".cwl");
    Files.writeString(tool, CwlExport.tool(spec));
    return SentStep.run(engine, tool, inputs(), folder);
  }

  private JsonNode inputs() throws IOException {
    ObjectNode inputs = JSON.createObjectNode();
    for (Port port : spec.inputs()) {
      add(inputs, port);
    }
    Map<String, String> texts = Parameters.toText(context.parameters());
    for (Parameters.Parameter parameter : spec.parameterList()) {
      Object value = value(parameter, texts.getOrDefault(parameter.name(), ""));
      if (value != null) {
        inputs.set(snake(parameter.optionName()), JSON.valueToTree(value));
      }
    }
    asked.forEach((port, path) -> inputs.put(snake(port) + "_name", SentStep.fileName(port, path)));
    return inputs;
  }

  private void add(ObjectNode inputs, Port port) throws IOException {
    String id = snake(port.name());
    ArrayNode files = JSON.createArrayNode();
    if (port.isNamed()) {
      ArrayNode names = JSON.createArrayNode();
      context
          .namedInputs(port.name())
          .forEach(
              (name, file) -> {
                names.add(name);
                files.add(file(file, port.format()));
              });
      inputs.set(id + "_names", names);
      inputs.set(id, files);
      return;
    }
    for (Path path : context.inputs(port.name())) {
      files.add(file(path, port.format()));
    }
    if (port.repeatable()) {
      inputs.set(id, files);
    } else if (!files.isEmpty()) {
      inputs.set(id, files.get(0));
      if (port.name().equals("samplesheet")) {
        addSheet(inputs, context.input(port.name()));
      }
    }
  }

  private static void addSheet(ObjectNode inputs, Path sheet) throws IOException {
    ArrayNode files = inputs.putArray("samplesheet_files");
    ArrayNode paths = inputs.putArray("samplesheet_paths");
    SheetFiles.of(sheet)
        .forEach(
            (path, file) -> {
              paths.add(path);
              files.add(plain(file, Files.isDirectory(file)));
            });
  }

  static ObjectNode plain(Path file, boolean isFolder) {
    return JSON.createObjectNode()
        .put("class", isFolder ? "Directory" : "File")
        .put("path", file.toAbsolutePath().normalize().toString());
  }

  private static ObjectNode file(Path file, Edam format) {
    ObjectNode node = plain(file, format == Edam.FOLDER);
    if (format != Edam.FOLDER) {
      node.put("format", format.iri());
      for (String index : INDEXES) {
        Path beside = file.resolveSibling(file.getFileName() + index);
        if (Files.exists(beside)) {
          node.withArray("secondaryFiles").add(plain(beside, false));
        }
      }
    }
    return node;
  }

  /** In the type that CWL asks for; null leaves it out. */
  private static Object value(Parameters.Parameter parameter, String text) {
    Class<?> type = parameter.type();
    if (parameter.flag()) {
      return Boolean.valueOf(text);
    } else if (text.isEmpty()) {
      return null;
    } else if (type == int.class || type == long.class) {
      return Long.valueOf(text);
    } else if (type == double.class) {
      return Double.valueOf(text);
    }
    return type == List.class ? new ArrayList<>(List.of(text.split(","))) : text;
  }

  private static String snake(String kebab) {
    return kebab.replace('-', '_');
  }
}
