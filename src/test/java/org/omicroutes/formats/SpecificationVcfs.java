package org.omicroutes.formats;

import static org.assertj.core.api.Assumptions.assumeThat;

import htsjdk.variant.vcf.VCFHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.omicroutes.cohort.DataException;

/** The files that the VCF specification ships for testing parsers, where they are at hand. */
public final class SpecificationVcfs {
  private static final Path FOLDER = Path.of("..", "shared", "data", "vcf", "hts-specs");
  private static final Pattern TABLE_NAME = Pattern.compile("`([a-z0-9_]+)`");

  private SpecificationVcfs() {}

  /**
   * One of them.
   *
   * @param version such as 4.2
   * @param valid whether the specification says that it is to be read
   * @param cause why it is not valid, in its own words; empty where it does not say
   */
  public record One(Path file, String version, boolean valid, String cause) {
    /** Without what the specification says of it, such as {@code body_alt_000}. */
    public String topic() {
      return file.getFileName().toString().replaceAll("^(passed|failed)_|\\.vcf$", "");
    }

    /** Of its drop. */
    public String dropName() {
      return version + "-" + file.getFileName().toString().replace(".vcf", "");
    }

    @Override
    public String toString() {
      return dropName();
    }
  }

  /** All, by name; without them the test that asks is skipped, and says why. */
  public static List<One> all() throws IOException {
    assumeThat(FOLDER)
        .as("the specification's test files are not at hand: no folder " + FOLDER)
        .isDirectory();
    List<One> all = new ArrayList<>();
    try (var files = Files.walk(FOLDER)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".vcf")).sorted().toList()) {
        Path kind = file.getParent();
        boolean valid = kind.getFileName().toString().equals("passed");
        all.add(new One(file, kind.getParent().getFileName().toString(), valid, cause(file)));
      }
    }
    return all;
  }

  private static String cause(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("##CauseOfFailure="))
        .map(line -> line.substring(line.indexOf('=') + 1))
        .findFirst()
        .orElse("");
  }

  /** The topics that the documentation says are read though they are not valid. */
  public static Set<String> documented() throws IOException {
    return Files.readAllLines(Path.of("docs", "vcf.md")).stream()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|")[1])
        .flatMap(cell -> TABLE_NAME.matcher(cell).results())
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Writes a cohort of which one patient's mutations are in the file; the marker that makes it a
   * complete drop is not written. Some chromosomes carry the gene EVERYWHERE along their whole
   * length.
   *
   * @return the samplesheet
   */
  public static Path cohort(One one, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.copy(one.file, folder.resolve("calls.vcf"));
    Files.writeString(
        folder.resolve("genes.bed"),
        Stream.of("1", "2", "3", "4", "X", "Y", "20")
            .map(chromosome -> chromosome + "\t0\t250000000\tEVERYWHERE\n")
            .collect(Collectors.joining()));
    String patient = SmallCohort.patients().get(0);
    return SmallCohort.write(
        folder,
        1,
        List.of(
            "mutation,vcf,calls.vcf," + tumour(one) + "," + patient + ",",
            "mutation,gene-bed,genes.bed,,,"));
  }

  /** The sheet has to name the tumour where there are several columns. */
  private static String tumour(One one) throws IOException {
    try (VcfRecords records = VcfRecords.open(one.file, true)) {
      VCFHeader header = records.header();
      List<String> samples = header.getGenotypeSamples();
      return samples.isEmpty() ? "" : samples.get(samples.size() - 1);
    } catch (DataException broken) {
      return "";
    }
  }

  /** Whether an error names the file, and the line that is wrong. */
  public static boolean namesTheLine(String error) {
    Matcher at = Pattern.compile("calls\\.vcf, line \\d+").matcher(error);
    return at.find();
  }
}
