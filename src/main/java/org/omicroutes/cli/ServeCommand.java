package org.omicroutes.cli;

import io.quarkus.runtime.Quarkus;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.omicroutes.camel.DropServer;
import org.omicroutes.ops.TraceSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Watches a folder for drops. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Watches a folder and runs the workflow 'prognosis' on every drop in it.",
      "A drop is a folder with a samplesheet.csv; it is taken when a file named COMPLETE lies in it."
    })
final class ServeCommand implements Callable<Integer> {
  @Option(
      names = "--drops",
      paramLabel = "DIR",
      required = true,
      description = "The folder whose subfolders are drops.")
  private Path drops;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      required = true,
      description = "Where each drop's run folder is made, under the drop's name.")
  private Path results;

  @Option(
      names = "--network",
      paramLabel = "F",
      description = "The network for drops that bring no network.tsv[.gz] of their own.")
  private Path network;

  /** What a line of the log is. */
  enum LogFormat {
    text,
    json
  }

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "Lines of the log: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private LogFormat logFormat;

  @Override
  public Integer call() {
    System.setProperty("omicroutes.drops", drops.toAbsolutePath().toString());
    System.setProperty("omicroutes.results", results.toAbsolutePath().toString());
    System.setProperty(
        "omicroutes.network", network == null ? "" : network.toAbsolutePath().toString());
    System.setProperty("omicroutes.serve", "true");
    if (logFormat == LogFormat.json) {
      System.setProperty("quarkus.log.console.json.enabled", "true");
    }
    TraceSettings.of(System.getenv()).forEach(System::setProperty);
    useDatabase(System.getenv("OMICROUTES_DATABASE_URL"));
    Quarkus.run(DropServer.class);
    return ExitCode.DONE;
  }

  /** The command line has no database; the server has the one that is named, or its own. */
  private void useDatabase(String url) {
    boolean named = url != null && !url.isBlank();
    String prefix = named ? "quarkus.datasource.postgresql." : "quarkus.datasource.";
    String own = "jdbc:h2:file:" + results.toAbsolutePath().resolve(".omicroutes-state/state");
    System.setProperty(prefix + "active", "true");
    System.setProperty(prefix + "jdbc.url", named ? url : own);
    String flyway = named ? "quarkus.flyway.postgresql." : "quarkus.flyway.";
    System.setProperty(flyway + "active", "true");
    System.setProperty(flyway + "migrate-at-start", "true");
    if (!named) {
      System.setProperty("quarkus.datasource.username", "sa");
    }
  }
}
