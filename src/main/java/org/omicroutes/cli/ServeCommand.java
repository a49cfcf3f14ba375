package org.omicroutes.cli;

import io.quarkus.runtime.Quarkus;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.omicroutes.camel.DropServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Watches a folder for drops. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Watches a folder and runs the workflow 'prognosis' on every drop in it.",
      "A drop is a folder with a samplesheet.csv; it is taken when a file named COMPLETE lies in it.",
      "With --routes the routes in a folder say what is watched, and what is done with a drop."
    })
final class ServeCommand implements Callable<Integer> {
  @Option(
      names = "--drops",
      paramLabel = "DIR",
      description = "The folder whose subfolders are drops; {{omicroutes.drops}} in a route.")
  private Path drops;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      required = true,
      description =
          "Where each drop's run folder is made, under the drop's name; {{omicroutes.results}} in a"
              + " route.")
  private Path results;

  @Option(
      names = "--network",
      paramLabel = "F",
      description = "The network for drops that bring no network.tsv[.gz] of their own.")
  private Path network;

  @Option(
      names = "--routes",
      paramLabel = "DIR",
      description =
          "A folder of YAML files with routes instead of the shipped one; a file that is changed or"
              + " added takes effect at once.")
  private Path routes;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    check();
    if (drops != null) {
      System.setProperty("omicroutes.drops", drops.toAbsolutePath().toString());
    }
    if (routes != null) {
      System.setProperty("omicroutes.routes", routes.toAbsolutePath().toString());
    }
    System.setProperty("omicroutes.results", results.toAbsolutePath().toString());
    System.setProperty(
        "omicroutes.network", network == null ? "" : network.toAbsolutePath().toString());
    System.setProperty("omicroutes.serve", "true");
    useDatabase(System.getenv("OMICROUTES_DATABASE_URL"));
    AtomicInteger code = new AtomicInteger();
    PrintWriter err = spec.commandLine().getErr();
    Quarkus.run(
        DropServer.class,
        (exit, thrown) -> code.set(thrown == null ? exit : ExitCode.tell(thrown, err)));
    return code.get();
  }

  private void check() {
    if (drops == null && routes == null) {
      throw new ParameterException(
          spec.commandLine(), "nothing to watch: expected --drops, --routes or both");
    }
    if (routes != null && !Files.isDirectory(routes)) {
      throw new ParameterException(spec.commandLine(), "--routes: there is no folder " + routes);
    }
  }

  /** The command line has no database; the server has the one that is named, or its own. */
  private void useDatabase(String url) {
    boolean named = url != null && !url.isBlank();
    String prefix = named ? "quarkus.datasource.postgresql." : "quarkus.datasource.";
    // "async" survives an interrupted thread; without a delay what is committed survives the
    // process; and it is closed when the work is parked, not as soon as the process is told to
    // stop.
    String own =
        "jdbc:h2:async:"
            + results.toAbsolutePath().resolve(".omicroutes-state/state")
            + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
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
