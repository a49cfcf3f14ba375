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
import org.omicroutes.trials.StateTables.Place;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Many WES clients on a server with many runs, beside the same with few. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Fills a database with runs, starts a real server on it, has many clients ask it at a time, and"
          + " prints how long answers took; first with few runs, then with many.",
      "Exit codes: 0 no request failed, and the 99th percentiles of lists and of status are below"
          + " the limit; 1 not so; 2 usage."
    })
public final class LoadCommand implements Callable<Integer> {
  @Option(
      names = "--clients",
      defaultValue = "200",
      description = "How many at a time (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--seconds",
      defaultValue = "300",
      description = "Of each of the two measurements (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "30",
      description = "Seconds before each that do not count (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--few",
      defaultValue = "100",
      description = "Runs of the first measurement (default: ${DEFAULT-VALUE}).")
  private int few;

  @Option(
      names = "--runs",
      defaultValue = "10000",
      description = "Runs of the second (default: ${DEFAULT-VALUE}).")
  private int many;

  @Option(
      names = "--pause",
      defaultValue = "500",
      description =
          "Milliseconds, on average, from an answer to the client's next question; 0 for"
              + " none (default: ${DEFAULT-VALUE}).")
  private int pause;

  @Option(
      names = "--limit",
      defaultValue = "200",
      description =
          "Milliseconds within which 99 of 100 lists and states are to be answered"
              + " (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the runs and of what is asked (default: ${DEFAULT-VALUE}).")
  private long seed;

  public static void main(String... arguments) {
    System.exit(new CommandLine(new LoadCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<Measured> measured = new ArrayList<>();
    for (int runs : List.of(few, many)) {
      measured.add(measure(runs));
    }
    out.printf(
        "%d clients, %d ms between an answer and the next question, %d s after %d s of warming up,"
            + " %d processors for clients and server.%n%n",
        clients, pause, seconds, warmUp, Runtime.getRuntime().availableProcessors());
    out.print(LoadTables.answers(measured));
    out.println();
    out.print(LoadTables.memory(measured));
    boolean isWell = measured.stream().allMatch(one -> one.answers().isWithin(limit));
    if (!isWell) {
      System.err.println(
          "requests failed, or the 99th percentile of a list or of status is not below "
              + limit
              + " ms");
    }
    return isWell ? 0 : 1;
  }

  /**
   * What was measured.
   *
   * @param runs in the database
   */
  record Measured(int runs, Answers answers, Memory memory) {}

  private Measured measure(int runs) throws Exception {
    Path folder = Files.createTempDirectory("omicroutes-load-");
    Path results = Files.createDirectory(folder.resolve("results"));
    Path drops = Files.createDirectory(folder.resolve("drops"));
    List<String> ids = SeededRuns.fill(Place.embedded(results), results, runs, seed);
    List<String> options = List.of("--drops", drops.toString(), "--results", results.toString());
    try (LiveServer server =
        LiveServer.start(
            options, Map.of("OMICROUTES_MEMORY", "1g"), folder.resolve("server.log"))) {
      server.awaitReady(Duration.ofMinutes(5));
      WesClients crowd = new WesClients(server, ids, clients, pause, seed);
      System.err.println(runs + " runs: warming up");
      crowd.ask(Duration.ofSeconds(warmUp), Memory.none());
      System.err.println(runs + " runs: measuring");
      Memory memory = new Memory(server);
      Answers answers = crowd.ask(Duration.ofSeconds(seconds), memory);
      memory.end();
      return new Measured(runs, answers, memory);
    } finally {
      Folders.delete(folder);
    }
  }
}
