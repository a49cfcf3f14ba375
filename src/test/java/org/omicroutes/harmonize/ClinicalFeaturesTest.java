package org.omicroutes.harmonize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.step.StepTester;

class ClinicalFeaturesTest {
  private final Map<String, List<String>> columns = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  private void column(String name, int samples, IntFunction<String> value) {
    List<String> values = new ArrayList<>();
    IntStream.range(0, samples).forEach(i -> values.add(value.apply(i)));
    columns.put(name, values);
  }

  private SampleTable table() {
    int n = columns.values().iterator().next().size();
    return new SampleTable(IntStream.range(0, n).mapToObj(i -> "p" + i).toList(), columns);
  }

  @ParameterizedTest
  @CsvSource({
    "Stage IIA,2",
    "stage iii,3",
    "I/II NOS,2",
    "Stage IV,4",
    "IVB,4",
    "Stage 2,2",
    "pT3,3",
    "Stage IIIC1,3",
    "Stage 0,0",
    "Tis,0",
    "I or II NOS,2",
    "Stage X,",
    "G2,",
    "IVORY,",
    "5,"
  })
  void readsStages(String text, Integer expected) {
    var found = ClinicalOrdinals.stage(text);
    assertThat(found.isPresent() ? found.getAsInt() : null).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "Stage I,12",
    "Stage IA,9",
    "Stage IB,12",
    "IIIC,33",
    "Stage IIIC2,34",
    "Stage IIIC9,35",
    "Stage IVE,42",
    "Stage 0,0",
    "Stage 0is,",
    "Tis,0",
    "IA/IIB,21",
    "pT2a,18",
    "Stage X,"
  })
  void readsSubStagesInNinths(String text, Integer ninths) {
    var found = ClinicalOrdinals.substage(text);
    assertThat(found.isPresent() ? (int) Math.round(9 * found.getAsDouble()) : null)
        .isEqualTo(ninths);
  }

  @ParameterizedTest
  @CsvSource({
    "G1,1",
    "g4,4",
    "Grade 3,3",
    "Grade II,2",
    "High Grade,3",
    "Low Grade,1",
    "GX,",
    "Stage I,",
    "Poorly differentiated,3"
  })
  void readsGrades(String text, Integer expected) {
    var found = ClinicalOrdinals.grade(text);
    assertThat(found.isPresent() ? found.getAsInt() : null).isEqualTo(expected);
  }

  @Test
  void encodesEachKindOfColumn() {
    column("age", 100, i -> i % 10 == 0 ? null : String.valueOf(40 + i % 7));
    column("stage", 100, i -> i == 0 ? "[Discrepancy]" : i % 2 == 0 ? "Stage IA" : "Stage IIIB");
    column("grade", 100, i -> i % 3 == 0 ? "G1" : "G3");
    column("gender", 100, i -> i < 60 ? "FEMALE" : "MALE");
    column("site", 100, i -> i < 50 ? "a" : i < 80 ? "b" : i < 87 ? "c" : i < 94 ? "d" : "e");
    column("same", 100, i -> "yes");
    column("barcode", 100, i -> "id-" + i);
    var state = ClinicalFeatures.fit(table(), table().sampleIds(), false, notes::add);
    var found = ClinicalFeatures.transform(table(), state, notes::add);
    assertThat(found.featureIds())
        .containsExactly(
            "age", "age=missing", "stage", "grade", "gender=MALE", "site=b", "site=other");
    assertThat(found.missingCount()).isZero();
    assertThat(found.at(0, 0)).isZero();
    assertThat(found.at(1, 0)).isEqualTo(1);
    assertThat(found.at(1, 1)).isZero();
    for (int f : new int[] {0, 2, 3}) {
      double[] row = found.row(f);
      double sum = 0;
      double squares = 0;
      for (double x : row) {
        sum += x;
        squares += x * x;
      }
      assertThat(sum).isCloseTo(0, within(1e-9));
      assertThat(squares).isCloseTo(f == 0 ? 89 : f == 2 ? 98 : 99, within(1e-9));
    }
    assertThat(found.at(2, 1)).isGreaterThan(found.at(2, 2));
    assertThat(found.row(4)[59]).isZero();
    assertThat(found.row(4)[60]).isEqualTo(1);
    assertThat(found.row(6)[79]).isZero();
    assertThat(found.row(6)[80]).isEqualTo(1);
    assertThat(notes).hasSize(2).allMatch(note -> note.contains("does not vary"));
  }

  @ParameterizedTest
  @CsvSource({"false,expected", "true,expected_rich"})
  void areScaleAndModelMatrixOfR(boolean rich, String name) throws IOException {
    Path folder = Path.of("src/test/oracle/clinical-features");
    var pbc = TableFiles.readSamples(folder.resolve("table.tsv.gz"));
    var state = ClinicalFeatures.fit(pbc, pbc.sampleIds(), rich, notes::add);
    var found = ClinicalFeatures.transform(pbc, state, notes::add);
    var expected = MatrixFiles.read(folder.resolve(name + ".tsv.gz"));
    assertThat(found.featureIds()).isEqualTo(expected.featureIds());
    Agreement.of(
            "clinical-features",
            "clinical-features",
            "R",
            "scale, model.matrix",
            "pbc, 418 samples, 10 columns" + (rich ? ", rich" : ""))
        .absolute("z-scores and 0/1 features", found, expected, 1e-12);
    assertThat(notes).isEmpty();
  }

  @Test
  void rawFeaturesAreValuesAsTheyAre() {
    column("age", 6, i -> i == 1 ? null : String.valueOf(40 + i));
    column("stage", 6, i -> i == 2 ? "[Discrepancy]" : i == 0 ? "Stage IA" : "Stage III");
    column("site", 6, i -> i == 3 ? null : i == 5 ? "z" : i == 0 ? "b" : "a");
    column("same", 6, i -> "yes");
    var state = RawClinicalFeatures.fit(table(), table().sampleIds().subList(0, 5), notes::add);
    var found = RawClinicalFeatures.transform(table(), state, notes::add);
    assertThat(found.featureIds()).containsExactly("age", "stage", "site=a", "site=b");
    double na = Double.NaN;
    assertThat(found.toArray())
        .isDeepEqualTo(
            new double[][] {
              {40, na, 42, 43, 44, 45},
              {1, 3, na, 3, 3, 3},
              {0, 1, 1, na, 1, 0},
              {1, 0, 0, na, 0, 0}
            });
    assertThat(notes)
        .containsExactly(
            "column same does not vary over the fit samples: left out",
            "1 values of column site are of no kind that was fitted");
  }

  @Test
  void aStateKeepsItsEncoding(@TempDir Path dir) throws Exception {
    column("age", 40, i -> String.valueOf(40 + i));
    column("site", 40, i -> i % 2 == 0 ? "a" : "b");
    TableFiles.writeSamples(dir.resolve("table.tsv"), table());
    for (var encoding : ClinicalFeaturesStep.Encoding.values()) {
      Path state = dir.resolve(encoding + ".json");
      StepTester.of(new ClinicalFeaturesStep())
          .in("covariates", dir.resolve("table.tsv"))
          .param("encoding", encoding)
          .out("out", dir.resolve("fitted.tsv"))
          .out("out-state", state)
          .run();
      for (var asked : ClinicalFeaturesStep.Encoding.values()) {
        StepTester.of(new ClinicalFeaturesStep())
            .in("covariates", dir.resolve("table.tsv"))
            .in("state", state)
            .param("encoding", asked)
            .out("out", dir.resolve("applied.tsv"))
            .run();
        assertThat(dir.resolve("applied.tsv")).hasSameTextualContentAs(dir.resolve("fitted.tsv"));
      }
      assertThat(MatrixFiles.read(dir.resolve("fitted.tsv")).featureCount())
          .isEqualTo(encoding == ClinicalFeaturesStep.Encoding.RAW ? 3 : 2);
    }
  }

  @Test
  void richFeaturesAreThePlainOnesAndMore() {
    column("age", 200, i -> i % 9 == 0 ? null : String.valueOf(40 + i % 23));
    column("smoker", 200, i -> String.valueOf(i % 2));
    column("stage", 200, i -> i % 4 == 0 ? "Stage I" : i % 4 == 1 ? "Stage IIA" : "Stage IIB");
    column("t", 200, i -> "T" + (1 + i % 3));
    column("site", 200, i -> i < 190 ? i < 110 ? "a" : "b" : i < 195 ? "c" : i < 199 ? "d" : "e");
    var plain = ClinicalFeatures.fit(table(), table().sampleIds(), false, notes::add);
    var rich = ClinicalFeatures.fit(table(), table().sampleIds(), true, notes::add);
    var few = ClinicalFeatures.transform(table(), plain, notes::add);
    var more = ClinicalFeatures.transform(table(), rich, notes::add);
    assertThat(few.featureIds())
        .containsExactly("age", "age=missing", "smoker", "stage", "t", "site=b", "site=other");
    assertThat(more.featureIds())
        .containsExactly(
            "age",
            "age^2",
            "age=missing",
            "smoker",
            "stage",
            "stage:substage",
            "t",
            "site=b",
            "site=c",
            "site=other");
    for (String feature : List.of("age", "age=missing", "smoker", "stage", "t", "site=b")) {
      assertThat(more.row(more.featureIndex(feature)))
          .isEqualTo(few.row(few.featureIndex(feature)));
    }
    double[] square = more.row(1);
    assertThat(square[0]).isZero();
    assertThat(IntStream.range(0, 200).mapToDouble(i -> square[i]).sum())
        .isCloseTo(0, within(1e-9));
    double[] substage = more.row(5);
    assertThat(substage[1]).isLessThan(substage[2]).isGreaterThan(substage[0]);
  }

  @Test
  void aStateWrittenBeforeThereWereRichFeaturesStillReads() throws IOException {
    String old =
        """
        {"columns": [{"name": "age", "kind": "NUMERIC", "mean": 50, "scale": 10, "levels": [],
          "other": [], "reference": [], "missing": false}], "fitSamples": 9}
        """;
    var state = Json.mapper().readValue(old, ClinicalFeatures.State.class);
    column("age", 2, i -> String.valueOf(60 + i));
    var found = ClinicalFeatures.transform(table(), state, notes::add);
    assertThat(found.row(0)).containsExactly(1, 1.1);
  }

  @Test
  void unknownLevelsAndLackingColumnsOfNewData() {
    column("gender", 40, i -> i < 25 ? "FEMALE" : "MALE");
    column("age", 40, i -> String.valueOf(50 + i));
    var state = ClinicalFeatures.fit(table(), table().sampleIds(), false, notes::add);
    columns.clear();
    column("gender", 3, i -> List.of("MALE", "OTHER", "FEMALE").get(i));
    var found = ClinicalFeatures.transform(table(), state, notes::add);
    assertThat(found.row(0)).containsExactly(1, 0, 0);
    assertThat(found.row(1)).containsOnly(0);
    assertThat(notes)
        .anyMatch(note -> note.contains("1 values of column gender"))
        .anyMatch(note -> note.contains("column age is not in the table"));
  }

  @Test
  void aRareLevelAloneGivesNoFeature() {
    column("gender", 100, i -> i < 4 ? "MALE" : "FEMALE");
    assertThatThrownBy(() -> ClinicalFeatures.fit(table(), table().sampleIds(), false, notes::add))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no column that varies");
  }
}
