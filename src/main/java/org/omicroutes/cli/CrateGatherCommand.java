package org.omicroutes.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.omicroutes.camel.Workflows;
import org.omicroutes.engines.Engine;
import org.omicroutes.provenance.EngineSoftware;
import org.omicroutes.provenance.GatheredCrate;
import org.omicroutes.step.StepSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The last step of a workflow that another engine runs: its crate. */
@Command(
    name = "gather",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes the RO-Crate of a run that a workflow engine carried out, from what each of its steps"
          + " told with --provenance.",
      "The crate is that of the folder of results; it lies in it as ro-crate-metadata.json."
    })
final class CrateGatherCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RECORD",
      arity = "1..*",
      description = "What the steps wrote with --provenance.")
  private List<Path> records;

  @Option(
      names = "--workflow",
      paramLabel = "NAME",
      defaultValue = "prognosis",
      description = "The workflow that was run. Default: ${DEFAULT-VALUE}.")
  private String workflow;

  @Option(
      names = "--definition",
      paramLabel = "PLACE=F",
      required = true,
      description = "The workflow's own file, and its place in the folder of results.")
  private String definition;

  @Option(
      names = "--language",
      paramLabel = "CWL|NFL",
      required = true,
      description = "The language of that file, as GA4GH WES calls it.")
  private String language;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "The engine. Default: 'CWL runner', or 'Nextflow'.")
  private String engine;

  @Option(names = "--engine-version", paramLabel = "TEXT", description = "Its version.")
  private String engineVersion;

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description = "A parameter that the workflow was given; repeat it.")
  private List<String> parameters = List.of();

  @Option(
      names = "--input",
      paramLabel = "NAME=F",
      description = "A file that the workflow was given; repeat it.")
  private List<String> inputs = List.of();

  @Option(
      names = "--result",
      paramLabel = "PLACE=F",
      description =
          "A file that was kept, or a folder of such, and its place in the folder of results;"
              + " repeat it.")
  private List<String> results = List.of();

  @Option(
      names = "--agent",
      paramLabel = "TEXT",
      defaultValue = "${env:OMICROUTES_AGENT:-}",
      description = "Who ran it: NAME, or NAME <https://orcid.org/…>. Default: OMICROUTES_AGENT.")
  private String agent;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The folder to write ro-crate-metadata.json into. Default: this one.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    StepSpec<?> spec =
        Workflows.find(workflow)
            .map(Workflows.Workflow::spec)
            .orElseThrow(() -> refused("workflow", workflow, "the name of a workflow"));
    Map<String, Path> file = files("definition", List.of(definition));
    String place = file.keySet().iterator().next();
    new GatheredCrate(
            spec,
            software(),
            place,
            file.get(place),
            parameters(spec),
            files("input", inputs),
            files("result", results),
            agent)
        .write(records, out);
    return ExitCode.DONE;
  }

  private EngineSoftware software() {
    for (Engine.Language one : Engine.Language.values()) {
      if (one.type().equals(language)) {
        String name = one == Engine.Language.CWL ? "CWL runner" : one.title();
        return new EngineSoftware(
            engine == null ? name : engine, engineVersion, one.title(), one.url(), one.mediaType());
      }
    }
    throw refused("language", language, "CWL or NFL");
  }

  private Map<String, String> parameters(StepSpec<?> spec) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String parameter : parameters) {
      String[] parts = parts("parameter", parameter);
      given.put(
          spec.parameterList().stream()
              .filter(p -> List.of(p.name(), p.optionName()).contains(parts[0].replace('_', '-')))
              .findFirst()
              .orElseThrow(() -> refused("parameter", parts[0], "a parameter of " + spec.name()))
              .name(),
          parts[1]);
    }
    return given;
  }

  private static Map<String, Path> files(String option, List<String> values) {
    Map<String, Path> files = new LinkedHashMap<>();
    List<String> twice = new ArrayList<>();
    for (String value : values) {
      String[] parts = parts(option, value);
      if (!option.equals("input") && !isPlace(parts[0])) {
        throw refused(option, parts[0], "a place below the folder of results, not in work/");
      }
      if (files.put(parts[0], Path.of(parts[1])) != null) {
        twice.add(parts[0]);
      }
    }
    if (!twice.isEmpty()) {
      throw refused(option, twice.get(0) + " twice", "each once");
    }
    return files;
  }

  private static boolean isPlace(String text) {
    Path place = Path.of(text);
    return !place.isAbsolute()
        && place.normalize().equals(place)
        && !place.startsWith("..")
        && !place.startsWith("work");
  }

  private static String[] parts(String option, String value) {
    String[] parts = value.split("=", 2);
    if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw refused(option, value, "NAME=VALUE");
    }
    return parts;
  }

  private static IllegalArgumentException refused(String option, String found, String expected) {
    return new IllegalArgumentException(
        "--" + option + ": found '" + found + "', expected " + expected);
  }
}
