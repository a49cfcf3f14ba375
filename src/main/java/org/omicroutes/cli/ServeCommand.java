package org.omicroutes.cli;

import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.omicroutes.camel.DropServer;
import org.omicroutes.ops.TraceSettings;
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
      "A drop is a folder with a samplesheet.csv; it is taken when a file named COMPLETE lies in"
          + " it.",
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

  @Option(
      names = "--profiles",
      paramLabel = "DIR",
      description = "A folder of completion profiles (NAME.yaml) beside those that ship.")
  private Path profiles;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = {
        "The address to listen on (127.0.0.1). Any that others can reach needs API keys or an"
            + " OpenID Connect issuer."
      })
  private String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port of the interface for people and programs (8080).")
  private Integer port;

  @Option(
      names = "--management-port",
      paramLabel = "N",
      description = "The port of health and metrics (9000), on 127.0.0.1.")
  private Integer managementPort;

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

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    check();
    PrintWriter err = spec.commandLine().getErr();
    ServerDatabase database = ServerDatabase.of(results);
    new ServerStart(err, ServerStart.patience()).prepare(results, database);
    if (drops != null) {
      System.setProperty("omicroutes.drops", drops.toAbsolutePath().toString());
    }
    if (routes != null) {
      System.setProperty("omicroutes.routes", routes.toAbsolutePath().toString());
    }
    if (profiles != null) {
      System.setProperty("omicroutes.profiles", profiles.toAbsolutePath().toString());
    }
    System.setProperty("omicroutes.results", results.toAbsolutePath().toString());
    System.setProperty(
        "omicroutes.network", network == null ? "" : network.toAbsolutePath().toString());
    System.setProperty("omicroutes.serve", "true");
    set("quarkus.http.host", host);
    set("quarkus.http.port", port);
    set("quarkus.management.port", managementPort);
    set("omicroutes.oidc.enabled", namesIssuer());
    useDatabase(database);
    if (logFormat == LogFormat.json) {
      System.setProperty("quarkus.log.console.json.enabled", "true");
    }
    TraceSettings.of(System.getenv()).forEach(System::setProperty);
    AtomicInteger code = new AtomicInteger();
    ServerEnd end = new ServerEnd(database, err);
    Quarkus.run(
        DropServer.class,
        (exit, thrown) -> code.compareAndSet(ExitCode.DONE, end.tell(exit, thrown)));
    return code.get();
  }

  private void check() {
    if (drops == null && routes == null) {
      throw new ParameterException(
          spec.commandLine(), "nothing to watch: expected --drops, --routes or both");
    }
    requireFolder("--routes", routes);
    requireFolder("--profiles", profiles);
    if (network != null && !Files.isReadable(network)) {
      throw new ParameterException(
          spec.commandLine(), "--network: there is no readable file " + network);
    }
    if (drops != null && Files.exists(drops) && !Files.isDirectory(drops)) {
      throw new ParameterException(spec.commandLine(), "--drops: " + drops + " is no folder");
    }
    if (drops != null && absolute(results).startsWith(absolute(drops))) {
      throw new ParameterException(
          spec.commandLine(),
          "--results: found "
              + results
              + ", which lies in the watched "
              + drops
              + ", so that results would be taken for drops; expected a folder beside it");
    }
    requirePort("--port", port);
    requirePort("--management-port", managementPort);
  }

  private void requireFolder(String option, Path folder) {
    if (folder != null && !Files.isDirectory(folder)) {
      throw new ParameterException(spec.commandLine(), option + ": there is no folder " + folder);
    }
  }

  private void requirePort(String option, Integer number) {
    if (number != null && (number < 0 || number > 65_535)) {
      throw new ParameterException(
          spec.commandLine(), option + ": found " + number + ", expected 1 to 65535");
    }
  }

  /** Where it is, whatever links lead there. */
  private static Path absolute(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException notThereYet) {
      return folder.toAbsolutePath().normalize();
    }
  }

  /** What is not given on the command line stays as the environment has it. */
  private static void set(String property, Object value) {
    if (value != null) {
      System.setProperty(property, value.toString());
    }
  }

  private static boolean namesIssuer() {
    String url = System.getProperty("omicroutes.oidc.url", System.getenv("OMICROUTES_OIDC_URL"));
    return url != null && !url.isBlank();
  }

  /** The command line has no database; the server has the one that is named, or its own. */
  private static void useDatabase(ServerDatabase database) {
    boolean own = database.isEmbedded();
    String prefix = own ? "quarkus.datasource." : "quarkus.datasource.postgresql.";
    System.setProperty(prefix + "active", "true");
    System.setProperty(prefix + "jdbc.url", database.url());
    if (own) {
      System.setProperty("omicroutes.state.folder", database.stateFolder().toString());
      System.setProperty("quarkus.datasource.username", "sa");
    }
  }
}
