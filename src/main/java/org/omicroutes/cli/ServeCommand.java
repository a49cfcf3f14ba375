package org.omicroutes.cli;

import io.quarkus.runtime.Quarkus;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.omicroutes.camel.DropServer;
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

  @Override
  public Integer call() {
    System.setProperty("omicroutes.drops", drops.toAbsolutePath().toString());
    System.setProperty("omicroutes.results", results.toAbsolutePath().toString());
    System.setProperty(
        "omicroutes.network", network == null ? "" : network.toAbsolutePath().toString());
    System.setProperty("omicroutes.serve", "true");
    Quarkus.run(DropServer.class);
    return ExitCode.DONE;
  }
}
