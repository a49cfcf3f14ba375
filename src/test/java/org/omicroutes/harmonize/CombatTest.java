package org.omicroutes.harmonize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

/** Against sva (src/test/oracle/combat/make.R). */
class CombatTest {
  private static final Path FOLDER = Path.of("src/test/oracle/combat");
  private static final double TOLERANCE = 2e-9;
  private static final Combat.Settings PLAIN = new Combat.Settings(null, false, true, false, false);
  private static final Combat.Settings LENIENT = new Combat.Settings(null, false, true, true, true);

  private static LabelledMatrix matrix;
  private static SampleTable batches;
  private static SampleTable covariates;
  private final List<String> notes = new ArrayList<>();

  @BeforeAll
  static void read() throws IOException {
    matrix = matrix("matrix");
    batches = TableFiles.readSamples(FOLDER.resolve("batches.tsv"));
    covariates = TableFiles.readSamples(FOLDER.resolve("covariates.tsv"));
  }

  private LabelledMatrix run(LabelledMatrix data, SampleTable with, Combat.Settings settings) {
    var state = Combat.fit(data, batches, with, settings, notes::add);
    return Combat.transform(data, batches, with, state, settings.skipUnknown(), notes::add);
  }

  private static LabelledMatrix matrix(String name) throws IOException {
    return MatrixFiles.read(FOLDER.resolve(name + ".tsv.gz"));
  }

  private static Agreement agreement(String function, String data) {
    return Agreement.of("combat", "combat", "sva", function, data);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "parametric;matrix;false;;false;true;ComBat",
        "covariates;matrix;true;;false;true;ComBat(mod)",
        "reference;matrix;true;B;false;true;ComBat(mod, ref.batch)",
        "meanonly;matrix;true;;true;true;ComBat(mod, mean.only)",
        "nonparametric;matrix;false;;false;false;ComBat(par.prior = FALSE)",
        "nonparametric_meanonly;matrix;false;;true;false;ComBat(par.prior = FALSE, mean.only)",
        "missing;missing;true;;false;true;ComBat(mod)",
        "missing_reference;missing;false;A;false;true;ComBat(ref.batch)",
        "single_meanonly;single;false;;true;true;ComBat(mean.only)"
      })
  void isSvas(
      String name,
      String data,
      boolean withCovariates,
      String reference,
      boolean meanOnly,
      boolean parametric,
      String function)
      throws IOException {
    var settings = new Combat.Settings(reference, meanOnly, parametric, false, false);
    String described =
        switch (data) {
          case "missing" -> "simulated, 200 × 37, 3 batches, 300 values missing";
          case "single" -> "simulated, 200 × 22, 3 batches, one of a single sample";
          default -> "simulated, 200 × 37, 3 batches, 2 features constant in a batch";
        };
    agreement(function, described)
        .absolute(
            "adjusted values",
            run(matrix(data), withCovariates ? covariates : null, settings),
            matrix("expected_" + name),
            TOLERANCE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "parametric;;true;ComBat(mod)",
        "reference;b1;true;ComBat(mod, ref.batch)",
        "nonparametric;;false;ComBat(mod, par.prior = FALSE)"
      })
  void isSvasAtRealisticSize(String name, String reference, boolean parametric, String function)
      throws IOException {
    var large = matrix("large");
    var table = TableFiles.readSamples(FOLDER.resolve("large_samples.tsv"));
    var sex = new SampleTable(table.sampleIds(), Map.of("sex", table.column("sex")));
    var settings = new Combat.Settings(reference, false, parametric, false, false);
    var state = Combat.fit(large, table, sex, settings, notes::add);
    var found = Combat.transform(large, table, sex, state, false, notes::add);
    var agreement = agreement(function, "simulated, 1000 × 60, 5 batches of 4 to 20");
    agreement.absolute(
        "adjusted values, every 40th feature", found, matrix("expected_large_" + name), TOLERANCE);
    var moments = Frozen.read("combat/large_moments.tsv.gz");
    for (int power = 1; power <= 3; power++) {
      double[] ours = new double[found.sampleCount()];
      for (int s = 0; s < ours.length; s++) {
        for (double value : found.column(s)) {
          ours[s] += Math.pow(value, power) / found.featureCount();
        }
      }
      agreement.close(
          "per sample mean of x^%d, all features".formatted(power),
          ours,
          moments.numbers(name + " " + List.of("mean", "square", "cube").get(power - 1)),
          TOLERANCE);
    }
  }

  @Test
  void oneBatchChangesNothing() {
    var some = matrix.selectSamples(matrix.sampleIds().subList(0, 12));
    assertThat(Difference.largest(some, run(some, null, PLAIN))).isZero();
    assertThat(notes).anyMatch(note -> note.contains("batch A"));
  }

  @Test
  void samplesThatAreNotFittedAreAdjustedWithTheirCovariates() {
    var ids = new ArrayList<>(matrix.sampleIds());
    ids.removeAll(List.of("s02", "s20", "s30"));
    var state = Combat.fit(matrix.selectSamples(ids), batches, covariates, PLAIN, notes::add);
    var with = Combat.transform(matrix, batches, covariates, state, false, notes::add);
    var without = Combat.transform(matrix, batches, null, state, false, notes::add);
    double direct = meanDifference(matrix, "s20", with);
    assertThat(direct).isGreaterThan(1);
    assertThat(meanDifference(without, "s20", with)).isGreaterThan(0.001);
    assertThat(notes).anyMatch(note -> note.contains("average"));
    // A sample of a fitted batch goes the way that it goes when it is fitted too.
    assertThat(meanDifference(run(matrix, covariates, PLAIN), "s20", with)).isLessThan(0.2);
  }

  private static double meanDifference(LabelledMatrix a, String sample, LabelledMatrix b) {
    double sum = 0;
    for (int f = 0; f < a.featureCount(); f++) {
      sum += Math.abs(a.at(f, a.sampleIndex(sample)) - b.at(f, b.sampleIndex(sample)));
    }
    return sum / a.featureCount();
  }

  @Test
  void aBatchOfOneSampleIsNamedOrAdjustedInMean() throws IOException {
    var single = matrix("single");
    assertThatThrownBy(() -> run(single, null, PLAIN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'B'")
        .hasMessageContaining("'s13'");
    var state = Combat.fit(single, batches, null, LENIENT, notes::add);
    assertThat(state.spread()[1]).containsOnly(1);
    assertThat(Arrays.stream(state.spread()[0])).anyMatch(d -> Math.abs(d - 1) > 0.01);
    assertThat(Arrays.stream(state.shift()[1])).anyMatch(g -> Math.abs(g) > 0.1);
  }

  @Test
  void aBatchOfOneSampleIsAdjustedOtherwiseThanBySva() throws IOException {
    var single = matrix("single");
    var state = Combat.fit(single, batches, null, LENIENT, notes::add);
    var found = Combat.transform(single, batches, null, state, false, notes::add);
    double off = Difference.largest(matrix("expected_single_meanonly"), found);
    assertThat(off).isBetween(0.1, 10.0);
    Agreement.disagreement(
        "combat",
        "adjusted values with a batch of a single sample, 200 × 22, 3 batches",
        String.format(
            Locale.ROOT, "largest difference of small-batches mean-only from sva %.4f", off),
        "sva takes every batch in mean only then; here it is an error, or with small-batches"
            + " mean-only that batch alone is. With mean-only the two agree.");
  }

  @Test
  void unknownBatchesAreNamedOrLeftAlone() {
    var fit = matrix.selectSamples(matrix.sampleIds().subList(0, 28));
    var state = Combat.fit(fit, batches, null, PLAIN, notes::add);
    assertThatThrownBy(() -> Combat.transform(matrix, batches, null, state, false, notes::add))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'C' of sample 's29'");
    var found = Combat.transform(matrix, batches, null, state, true, notes::add);
    assertThat(found.column(30)).isEqualTo(matrix.column(30));
    assertThat(found.column(20)).isNotEqualTo(matrix.column(20));
    assertThat(notes).anyMatch(note -> note.startsWith("9 samples"));
  }

  @Test
  void aCovariateConfoundedWithBatchIsNamed() {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    columns.put("age", covariates.column("age"));
    columns.put(
        "centre",
        batches.column("batch").stream().map(b -> b.equals("A") ? "north" : "south").toList());
    var confounded = new SampleTable(covariates.sampleIds(), columns);
    assertThatThrownBy(() -> run(matrix, confounded, PLAIN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'centre' confounded with batch");
    columns.put("centre", columns.get("age").stream().map(a -> a + "0").toList());
    var twice = new SampleTable(covariates.sampleIds(), columns);
    assertThatThrownBy(() -> run(matrix, twice, PLAIN)).hasMessageContaining("centre follows");
  }

  /** sva refuses the same three designs (confounded.txt); here the message names the columns. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "one covariate;outcome;'outcome' confounded with batch",
        "one of two;age outcome;'outcome' confounded with batch",
        "two alike;age months;months follows from batch and the covariates before it [age"
      })
  void whatSvaRefusesIsRefused(String design, String columns, String message) throws IOException {
    String said =
        Files.readAllLines(FOLDER.resolve("confounded.txt")).stream()
            .filter(line -> line.startsWith(design + ": "))
            .findFirst()
            .orElseThrow();
    assertThat(said).contains("confounded");
    Map<String, List<String>> all =
        Map.of(
            "age", covariates.column("age"),
            "months", covariates.column("age").stream().map(a -> a + "0").toList(),
            "outcome",
                batches.column("batch").stream().map(b -> b.equals("A") ? "1" : "0").toList());
    Map<String, List<String>> chosen = new LinkedHashMap<>();
    for (String column : columns.split(" ")) {
      chosen.put(column, all.get(column));
    }
    var table = new SampleTable(covariates.sampleIds(), chosen);
    assertThatThrownBy(() -> run(matrix, table, PLAIN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anUnknownReferenceIsSaid() {
    assertThatThrownBy(() -> run(matrix, null, new Combat.Settings("Z", false, true, false, false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reference: found 'Z', expected one of [A, B, C]");
  }

  @Test
  void aFeatureConstantWithinABatchIsLeftAsItIs() {
    var found = run(matrix, null, PLAIN);
    assertThat(found.row(4)).isEqualTo(matrix.row(4));
    assertThat(found.row(5)).isEqualTo(matrix.row(5));
    assertThat(notes).anyMatch(note -> note.startsWith("2 features are constant"));
  }

  @Test
  void aSampleWithoutBatchIsNamed() {
    var some = batches.select(batches.sampleIds().subList(0, 30));
    assertThatThrownBy(() -> Combat.fit(matrix, some, null, PLAIN, notes::add))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'s31'");
  }
}
