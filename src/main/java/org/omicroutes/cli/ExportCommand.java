package org.omicroutes.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes what is generated from the steps' declarations. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes files that are generated from the steps' declarations.")
final class ExportCommand implements Callable<Integer> {

  /** What can be exported. */
  enum Kind {
    docs,
    man
  }

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}")
  private Kind kind;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = {
        "The folder to write into; pages of what is gone are removed.",
        "Default: docs/steps for docs, man/man1 for man."
      })
  private Path out;

  @Override
  public Integer call() throws IOException {
    switch (kind) {
      case docs -> write(ReferencePages.all(), ".md", "docs/steps");
      case man -> write(ManPages.all(), ".1", "man/man1");
    }
    return ExitCode.DONE;
  }

  private void write(Map<String, String> pages, String ending, String usualFolder)
      throws IOException {
    Path folder = out == null ? Path.of(usualFolder) : out;
    Files.createDirectories(folder);
    Set<String> stale = new HashSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.map(file -> file.getFileName().toString()).forEach(stale::add);
    }
    stale.removeIf(name -> !name.endsWith(ending) || pages.containsKey(name));
    for (String name : List.copyOf(stale)) {
      Files.delete(folder.resolve(name));
    }
    for (var page : pages.entrySet()) {
      Files.writeString(folder.resolve(page.getKey()), page.getValue());
    }
  }
}
