package org.omicroutes.camel.sent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.omicroutes.cli.export.NextflowExport;
import org.omicroutes.cohort.DataException;
import org.omicroutes.engines.Engine;
import org.omicroutes.engines.EngineRun;
import org.omicroutes.step.Parameters;
import org.omicroutes.step.Port;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** A step as its Nextflow module, with a workflow around it that calls it once. */
record SentNextflow<P extends Record>(
    StepSpec<P> spec, StepContext<P> context, Map<String, Path> asked) {
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._+=:@,/-]+");

  /** Stands in quotation marks. */
  private static final Pattern PATH = Pattern.compile("[\\p{L}\\p{N} ._+=:@,/-]+");

  EngineRun in(Path folder, Engine engine) throws IOException {
    String process = NextflowExport.process(spec);
    Path project = Files.createDirectories(folder.resolve("project"));
    Files.writeString(project.resolve("module.nf"), NextflowExport.module(spec));
    Files.writeString(
        project.resolve("main.nf"),
        "include { "
            + process
            + " } from './module'\n\nworkflow {\n    "
            + process
            + "(Channel.of(["
            + String.join(", ", tuple())
            + "]))\n}\n");
    Files.writeString(project.resolve("nextflow.config"), config(process, folder));
    return SentStep.run(
        engine, project.resolve("main.nf"), JsonNodeFactory.instance.objectNode(), folder);
  }

  private String config(String process, Path folder) {
    String files =
        asked.entrySet().stream()
            .map(
                e ->
                    quoted(e.getKey()) + ": " + quoted(SentStep.fileName(e.getKey(), e.getValue())))
            .collect(Collectors.joining(", "));
    String outputs = folder.resolve("run").resolve(EngineRun.OUTPUTS).toString();
    return String.join(
        "\n",
        "process {",
        "    withName: " + quoted(process) + " {",
        "        ext.args = " + quoted(arguments()),
        "        ext.files = [" + files + "]",
        "        publishDir = [path: " + quoted(outputs) + ", mode: 'copy']",
        "    }",
        "}",
        "");
  }

  /** The parameters as words of a shell. */
  private String arguments() {
    Map<String, String> texts = Parameters.toText(context.parameters());
    List<String> words = new ArrayList<>();
    for (Parameters.Parameter parameter : spec.parameterList()) {
      String text = texts.getOrDefault(parameter.name(), "");
      if (!text.isEmpty()) {
        words.add("--" + parameter.optionName() + "='" + text.replace("'", "'\\''") + "'");
      }
    }
    return String.join(" ", words);
  }

  private List<String> tuple() throws IOException {
    List<String> tuple = new ArrayList<>(List.of("[id: " + quoted(spec.name()) + "]"));
    for (Port port : spec.inputs()) {
      if (port.isNamed()) {
        Map<String, Path> named = context.namedInputs(port.name());
        tuple.add(words(named.keySet(), NAME));
        tuple.add(files(named.values()));
        continue;
      }
      List<Path> given = context.inputs(port.name());
      if (port.repeatable() || given.isEmpty()) {
        tuple.add(files(given));
      } else {
        tuple.add(file(given.get(0)));
      }
      if (port.name().equals("samplesheet") && port.arity() == Port.Arity.ONE) {
        Map<String, Path> sheet = SheetFiles.of(given.get(0));
        tuple.add(words(sheet.keySet(), PATH));
        tuple.add(files(sheet.values()));
      }
    }
    return tuple;
  }

  /**
   * Texts that a module puts into the task's script.
   *
   * @throws DataException where a shell would see more in one than a word
   */
  private static String words(Collection<String> texts, Pattern safe) {
    for (String text : texts) {
      if (!safe.matcher(text).matches()) {
        throw DataException.of(
            "the name '" + text + "' for Nextflow",
            "letters, digits and . _ - + = : @ , /" + (safe == PATH ? " and blanks" : ""));
      }
    }
    return list(texts.stream().map(SentNextflow::quoted).toList());
  }

  private static String files(Collection<Path> files) {
    return list(files.stream().map(SentNextflow::file).toList());
  }

  private static String list(List<String> items) {
    return "[" + String.join(", ", items) + "]";
  }

  private static String file(Path file) {
    // Glob characters in a name are part of it.
    return "file(" + quoted(file.toAbsolutePath().normalize().toString()) + ", glob: false)";
  }

  /** A Groovy string in which nothing stands for something else. */
  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
  }
}
