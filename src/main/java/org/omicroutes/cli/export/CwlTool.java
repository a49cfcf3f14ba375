package org.omicroutes.cli.export;

import static org.omicroutes.cli.export.Yaml.list;
import static org.omicroutes.cli.export.Yaml.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Parameters;
import org.omicroutes.step.Port;
import org.omicroutes.step.StepSpec;

/**
 * The CWL 1.2 CommandLineTool of a step (https://www.commonwl.org/v1.2/).
 *
 * <p>A port is a {@code File} or {@code Directory} of its name; a port of named files is an array
 * of files and an array of names. An output's file name is the input {@code <port>_name}; an
 * optional output is made when it is named, else null; so is what the execution tells of itself
 * ({@code provenance}). A samplesheet comes with the files that it names, which are put where it
 * says.
 */
final class CwlTool {
  private static final String SHEET = "cohort/samplesheet.csv";
  private static final String PROVENANCE = "provenance";

  private final StepSpec<?> spec;

  CwlTool(StepSpec<?> spec) {
    this.spec = spec;
  }

  /** The text of the descriptor. */
  String text() {
    Map<String, Object> tool = map();
    tool.put("cwlVersion", "v1.2");
    tool.put("class", "CommandLineTool");
    tool.put("id", Names.snake(spec.name()));
    tool.put("label", spec.summary());
    tool.put("doc", doc());
    tool.put("baseCommand", list(Image.PROGRAM, spec.name()));
    tool.put("requirements", requirements());
    tool.put("hints", hints());
    tool.put("arguments", arguments());
    tool.put("inputs", inputs());
    tool.put("outputs", outputs());
    tool.put("$namespaces", map("edam", "http://edamontology.org/"));
    return "#!/usr/bin/env cwl-runner\n"
        + "# Made by `omicroutes export cwl` from the step's declaration; do not edit.\n"
        + Yaml.text(tool);
  }

  private String doc() {
    String details = spec.details().strip();
    return spec.summary() + "\n\nVersion " + spec.version() + ".\n\n" + details;
  }

  private Map<String, Object> requirements() {
    Map<String, Object> requirements = map();
    requirements.put("InlineJavascriptRequirement", map());
    // Steps read and write no more than their ports, and start no process.
    requirements.put("NetworkAccess", map("networkAccess", false));
    requirements.put(
        "EnvVarRequirement",
        map("envDef", map("OMICROUTES_MEMORY", "$(Math.floor(runtime.ram * 0.8))m")));
    if (spec.inputs().stream().anyMatch(Names::isSamplesheet)) {
      requirements.put("InitialWorkDirRequirement", map("listing", stagedSamplesheet()));
    }
    return requirements;
  }

  private static List<Object> stagedSamplesheet() {
    String files =
        """
        ${
          var paths = inputs.samplesheet_paths || [];
          return (inputs.samplesheet_files || []).map(function (file, i) {
            return {"entry": file, "entryname": "cohort/" + paths[i]};
          });
        }""";
    return list(map("entry", "$(inputs.samplesheet)", "entryname", SHEET), files);
  }

  private Map<String, Object> hints() {
    Resources resources = Resources.of(spec);
    Map<String, Object> hints = map();
    hints.put(
        "SoftwareRequirement",
        map("packages", map(Image.PROGRAM, map("version", list(Image.version())))));
    hints.put("DockerRequirement", map("dockerPull", Image.name()));
    hints.put(
        "ResourceRequirement", map("coresMin", resources.cores(), "ramMin", resources.memory()));
    return hints;
  }

  private List<Object> arguments() {
    List<Object> arguments = new ArrayList<>();
    for (Port port : spec.inputs()) {
      if (Names.isSamplesheet(port)) {
        arguments.add(map("prefix", "--" + port.name(), "valueFrom", SHEET));
      } else if (port.isNamed()) {
        arguments.add(map("prefix", "--" + port.name(), "valueFrom", namedFiles(port)));
      }
    }
    return arguments;
  }

  private static String namedFiles(Port port) {
    String id = Names.snake(port.name());
    return """
        ${
          var files = inputs.PORT || [], names = inputs.PORT_names || [];
          if (files.length != names.length) {
            throw "PORT: found " + files.length + " files and " + names.length + " names";
          }
          return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
        }"""
        .replace("PORT", id);
  }

  private Map<String, Object> inputs() {
    Map<String, Object> inputs = map();
    spec.inputs().forEach(port -> inputs(inputs, port));
    for (Parameters.Parameter parameter : spec.parameterList()) {
      inputs.put(Names.snake(parameter.optionName()), parameter(parameter));
    }
    for (Port port : spec.outputs()) {
      Map<String, Object> name = map();
      name.put("type", port.required() ? "string" : "string?");
      if (port.required()) {
        name.put("default", Names.file(spec, port));
      }
      name.put(
          "doc",
          "The name of the output "
              + Names.snake(port.name())
              + (port.required() ? "." : ", which is made when it is named."));
      name.put("inputBinding", map("prefix", "--" + port.name()));
      inputs.put(Names.snake(port.name()) + "_name", name);
    }
    inputs.put(
        PROVENANCE + "_name",
        map(
            "type",
            "string?",
            "doc",
            "The name of the output provenance, which is made when it is named.",
            "inputBinding",
            map("prefix", "--" + PROVENANCE)));
    return inputs;
  }

  private static void inputs(Map<String, Object> inputs, Port port) {
    String id = Names.snake(port.name());
    Map<String, Object> input = map();
    String type = port.format() == Edam.FOLDER ? "Directory" : "File";
    input.put("type", type + (port.repeatable() ? "[]" : "") + (port.required() ? "" : "?"));
    input.put("doc", port.description());
    if (port.format() != Edam.FOLDER) {
      input.put("format", formats(port.format()));
    }
    List<Object> indexes = indexes(port.format());
    if (!indexes.isEmpty()) {
      input.put("secondaryFiles", indexes);
    }
    boolean staged = Names.isSamplesheet(port);
    if (!staged && !port.isNamed()) {
      input.put("inputBinding", map("prefix", "--" + port.name()));
    }
    inputs.put(id, input);
    if (port.isNamed()) {
      inputs.put(
          id + "_names",
          map(
              "type",
              "string[]" + (port.required() ? "" : "?"),
              "doc",
              "A name for each of " + id));
    }
    if (staged) {
      inputs.put(
          "samplesheet_files",
          map("type", "File[]?", "doc", "The files that the samplesheet names."));
      inputs.put(
          "samplesheet_paths",
          map("type", "string[]?", "doc", "Their paths, as they stand in the samplesheet."));
    }
  }

  /** Tables are read with tabs or commas, calls as VCF or BCF. */
  private static Object formats(Edam format) {
    return switch (format) {
      case TSV, CSV -> list(edam(Edam.TSV), edam(Edam.CSV));
      case VCF -> list(edam(Edam.VCF), "edam:format_3020");
      default -> edam(format);
    };
  }

  private static String edam(Edam format) {
    return format.iri().replace("http://edamontology.org/", "edam:");
  }

  private static List<Object> indexes(Edam format) {
    return switch (format) {
      case VCF ->
          list(
              map("pattern", ".tbi", "required", false), map("pattern", ".csi", "required", false));
      case BED, GTF -> list(map("pattern", ".tbi", "required", false));
      default -> list();
    };
  }

  private static Map<String, Object> parameter(Parameters.Parameter parameter) {
    Map<String, Object> input = map();
    input.put("type", type(parameter));
    Object value = value(parameter);
    if (value != null) {
      input.put("default", value);
    }
    input.put("doc", describe(parameter));
    Map<String, Object> binding = map("prefix", "--" + parameter.optionName());
    if (parameter.flag()) {
      binding = map("prefix", "--" + parameter.optionName() + "=", "separate", false);
      binding.put("valueFrom", "$(self ? \"true\" : \"false\")");
    } else if (parameter.type() == List.class) {
      binding.put("itemSeparator", ",");
    }
    input.put("inputBinding", binding);
    return input;
  }

  private static Object type(Parameters.Parameter parameter) {
    if (!parameter.choices().isEmpty()) {
      return list("null", map("type", "enum", "symbols", new ArrayList<>(parameter.choices())));
    }
    if (parameter.type() == List.class) {
      return "string[]?";
    }
    return (parameter.type() == String.class ? "string" : parameter.type().getSimpleName()) + "?";
  }

  /** The default in its type; null where there is none. */
  static Object value(Parameters.Parameter parameter) {
    String text = parameter.defaultValue();
    if (parameter.flag()) {
      return Boolean.valueOf(text);
    }
    if (text.isEmpty()) {
      return null;
    }
    if (parameter.type() == int.class || parameter.type() == long.class) {
      return Long.valueOf(text);
    }
    if (parameter.type() == double.class) {
      return Double.valueOf(text);
    }
    return parameter.type() == List.class ? new ArrayList<>(List.of(text.split(","))) : text;
  }

  /** The description with unit and range. */
  static String describe(Parameters.Parameter parameter) {
    StringBuilder text = new StringBuilder(parameter.description());
    if (!parameter.unit().isEmpty()) {
      text.append(" Unit: ").append(parameter.unit()).append('.');
    }
    if (!parameter.range().isEmpty()) {
      text.append(" Range: ").append(parameter.range()).append('.');
    }
    return text.toString();
  }

  private Map<String, Object> outputs() {
    Map<String, Object> outputs = map();
    for (Port port : spec.outputs()) {
      String id = Names.snake(port.name());
      Map<String, Object> output = map();
      String type = port.format() == Edam.FOLDER ? "Directory" : "File";
      output.put("type", type + (port.required() ? "" : "?"));
      output.put("doc", port.description());
      if (port.format() != Edam.FOLDER) {
        output.put("format", edam(port.format()));
      }
      String name = "inputs." + id + "_name";
      output.put(
          "outputBinding",
          map("glob", port.required() ? "$(" + name + ")" : "$(" + name + " || [])"));
      outputs.put(id, output);
    }
    outputs.put(
        PROVENANCE,
        map(
            "type",
            "File?",
            "doc",
            "What the execution tells of itself, for the crate of the run.",
            "format",
            edam(Edam.JSON),
            "outputBinding",
            map("glob", "$(inputs.provenance_name || [])")));
    return outputs;
  }
}
