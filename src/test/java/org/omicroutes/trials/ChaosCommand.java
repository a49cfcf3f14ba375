package org.omicroutes.trials;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.omicroutes.step.Folders;
import org.omicroutes.trials.DropChecks.Found;
import org.omicroutes.trials.StateTables.Place;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Drops and a server that is killed again and again, then a table of what became of them. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Puts drops of several kinds into the folder that a real server watches, kills the server with"
          + " SIGKILL again and again, and prints what became of the drops.",
      "Exit codes: 0 all is as it should be, 1 something is not, 2 usage."
    })
public final class ChaosCommand implements Callable<Integer> {
  /** Where the server keeps its state. */
  enum Database {
    h2,
    postgresql
  }

  @Option(
      names = "--drops",
      defaultValue = "500",
      description = "How many (10 or more; default: ${DEFAULT-VALUE}).")
  private int drops;

  @Option(
      names = "--kills",
      defaultValue = "50",
      description = "How often the server is killed (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description =
          "Of the drops, and of when they come and the server is killed"
              + " (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--longest",
      defaultValue = "10",
      description =
          "Seconds that a server lives at most once it is ready (default:" + " ${DEFAULT-VALUE}).")
  private double longest;

  @Option(
      names = "--database",
      defaultValue = "h2",
      description =
          "${COMPLETION-CANDIDATES}: embedded, or a PostgreSQL that is made for the trial"
              + " from Debian's package (default: ${DEFAULT-VALUE}).")
  private Database database;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description =
          "An empty PostgreSQL database instead, jdbc:postgresql://…; its user and password"
              + " are those of the server (see docs/drops.md).")
  private String url;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description =
          "A new folder for drops, results and the server's log, which stays; by default"
              + " one that goes where all is well.")
  private Path work;

  public static void main(String... arguments) {
    System.exit(new CommandLine(new ChaosCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path folder =
        work == null ? Files.createTempDirectory("omicroutes-chaos-") : Files.createDirectory(work);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    boolean isWell;
    if (url != null) {
      isWell = trial(folder.toAbsolutePath(), Map.of("OMICROUTES_DATABASE_URL", url), named(), out);
    } else if (database == Database.postgresql) {
      try (PostgresCluster cluster = PostgresCluster.start()) {
        Place place = new Place(cluster.url(), PostgresCluster.USER, "");
        isWell = trial(folder.toAbsolutePath(), settings(place), place, out);
      }
    } else {
      isWell = trial(folder.toAbsolutePath(), Map.of(), null, out);
    }
    if (isWell && work == null) {
      Folders.delete(folder);
    } else {
      out.println("\nDrops, results and the server's log are in " + folder);
    }
    return isWell ? 0 : 1;
  }

  private Place named() {
    String prefix = "QUARKUS_DATASOURCE_POSTGRESQL_";
    return new Place(url, System.getenv(prefix + "USERNAME"), System.getenv(prefix + "PASSWORD"));
  }

  private static Map<String, String> settings(Place place) {
    return Map.of(
        "OMICROUTES_DATABASE_URL", place.url(),
        "QUARKUS_DATASOURCE_POSTGRESQL_USERNAME", place.user(),
        "QUARKUS_DATASOURCE_POSTGRESQL_PASSWORD", "none");
  }

  /**
   * @param place of the tables; null for the embedded database
   */
  private boolean trial(Path folder, Map<String, String> settings, Place place, PrintStream out)
      throws Exception {
    long began = System.nanoTime();
    Chaos chaos =
        new Chaos(
            new Chaos.Size(drops, kills, seed, Duration.ofMillis((long) (longest * 1000))),
            folder,
            settings);
    chaos.run();
    StateTables tables = StateTables.read(place == null ? Place.embedded(chaos.results()) : place);
    List<Found> found =
        new DropChecks(folder.resolve("compared"), tables).check(chaos.plan().drops());
    out.printf(
        "%d drops, %d kills (%d before the server was ready), database %s, seed %d, %d s.%n",
        drops,
        kills,
        chaos.killsBeforeReady(),
        place == null ? "H2" : "PostgreSQL",
        seed,
        Duration.ofNanos(System.nanoTime() - began).toSeconds());
    out.printf(
        "%d times a drop was at work when the server was killed, and was given back; %d finished"
            + " steps were not run again.%n%n",
        tables.givenBack(), reused(chaos.results()));
    out.print(DropChecks.table(found));
    List<String> wrong = new ArrayList<>();
    found.forEach(one -> one.wrong().forEach(text -> wrong.add(one.name() + ": " + text)));
    wrong.forEach(System.err::println);
    return wrong.isEmpty();
  }

  private static int reused(Path results) throws Exception {
    int reused = 0;
    try (var folders = Files.list(results)) {
      for (Path folder : folders.toList()) {
        reused += ResultFiles.reused(folder);
      }
    }
    return reused;
  }
}
