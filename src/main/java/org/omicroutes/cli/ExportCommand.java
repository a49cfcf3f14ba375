package org.omicroutes.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.omicroutes.cli.export.CamelExport;
import org.omicroutes.cli.export.CwlExport;
import org.omicroutes.cli.export.CwlJob;
import org.omicroutes.cli.export.KameletExport;
import org.omicroutes.cli.export.NextflowExport;
import org.omicroutes.step.Folders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes what is generated from the steps' declarations. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes files that are generated from the steps' declarations.",
    synopsisSubcommandLabel = "WHAT",
    subcommands = {
      ExportCommand.Docs.class,
      ExportCommand.Man.class,
      ExportCommand.Cwl.class,
      ExportCommand.CwlInputs.class,
      ExportCommand.Nextflow.class,
      ExportCommand.Kamelets.class,
      ExportCommand.Camel.class
    })
final class ExportCommand {
  /** Stands in every generated file. */
  private static final String MARK = "do not edit.";

  /** Where to write. */
  static final class Folder {
    @Option(
        names = "--out",
        paramLabel = "DIR",
        description =
            "The folder to write into; generated files there of what is gone are removed."
                + " Default: ${DEFAULT-VALUE}.")
    private Path out;

    private Folder(String usual) {
      out = Path.of(usual);
    }
  }

  /** {@code export docs}. */
  @Command(
      name = "docs",
      mixinStandardHelpOptions = true,
      description = "The steps' reference pages.")
  static final class Docs implements Callable<Integer> {
    @Mixin private final Folder folder = new Folder("docs/steps");

    @Override
    public Integer call() throws IOException {
      write(ReferencePages.all(), folder.out, "");
      return ExitCode.DONE;
    }
  }

  /** {@code export man}. */
  @Command(
      name = "man",
      mixinStandardHelpOptions = true,
      description = "The manual pages of all commands.")
  static final class Man implements Callable<Integer> {
    @Mixin private final Folder folder = new Folder("man/man1");

    @Override
    public Integer call() throws IOException {
      write(ManPages.all(), folder.out, "");
      return ExitCode.DONE;
    }
  }

  /** {@code export cwl}. */
  @Command(
      name = "cwl",
      mixinStandardHelpOptions = true,
      description = "CWL 1.2: a CommandLineTool for each step, and the main job as a Workflow.")
  static final class Cwl implements Callable<Integer> {
    @Mixin private final Folder folder = new Folder("workflows/cwl");

    @Override
    public Integer call() throws IOException {
      write(CwlExport.generated(), folder.out, CwlExport.TOOLS);
      addMissing(CwlExport.shipped(), folder.out);
      return ExitCode.DONE;
    }
  }

  /** {@code export cwl-inputs}. */
  @Command(
      name = "cwl-inputs",
      mixinStandardHelpOptions = true,
      description = "The inputs of the CWL Workflow prognosis for a cohort, as JSON.")
  static final class CwlInputs implements Callable<Integer> {
    @Option(
        names = "--samplesheet",
        paramLabel = "F",
        required = true,
        description = "The files of the cohort.")
    private Path samplesheet;

    @Option(
        names = "--network",
        paramLabel = "F",
        required = true,
        description = "Interactions: gene1 gene2 [weight].")
    private Path network;

    @Option(
        names = "--patients-per-part",
        paramLabel = "N",
        defaultValue = "1",
        description =
            "How many patients are read by one job, where patients have files of their own."
                + " Default: ${DEFAULT-VALUE}.")
    private int patientsPerPart;

    @Option(names = "--out", paramLabel = "F", required = true, description = "The file to write.")
    private Path out;

    @Override
    public Integer call() throws IOException {
      if (patientsPerPart < 1) {
        throw new IllegalArgumentException(
            "--patients-per-part: found " + patientsPerPart + ", expected >= 1");
      }
      CwlJob.of(samplesheet, network, patientsPerPart).write(out);
      return ExitCode.DONE;
    }
  }

  /** {@code export nextflow}. */
  @Command(
      name = "nextflow",
      mixinStandardHelpOptions = true,
      description = "Nextflow: a module for each step, and the main job as a pipeline.")
  static final class Nextflow implements Callable<Integer> {
    @Mixin private final Folder folder = new Folder("workflows/nextflow");

    @Override
    public Integer call() throws IOException {
      write(NextflowExport.generated(), folder.out, NextflowExport.MODULES);
      addMissing(NextflowExport.shipped(), folder.out);
      return ExitCode.DONE;
    }
  }

  /** {@code export kamelets}. */
  @Command(
      name = "kamelets",
      mixinStandardHelpOptions = true,
      description = "Camel: a Kamelet for each step.")
  static final class Kamelets implements Callable<Integer> {
    @Mixin private final Folder folder = new Folder("workflows/kamelets");

    @Override
    public Integer call() throws IOException {
      write(KameletExport.generated(), folder.out, "");
      return ExitCode.DONE;
    }
  }

  /** {@code export camel}. */
  @Command(
      name = "camel",
      mixinStandardHelpOptions = true,
      description = "Camel: what its catalog says of the components omic and omic-drops.")
  static final class Camel implements Callable<Integer> {
    @Option(
        names = "--out",
        paramLabel = "DIR",
        defaultValue = "workflows/camel",
        description = "The folder to write into. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Override
    public Integer call() throws IOException {
      write(CamelExport.generated(), out, "");
      return ExitCode.DONE;
    }
  }

  /**
   * Writes generated files, and removes those that lie in a folder and are no longer among them.
   *
   * @param files path below {@code out} to text
   * @param generated the folder below {@code out} to look for them in
   */
  private static void write(Map<String, String> files, Path out, String generated)
      throws IOException {
    Path own = out.resolve(generated);
    if (Files.isDirectory(own)) {
      for (Path file : Folders.files(own)) {
        boolean current = files.containsKey(out.relativize(file).toString());
        if (!current && Files.readString(file).contains(MARK)) {
          Files.delete(file);
        }
      }
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      write(out.resolve(file.getKey()), file.getValue());
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text);
  }

  /** Files that are written by hand are left as they are found. */
  private static void addMissing(Map<String, String> files, Path out) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (Files.notExists(out.resolve(file.getKey()))) {
        write(out.resolve(file.getKey()), file.getValue());
      }
    }
  }
}
