package org.omicroutes.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.omicroutes.compare.Comparison;
import org.omicroutes.compare.Difference;
import org.omicroutes.compare.Differences;
import org.omicroutes.compare.Tolerances;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two results. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Compares two folders of results, or two files: tables cell by cell (header and ids exactly,"
          + " numbers with a tolerance), JSON by structure, HTML, SVG and other text with the"
          + " tolerance for the numbers in it, anything else byte by byte; gzip by what is in it.",
      "Pictures, logs and, in a run's crate, times, paths, hashes and versions may differ.",
      "Prints a table: file, row, column, a, b. Exit code 0: the same, 1: different."
    })
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "A", description = "A folder or file.")
  private Path a;

  @Parameters(index = "1", paramLabel = "B", description = "The other one.")
  private Path b;

  @Mixin private Options options;

  /** How to compare. */
  static final class Options {
    @Option(
        names = "--tolerance",
        paramLabel = "[GLOB=]T",
        description = {
          "How far numbers may be apart, relative to the greater or absolutely: T for both, or"
              + " RELATIVE/ABSOLUTE. With GLOB= for the files that fit; repeat it. Default: 1e-9."
        })
    private List<String> tolerances = List.of();

    @Option(
        names = "--ignore",
        paramLabel = "GLOB",
        description = "Files that are not compared; repeat it.")
    private List<String> ignored = List.of();

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "20",
        description = "How many differences of one file are printed. Default: 20.")
    private int limit;

    Comparison comparison() {
      if (limit < 1) {
        throw new IllegalArgumentException("limit: found " + limit + ", expected at least 1");
      }
      return new Comparison(new Tolerances(tolerances, ignored), limit);
    }
  }

  @Override
  public Integer call() throws IOException {
    Differences found = options.comparison().of(a, b);
    return tell(found, spec.commandLine().getOut(), spec.commandLine().getErr());
  }

  /** Prints what was found, and gives the exit code. */
  static int tell(Differences found, PrintWriter out, PrintWriter err) {
    if (!found.isEmpty()) {
      out.println(Difference.HEADER);
      found.kept().forEach(difference -> out.println(difference.line()));
    }
    out.flush();
    found.notes().forEach(note -> err.println("note: " + note));
    int all = found.counts().values().stream().mapToInt(Integer::intValue).sum();
    err.println(
        found.isEmpty()
            ? "the same: " + found.files() + " files compared"
            : "different: "
                + all
                + " differences in "
                + found.counts().size()
                + " files, "
                + found.kept().size()
                + " of them printed; "
                + found.files()
                + " files compared");
    err.flush();
    return found.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }
}
