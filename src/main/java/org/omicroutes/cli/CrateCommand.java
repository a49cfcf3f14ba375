package org.omicroutes.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.omicroutes.provenance.check.CrateCheck;
import org.omicroutes.provenance.check.CrateCheck.Verdict;
import org.omicroutes.provenance.check.Finding;
import org.omicroutes.provenance.check.Finding.Severity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** RO-Crates, of any maker. */
@Command(
    name = "crate",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Judges the RO-Crate of a run, or any other, and makes that of an engine's run.",
    subcommands = CrateGatherCommand.class)
final class CrateCommand {
  @Spec private CommandSpec spec;

  /** How findings are printed. */
  enum Format {
    text,
    json
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Checks an RO-Crate by the rules of the profiles that it claims (RO-Crate 1.1 and 1.2,"
            + " Workflow RO-Crate 1.0, Process, Workflow and Provenance Run Crate 0.5), and its"
            + " files against the disk.",
        "Prints a line per finding: severity, file, entity, property, found, expected, rule; tab"
            + " separated. Exit code 65 where one is a MUST."
      })
  int check(
      @Parameters(paramLabel = "CRATE", description = "The crate's folder or metadata file.")
          Path crate,
      @Option(
              names = "--format",
              paramLabel = "text|json",
              defaultValue = "text",
              description = "How to print the findings. Default: text.")
          Format format)
      throws IOException {
    Verdict verdict = CrateCheck.of(crate);
    CommandSpec check = spec.subcommands().get("check").getCommandSpec();
    PrintWriter out = check.commandLine().getOut();
    if (format == Format.json) {
      out.println(json(verdict));
    } else {
      verdict.findings().stream().map(Finding::line).forEach(out::println);
    }
    out.flush();
    PrintWriter err = check.commandLine().getErr();
    err.println(summary(verdict));
    err.flush();
    return verdict.conforms() ? ExitCode.DONE : ExitCode.BAD_DATA;
  }

  private static String summary(Verdict verdict) {
    return String.format(
        "%s: %s as %s; %d MUST, %d SHOULD; %d entities, %d of them files and folders",
        verdict.file(),
        verdict.conforms() ? "conforms" : "does not conform",
        String.join(", ", verdict.profiles()),
        verdict.count(Severity.MUST),
        verdict.count(Severity.SHOULD),
        verdict.entities(),
        verdict.files());
  }

  private static String json(Verdict verdict) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("crate", verdict.file().toString());
    json.put("profiles", verdict.profiles());
    json.put("conforms", verdict.conforms());
    json.put("entities", verdict.entities());
    json.put("files", verdict.files());
    json.put("findings", verdict.findings());
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json);
  }
}
