package org.omicroutes.cli.export;

import static org.omicroutes.cli.export.Yaml.list;
import static org.omicroutes.cli.export.Yaml.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Port;
import org.omicroutes.step.StepSpec;

/**
 * The Nextflow DSL2 module of a step, in the shape of nf-core's (https://nf-co.re/docs/guidelines).
 *
 * <p>The one input is a tuple of {@code meta} and the ports in their order: a path, {@code []}
 * where an optional one is left out; several paths; or a list of names and several paths.
 * Parameters are in {@code ext.args}. {@code ext.files} maps a port to its file's name; an optional
 * output is made when it is named there. {@code ext.provenance} names the file in which the task
 * tells of itself. A samplesheet is followed by the paths that it names and the files themselves.
 */
final class NextflowModule {
  private static final String MAIN =
      """
      // Made by `omicroutes export nextflow` from the step's declaration; do not edit.
      process %(process) {
          tag "$meta.id"
          label '%(label)'

          // The program itself is to be on the PATH of a Conda environment: it has no package there.
          conda "conda-forge::openjdk=17"
          container "%(image)"

          input:
          tuple %(inputs)

          output:
      %(outputs)
          path "${told ?: 'none'}", optional: true, emit: provenance
          path "versions.yml", emit: versions

          when:
          task.ext.when == null || task.ext.when

          script:
          def args = task.ext.args ?: ''
          def memory = task.memory ? (task.memory.toMega() * 0.8) as int : 4096
          prefix = task.ext.prefix ?: "${meta.id}"
          files = [%(names)] + (task.ext.files ?: [:])
          told = task.ext.provenance ?: ''
          options = [
              %(options),
              told ? "--provenance ${told}" : ''
          ].findAll { it }.join(' ')
          \"""%(stage)
          export OMICROUTES_MEMORY=${memory}m
          omicroutes %(step) ${options} ${args}

          cat <<-END_VERSIONS > versions.yml
          "${task.process}":
              omicroutes: \\$(omicroutes --version | sed -n '1s/^OmicRoutes //p')
          END_VERSIONS
          \"""

          stub:
          prefix = task.ext.prefix ?: "${meta.id}"
          files = [%(names)] + (task.ext.files ?: [:])
          told = ''
          touched = files.values().collect { name ->
              name.endsWith('.gz') ? "echo -n | gzip -n > ${name}" : %(touch)
          }.join('\\n    ')
          \"""
          ${touched}

          cat <<-END_VERSIONS > versions.yml
          "${task.process}":
              omicroutes: \\$(omicroutes --version | sed -n '1s/^OmicRoutes //p')
          END_VERSIONS
          \"""
      }
      """;

  private final StepSpec<?> spec;

  NextflowModule(StepSpec<?> spec) {
    this.spec = spec;
  }

  /** The text of {@code main.nf}. */
  String main() {
    boolean folder = spec.outputs().stream().anyMatch(port -> port.format() == Edam.FOLDER);
    Map<String, String> values =
        Map.of(
            "process", Names.process(spec.name()),
            "step", spec.name(),
            "label", Resources.of(spec).label(),
            "image", Image.name(),
            "inputs",
                "val(meta)" + lines(spec.inputs().stream().map(NextflowModule::input).toList()),
            "outputs",
                spec.outputs().stream()
                    .map(NextflowModule::output)
                    .collect(Collectors.joining("\n")),
            "names", names(),
            "options", String.join(",\n        ", options()),
            "stage", spec.inputs().stream().anyMatch(Names::isSamplesheet) ? STAGE : "",
            "touch",
                folder
                    ? "name.contains('.') ? \"touch ${name}\" : \"mkdir -p ${name}\""
                    : "\"touch ${name}\"");
    String text = MAIN;
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("%(" + value.getKey() + ")", value.getValue());
    }
    return text;
  }

  /** Puts the files of a samplesheet where it says they are. */
  private static final String STAGE =
      "\n    ${[samplesheet_paths, samplesheet_files].transpose().collect { path, file ->\n"
          + "        \"mkdir -p \\\"\\$(dirname 'cohort/${path}')\\\""
          + " && ln -s \\\"\\$PWD/${file}\\\" 'cohort/${path}'\"\n"
          + "    }.join('\\n    ')}";

  private static String lines(List<String> inputs) {
    return inputs.stream().map(input -> ",\n        " + input).collect(Collectors.joining());
  }

  private static String input(Port port) {
    String id = Names.snake(port.name());
    if (Names.isSamplesheet(port)) {
      return "path(samplesheet, stageAs: 'cohort/*'), val(samplesheet_paths),"
          + " path(samplesheet_files, arity: '0..*', stageAs: 'samplesheet_files/?/*')";
    }
    if (!port.repeatable()) {
      return "path(" + id + ", stageAs: '" + id + "/*')";
    }
    String arity = port.required() ? "1..*" : "0..*";
    String paths = "path(" + id + ", arity: '" + arity + "', stageAs: '" + id + "/?/*')";
    return port.isNamed() ? "val(" + id + "_names), " + paths : paths;
  }

  private static String output(Port port) {
    String name = "files['" + port.name() + "']";
    return "    tuple val(meta), path(\"${"
        + (port.required() ? name + "}\")" : name + " ?: 'none'}\"), optional: true")
        + ", emit: "
        + Names.snake(port.name());
  }

  /** Default names of required outputs. */
  private String names() {
    String names =
        spec.outputs().stream()
            .filter(Port::required)
            .map(
                port ->
                    "'"
                        + port.name()
                        + "': \"${prefix}"
                        + port.name().replaceFirst("^out-", ".").replaceFirst("^out$", "")
                        + Names.extension(port.format())
                        + "\"")
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? ":" : names;
  }

  private List<String> options() {
    List<String> options = new ArrayList<>();
    for (Port port : spec.inputs()) {
      String id = Names.snake(port.name());
      String option = "--" + port.name();
      if (Names.isSamplesheet(port)) {
        options.add("\"" + option + " ${samplesheet}\"");
      } else if (port.isNamed()) {
        options.add(
            ("ID ? 'OPTION ' + [ID_names, ID].transpose().collect { name, file -> \"${name}=${file}\" }"
                    + ".join(' ') : ''")
                .replace("ID", id)
                .replace("OPTION", option));
      } else {
        String value = port.repeatable() ? "${" + id + ".join(' ')}" : "${" + id + "}";
        String given = "\"" + option + " " + value + "\"";
        options.add(port.required() ? given : id + " ? " + given + " : ''");
      }
    }
    for (Port port : spec.outputs()) {
      String name = "files['" + port.name() + "']";
      String given = "\"--" + port.name() + " ${" + name + "}\"";
      options.add(port.required() ? given : name + " ? " + given + " : ''");
    }
    if (spec.parameterList().stream().anyMatch(p -> p.name().equals("threads"))) {
      options.add("args.contains('--threads') ? '' : \"--threads ${task.cpus}\"");
    }
    return options;
  }

  /** The text of {@code meta.yml}. */
  String meta() {
    Map<String, Object> meta = map();
    meta.put("name", Names.snake(spec.name()));
    meta.put("description", spec.summary());
    meta.put("keywords", list("omics", "survival", spec.name()));
    meta.put(
        "tools",
        list(
            map(
                Image.PROGRAM,
                map(
                    "description",
                    "Camel routes from sequencing drops to survival prognoses.",
                    "licence",
                    list("Apache-2.0")))));
    List<Object> inputs = new ArrayList<>();
    inputs.add(metaMap());
    spec.inputs().forEach(port -> inputs(inputs, port));
    meta.put("input", list(inputs));
    Map<String, Object> outputs = map();
    for (Port port : spec.outputs()) {
      outputs.put(
          Names.snake(port.name()),
          list(list(metaMap(), map("*" + Names.extension(port.format()), file(port)))));
    }
    outputs.put(
        "provenance",
        list(
            map(
                "*.json",
                map(
                    "type",
                    "file",
                    "description",
                    "What the task tells of itself; made when ext.provenance names it."))));
    outputs.put(
        "versions",
        list(map("versions.yml", map("type", "file", "description", "The program's version."))));
    meta.put("output", outputs);
    Map<String, Object> parameters = map();
    spec.parameterList().forEach(p -> parameters.put("--" + p.optionName(), CwlTool.describe(p)));
    if (!parameters.isEmpty()) {
      meta.put("ext_args", parameters);
    }
    return "# Made by `omicroutes export nextflow` from the step's declaration; do not edit.\n"
        + Yaml.text(meta);
  }

  private static Map<String, Object> metaMap() {
    return map("meta", map("type", "map", "description", "What the task is about: at least `id`."));
  }

  private static void inputs(List<Object> inputs, Port port) {
    String id = Names.snake(port.name());
    if (port.isNamed()) {
      inputs.add(
          map(id + "_names", map("type", "list", "description", "A name for each of " + id)));
    }
    inputs.add(map(id, file(port)));
    if (Names.isSamplesheet(port)) {
      inputs.add(
          map(
              "samplesheet_paths",
              map("type", "list", "description", "The paths that the samplesheet names.")));
      inputs.add(
          map(
              "samplesheet_files",
              map("type", "file", "description", "The files themselves, in that order.")));
    }
  }

  private static Map<String, Object> file(Port port) {
    Map<String, Object> file = map("type", port.format() == Edam.FOLDER ? "directory" : "file");
    file.put("description", port.description() + (port.required() ? "" : " Optional."));
    file.put("ontologies", list(map("edam", port.format().iri())));
    return file;
  }
}
