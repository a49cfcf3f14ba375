package org.omicroutes.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import htsjdk.variant.vcf.VCFFileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.formats.CellRule;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.NetworkFiles;
import org.omicroutes.formats.Samplesheet;
import org.omicroutes.formats.ScoreFiles;
import org.omicroutes.formats.TextFiles;
import org.omicroutes.step.StepTester;

/**
 * The committed cohort is what the step makes. To renew it after a change of the step: {@code mvn
 * test -Dtest=SimulateStepTest -Domicroutes.renew-test-data=true}.
 */
class SimulateStepTest {
  private static final Path COMMITTED = Path.of("test-data", "cohort");
  private static final long MOST_BYTES = 5_000_000;

  @TempDir Path dir;

  @BeforeAll
  static void renewWhereAsked(@TempDir Path scratch) throws Exception {
    if (Boolean.getBoolean("omicroutes.renew-test-data")) {
      renew(simulate(scratch.resolve("cohort")));
    }
  }

  @Test
  void theCommittedCohortIsCurrent() throws Exception {
    Path made = simulate(dir.resolve("cohort"));
    assertThat(contents(made)).containsExactlyInAnyOrderEntriesOf(contents(COMMITTED));
    try (Stream<Path> files = Files.walk(COMMITTED)) {
      long bytes = files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
      assertThat(bytes).isLessThan(MOST_BYTES);
    }
  }

  @Test
  void theFilesReadAsTheirFormats() throws Exception {
    Samplesheet sheet = Samplesheet.read(COMMITTED.resolve("samplesheet.csv"));
    assertThat(sheet.rows()).allMatch(row -> Files.isRegularFile(row.path()));
    var counts = MatrixFiles.read(sheet.layer("rna").get(0).path(), CellRule.COUNT);
    assertThat(counts.featureCount()).isEqualTo(400);
    assertThat(counts.sampleCount()).isBetween(270, 295);
    var betas = MatrixFiles.read(sheet.layer("methylation").get(0).path(), CellRule.BETA);
    assertThat(betas.sampleCount()).isBetween(255, 285);
    assertThat(betas.missingCount()).isPositive();
    var network = NetworkFiles.read(COMMITTED.resolve("network.tsv.gz"));
    assertThat(network.geneIds()).hasSize(400);
    assertThat(network.weight(0)).isBetween(0.4, 1.0);
    for (Samplesheet.Row row : sheet.layer("mutation").subList(0, 20)) {
      try (VCFFileReader vcf = new VCFFileReader(row.path(), false)) {
        assertThat(vcf.getHeader().getInfoHeaderLine("CSQ").getDescription())
            .contains("Format: Allele|Consequence|IMPACT|SYMBOL");
        assertThat(vcf.getHeader().getSampleNamesInOrder()).contains(row.sample());
        assertThat(vcf.iterator().toList()).hasSizeBetween(3, 15);
      }
    }
  }

  @Test
  void survivalFollowsTheModuleStronglyAndTheClinicWeakly() throws Exception {
    Map<String, String[]> clinical = new TreeMap<>();
    for (String line : Files.readAllLines(COMMITTED.resolve("clinical.csv"))) {
      clinical.put(line.split(",")[0], line.split(",", -1));
    }
    var truth =
        ScoreFiles.read(COMMITTED.resolve("truth/risk.tsv"), List.of("risk", "clinical_risk"));
    double[] time = new double[truth.size()];
    boolean[] event = new boolean[truth.size()];
    for (int i = 0; i < time.length; i++) {
      String[] row = clinical.get(truth.geneIds().get(i));
      time[i] = row[1].isEmpty() ? 0 : Double.parseDouble(row[1]);
      event[i] = row[2].equals("1") && time[i] > 0;
    }
    double all = concordance(truth.columns()[0], time, event);
    double clinicalOnly = concordance(truth.columns()[1], time, event);
    assertThat(all).isBetween(0.78, 0.83);
    assertThat(clinicalOnly).isBetween(0.58, 0.65);
  }

  @Test
  void anotherSeedGivesAnotherCohort() throws Exception {
    Path other = dir.resolve("other");
    StepTester.of(new SimulateStep())
        .param("seed", 2)
        .param("patients", 30)
        .out("out", other)
        .run();
    assertThat(TextFiles.reader(other.resolve("clinical.csv")).lines()).hasSize(31);
    assertThat(Files.readString(other.resolve("truth/module.txt")))
        .isNotEqualTo(Files.readString(COMMITTED.resolve("truth/module.txt")));
  }

  private static Path simulate(Path folder) throws Exception {
    StepTester.of(new SimulateStep()).out("out", folder).run();
    return folder;
  }

  /** Share of usable pairs in which the patient with the higher risk dies first. */
  private static double concordance(double[] risk, double[] time, boolean[] event) {
    double agreeing = 0;
    double pairs = 0;
    for (int i = 0; i < risk.length; i++) {
      for (int j = 0; j < risk.length; j++) {
        if (event[i] && time[i] < time[j]) {
          pairs++;
          agreeing += risk[i] > risk[j] ? 1 : risk[i] == risk[j] ? 0.5 : 0;
        }
      }
    }
    return agreeing / pairs;
  }

  /** Each file's decompressed bytes: how well zlib compresses differs between Java runtimes. */
  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (var in = TextFiles.open(file)) {
          String name = folder.relativize(file).toString();
          contents.put(
              name, new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        }
      }
    }
    return contents;
  }

  private static void renew(Path made) throws IOException {
    if (Files.exists(COMMITTED)) {
      try (Stream<Path> files = Files.walk(COMMITTED)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    try (Stream<Path> files = Files.walk(made)) {
      for (Path file : files.toList()) {
        Path copy = COMMITTED.resolve(made.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }
}
