package org.omicroutes.harmonize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.formats.TableFiles;

/** Against sva (src/test/oracle/combat/make.R). */
class CombatTest {
  private static final Combat.Settings PLAIN = new Combat.Settings(null, false, true, false, false);
  private static final Combat.Settings LENIENT = new Combat.Settings(null, false, true, true, true);

  private static LabelledMatrix matrix;
  private static SampleTable batches;
  private static SampleTable covariates;
  private final List<String> notes = new ArrayList<>();

  @BeforeAll
  static void read() throws IOException {
    matrix = Oracle.matrix("combat", "matrix.tsv.gz");
    batches = TableFiles.readSamples(Oracle.file("combat", "batches.tsv"));
    covariates = TableFiles.readSamples(Oracle.file("combat", "covariates.tsv"));
  }

  private LabelledMatrix run(LabelledMatrix data, SampleTable with, Combat.Settings settings) {
    var state = Combat.fit(data, batches, with, settings, notes::add);
    return Combat.transform(data, batches, with, state, settings.skipUnknown(), notes::add);
  }

  @ParameterizedTest
  @CsvSource({
    "parametric,matrix,false,,false,true,2e-5",
    "covariates,matrix,true,,false,true,2e-5",
    "reference,matrix,true,B,false,true,2e-5",
    "meanonly,matrix,true,,true,true,2e-5",
    "nonparametric,matrix,false,,false,false,5e-4",
    "nonparametric_meanonly,matrix,false,,true,false,5e-4",
    "missing,missing,true,,false,true,2e-5",
    "missing_reference,missing,false,A,false,true,2e-5",
    "single_meanonly,single,false,,true,true,2e-5"
  })
  void isSvas(
      String name,
      String data,
      boolean withCovariates,
      String reference,
      boolean meanOnly,
      boolean parametric,
      double tolerance)
      throws IOException {
    var settings = new Combat.Settings(reference, meanOnly, parametric, false, false);
    var found =
        run(
            Oracle.matrix("combat", data + ".tsv.gz"),
            withCovariates ? covariates : null,
            settings);
    var expected = Oracle.matrix("combat", "expected_" + name + ".tsv.gz");
    assertThat(Oracle.difference(expected, found)).isLessThan(tolerance);
  }

  @Test
  void orderOfSamplesDoesNotMatter() {
    var samples = new ArrayList<>(matrix.sampleIds());
    Collections.rotate(samples, 17);
    var turned = run(matrix.selectSamples(samples), covariates, PLAIN);
    assertThat(Oracle.difference(run(matrix, covariates, PLAIN), turned)).isLessThan(1e-9);
  }

  @Test
  void oneBatchChangesNothing() {
    var some = matrix.selectSamples(matrix.sampleIds().subList(0, 12));
    assertThat(Oracle.difference(some, run(some, null, PLAIN))).isZero();
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
    var single = Oracle.matrix("combat", "single.tsv.gz");
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
