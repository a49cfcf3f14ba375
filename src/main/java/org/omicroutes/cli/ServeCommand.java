package org.omicroutes.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.util.ExceptionUtil;
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
  public Integer call() {
    check();
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
    useDatabase(ServerDatabase.of(results));
    if (logFormat == LogFormat.json) {
      System.setProperty("quarkus.log.console.json.enabled", "true");
    }
    TraceSettings.of(System.getenv()).forEach(System::setProperty);
    AtomicInteger code = new AtomicInteger();
    PrintWriter err = spec.commandLine().getErr();
    Quarkus.run(
        DropServer.class,
        (exit, thrown) -> code.compareAndSet(ExitCode.DONE, ended(exit, thrown, err)));
    return code.get();
  }

  private static int ended(int exit, Throwable thrown, PrintWriter err) {
    if (thrown == null) {
      return exit;
    }
    Throwable cause = ExceptionUtil.getRootCause(thrown);
    if (cause instanceof ConfigurationException) {
      err.println(cause.getMessage());
      return ExitCode.FAILED;
    }
    return ExitCode.tell(thrown, err);
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
    String flyway = own ? "quarkus.flyway." : "quarkus.flyway.postgresql.";
    System.setProperty(flyway + "active", "true");
    System.setProperty(flyway + "migrate-at-start", "true");
    if (own) {
      System.setProperty("omicroutes.state.folder", database.stateFolder().toString());
      System.setProperty("quarkus.datasource.username", "sa");
    }
  }
}
