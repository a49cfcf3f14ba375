package org.omicroutes.cli.export;

import static org.omicroutes.cli.export.Yaml.list;
import static org.omicroutes.cli.export.Yaml.map;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.omicroutes.camel.Workflows;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.LayerReaders;
import org.omicroutes.step.Parameters;

/** The schemas and the configuration of the pipeline that follow from declarations. */
final class NextflowSchemas {
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  /**
   * Of the workflow, but not of the pipeline: how many folds run side by side is the engine's
   * business, and models of a horizon need layers as they were read, which the pipeline does not
   * hand on.
   */
  private static final Set<String> NOT_OF_THE_PIPELINE =
      Set.of("threads", "horizon", "censored", "head", "preset");

  private NextflowSchemas() {}

  /** The pipeline's parameters: those of the workflow {@code prognosis}. */
  static String parameters() {
    Map<String, Object> files = map();
    files.put("samplesheet", path("The files of the cohort.", "assets/schema_input.json"));
    files.put("network", path("Interactions: gene1 gene2 [weight].", null));
    files.put(
        "outdir",
        map("type", "string", "format", "directory-path", "description", "Where results go."));
    Map<String, Object> options = map();
    for (Parameters.Parameter parameter : options()) {
      options.put(Names.snake(parameter.optionName()), parameter(parameter));
    }
    options.put(
        "patients_per_part",
        map(
            "type",
            "integer",
            "default",
            1,
            "minimum",
            1,
            "description",
            "Patients read by one task where patients have files of their own."));
    options.put(
        "agent",
        map(
            "type",
            "string",
            "description",
            "Who runs it, for the crate: NAME, or NAME <https://orcid.org/…>. Default:"
                + " OMICROUTES_AGENT."));
    Map<String, Object> schema = map("$schema", DIALECT, "title", "OmicRoutes prognosis");
    schema.put("description", Workflows.find("prognosis").orElseThrow().spec().summary());
    schema.put("type", "object");
    schema.put(
        "$defs",
        map(
            "files",
            map(
                "title",
                "Files",
                "type",
                "object",
                "required",
                list("samplesheet", "network", "outdir"),
                "properties",
                files),
            "options",
            map("title", "Options", "type", "object", "properties", options)));
    schema.put("allOf", list(map("$ref", "#/$defs/files"), map("$ref", "#/$defs/options")));
    return json(schema);
  }

  /** The workflow's parameters that the pipeline takes. */
  static List<Parameters.Parameter> options() {
    return Workflows.find("prognosis").orElseThrow().spec().parameterList().stream()
        .filter(parameter -> !NOT_OF_THE_PIPELINE.contains(parameter.name()))
        .toList();
  }

  private static Map<String, Object> path(String description, String schema) {
    Map<String, Object> path =
        map("type", "string", "format", "file-path", "exists", true, "description", description);
    if (schema != null) {
      path.put("schema", schema);
    }
    return path;
  }

  private static Map<String, Object> parameter(Parameters.Parameter parameter) {
    boolean whole = parameter.type() == int.class || parameter.type() == long.class;
    Map<String, Object> property =
        map("type", whole ? "integer" : parameter.type() == double.class ? "number" : "string");
    Object value = CwlTool.value(parameter);
    if (value != null) {
      property.put("default", value);
    }
    property.put(
        "description",
        CwlTool.describe(parameter)
            + (parameter.type() == List.class ? " Several are separated by commas." : ""));
    return property;
  }

  /** The columns of a samplesheet. */
  static String samplesheet() {
    TreeSet<String> formats = new TreeSet<>(LayerReaders.formats());
    formats.addAll(LayerReaders.HELPERS);
    formats.add(LayerReaders.CLINICAL);
    Map<String, Object> columns = map();
    columns.put("layer", text("rna, methylation, mutation, clinical, …"));
    Map<String, Object> format = text("What the file holds.");
    format.put("enum", new ArrayList<>(formats));
    columns.put("format", format);
    Map<String, Object> path = text("The file, relative to the samplesheet.");
    path.put("format", "file-path");
    columns.put("path", path);
    columns.put("sample", text("The sample in the file; empty where it holds many."));
    columns.put("patient", text("Whose the file is; empty where it holds many."));
    columns.put("batch", text("The batch of the file's patients."));
    Map<String, Object> schema = map("$schema", DIALECT, "title", "Samplesheet of a cohort");
    schema.put("type", "array");
    schema.put(
        "items",
        map("type", "object", "properties", columns, "required", list("layer", "format", "path")));
    return json(schema);
  }

  private static Map<String, Object> text(String description) {
    return map("type", "string", "description", description);
  }

  /** What the labels of the modules ask of the executor; more when a task is tried again. */
  static String resources() {
    StringBuilder text =
        new StringBuilder("// Made by `omicroutes export nextflow`; do not edit.\nprocess {\n");
    for (Resources label : Resources.labels()) {
      text.append("    withLabel: ").append(label.label()).append(" {\n");
      text.append("        cpus   = ").append(label.cores()).append('\n');
      text.append("        memory = { ").append(label.memory()).append(".MB * task.attempt }\n");
      text.append("        time   = { ").append(label.hours()).append(".h * task.attempt }\n");
      text.append("    }\n");
    }
    return text.append("}\n").toString();
  }

  private static String json(Map<String, Object> value) {
    try {
      return Json.mapper().writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
