package org.omicroutes.models.mmfn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.Json;
import org.omicroutes.models.Modality;
import org.omicroutes.models.Modality.Kind;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.mmfn.GenePreprocessing.Choice;
import org.omicroutes.neural.fusion.FusionInputs;

class MmfnPreprocessingTest {
  private static final double NA = Double.NaN;

  private final Map<String, double[]> clinical = new LinkedHashMap<>();
  private final Map<String, double[]> genes = new LinkedHashMap<>();

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "p" + i).toList();
  }

  private static Modality modality(Kind kind, List<String> ids, Map<String, double[]> rows) {
    return new Modality(
        kind,
        LabelledMatrix.of(
            List.copyOf(rows.keySet()),
            ids,
            rows.values().stream().map(double[]::clone).toArray(double[][]::new)));
  }

  /** All patients have both modalities. */
  private PatientData data(int patients) {
    Map<String, Modality> modalities = new LinkedHashMap<>();
    List<String> ids = ids(0, patients);
    if (!clinical.isEmpty()) {
      modalities.put("clinical", modality(Kind.CLINICAL, ids, clinical));
    }
    if (!genes.isEmpty()) {
      modalities.put("rna", modality(Kind.CONTINUOUS, ids, genes));
    }
    return new PatientData(ids, modalities);
  }

  private MmfnPreprocessing clinicalOnly(PatientData training) {
    return MmfnPreprocessing.fit(training, Arm.CLINICAL, null, 0, Choice.VARIABLE);
  }

  private static double[] none(int patients) {
    double[] labels = new double[patients];
    Arrays.fill(labels, NA);
    return labels;
  }

  @Test
  void numbersAreFilledWithTheMedianAndScaled() {
    clinical.put("age", new double[] {1, 2, 9, NA, 1000});
    PatientData data = data(5);
    MmfnPreprocessing fitted = clinicalOnly(data.select(ids(0, 4)));
    double[][] found = fitted.inputs(data).continuous();
    // 1, 2, 9 and their median 2: mean 3.5, squares 6.25 + 2.25 + 30.25 + 2.25.
    double sd = Math.sqrt(41 / 3.0);
    assertThat(found[0][0]).isCloseTo(-2.5 / sd, within(1e-12));
    assertThat(found[3][0]).isCloseTo(-1.5 / sd, within(1e-12));
    assertThat(found[4][0]).isEqualTo(5);
  }

  @Test
  void everyLevelOfARawCategoryHasACodeAndAnUnseenOneIsZero() {
    clinical.put("stage=I", new double[] {1, 0, 0, NA, 0, 0});
    clinical.put("stage=II", new double[] {0, 1, 1, NA, 0, 0});
    clinical.put("stage=IV", new double[] {0, 0, 0, NA, 0, 1});
    PatientData data = data(6);
    MmfnPreprocessing fitted = clinicalOnly(data.select(ids(0, 4)));
    int[][] codes = fitted.inputs(data).categories();
    // The missing one counts as the most frequent; no level, and a level nobody had, are unseen.
    assertThat(codes).isDeepEqualTo(new int[][] {{1}, {2}, {2}, {2}, {0}, {0}});
    assertThat(fitted.levels()).containsExactly(3);
    CategoryCodes stage = fitted.clinical().categories().get(0);
    assertThat(IntStream.range(0, 3).mapToObj(stage::level))
        .containsExactly("not seen in training", "I", "II");
  }

  @Test
  void allZerosAreALevelWhereAnEncodingLeavesOneOut() {
    clinical.put("site=b", new double[] {0, 1, 0, 0, 0});
    clinical.put("site=c", new double[] {0, 0, 1, 0, 0});
    clinical.put("male", new double[] {1, 0, 1, 1, 0});
    PatientData data = data(5);
    MmfnPreprocessing fitted = clinicalOnly(data.select(ids(0, 4)));
    assertThat(fitted.features())
        .containsExactly(
            new InputFeature("clinical", "site", InputFeature.Kind.CATEGORY),
            new InputFeature("clinical", "male", InputFeature.Kind.CATEGORY));
    assertThat(fitted.inputs(data).categories())
        .isDeepEqualTo(new int[][] {{3, 1}, {1, 2}, {2, 1}, {3, 1}, {3, 2}});
    assertThat(fitted.levels()).containsExactly(4, 3);
  }

  /** A reference patient has means over patients: the largest share is taken. */
  @Test
  void sharesGiveTheLevelOfTheLargest() {
    clinical.put("site=b", new double[] {0, 1, 0, 0.5, 0.2});
    clinical.put("site=c", new double[] {0, 0, 1, 0.3, 0.2});
    PatientData data = data(5);
    MmfnPreprocessing fitted = clinicalOnly(data.select(ids(0, 3)));
    assertThat(fitted.inputs(data).categories())
        .isDeepEqualTo(new int[][] {{3}, {1}, {2}, {1}, {3}});
  }

  @Test
  void whatDoesNotVaryIsLeftOut() {
    clinical.put("same", new double[] {3, 3, NA, 3});
    clinical.put("yes", new double[] {1, 1, 1, 0});
    clinical.put("unknown", new double[] {NA, NA, NA, 1});
    clinical.put("age", new double[] {1, 2, 3, 4});
    assertThat(clinicalOnly(data(4).select(ids(0, 3))).features())
        .extracting(InputFeature::feature)
        .containsExactly("age");
    clinical.remove("age");
    assertThatThrownBy(() -> clinicalOnly(data(4).select(ids(0, 3))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no variable of clinical that varies");
  }

  @ParameterizedTest
  @CsvSource({
    "initial_pathologic_dx_year,true",
    "year_of_diagnosis,true",
    "Year of Initial Pathologic Diagnosis,true",
    "days_to_last_followup,true",
    "last_contact_days_to,true",
    "form_completion_date=2014-5-1,true",
    "age_at_diagnosis,false",
    "pack_years_smoked,false",
    "age_in_years,false",
    "followed_by=surgeon,false",
    "histological_grade,false"
  })
  void theCalendarIsNoVariable(String name, boolean leftOut) {
    clinical.put("age", new double[] {1, 2, 3});
    clinical.put(name, name.contains("=") ? new double[] {0, 1, 1} : new double[] {4, 6, 5});
    ClinicalPreprocessing fitted = clinicalOnly(data(3)).clinical();
    assertThat(fitted.leftOut()).hasSize(leftOut ? 1 : 0);
    assertThat(fitted.continuous().size() + fitted.categories().size()).isEqualTo(leftOut ? 1 : 2);
  }

  @Test
  void wholeNumbersOfThisAndTheLastCenturyAreYears() {
    clinical.put("when", new double[] {1998, 2003, NA});
    clinical.put("cells", new double[] {1998.5, 2003, NA});
    assertThat(clinicalOnly(data(3)).clinical().leftOut()).containsExactly("when");
  }

  @Test
  void theRichClinicalModalityIsNotTaken() {
    clinical.put("age", new double[] {1, 2, 3});
    PatientData plain = data(3);
    PatientData rich =
        new PatientData(ids(0, 3), Map.of("clinical-rich", plain.modalities().get("clinical")));
    assertThatThrownBy(() -> clinicalOnly(rich))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no clinical modality");
  }

  private MmfnPreprocessing genomicOnly(PatientData training, double[] labels, int most) {
    return MmfnPreprocessing.fit(training, Arm.GENOMIC, labels, most, Choice.DIFFERENTIAL);
  }

  @Test
  void genesAreLoggedUnlessTheyAreAlready() {
    genes.put("a", new double[] {0, 3, 7, 100});
    genes.put("b", new double[] {1, 1, 3, NA});
    GenePreprocessing counts = genomicOnly(data(4), none(4), 10).genes();
    assertThat(counts.logged()).isTrue();
    // b is missing in a quarter.
    assertThat(counts.genes()).containsExactly("a");
    assertThat(counts.median()[0]).isCloseTo(2.5, within(1e-12));
    genes.put("a", new double[] {0, 3, 7, 20});
    assertThat(genomicOnly(data(4), none(4), 10).genes().logged()).isFalse();
    genes.put("a", new double[] {-0.1, 3, 7, 100});
    assertThat(genomicOnly(data(4), none(4), 10).genes().logged()).isFalse();
  }

  @Test
  void aGeneThatIsConstantOrOftenMissingIsLeftOutAndAFewMissingValuesAreTheMedian() {
    genes.put("constant", new double[] {2, 2, 2, 2, 2, 2});
    genes.put("seldom", new double[] {NA, 1, 2, 4, 8, 9});
    genes.put("often", new double[] {NA, NA, 2, 4, 8, 9});
    PatientData data = data(6);
    MmfnPreprocessing fitted = genomicOnly(data.select(ids(0, 5)), none(5), 10);
    assertThat(fitted.genes().genes()).containsExactly("seldom");
    assertThat(fitted.genes().median()).containsExactly(3);
    double[][] inputs = fitted.inputs(data).genes();
    assertThat(inputs[0][0]).isCloseTo((3 - 3.6) / Math.sqrt(7.3), within(1e-12));
  }

  @Test
  void theMostVariableGenesAreKept() {
    genes.put("little", new double[] {1, 2, 1, 2});
    genes.put("most", new double[] {-9, 2, 1, 2});
    genes.put("more", new double[] {-4, 2, 1, 2});
    assertThat(genomicOnly(data(4), none(4), 2).genes().genes()).containsExactly("most", "more");
  }

  @Test
  void onlyGenesThatDifferAreKeptWhereThereAreEnough() {
    int n = 60;
    Random random = new Random(1);
    double[] labels = new double[n];
    Arrays.setAll(labels, i -> i < 10 ? NA : i % 2);
    for (int g = 0; g < 100; g++) {
      double effect = g < 60 ? 2 : 0;
      genes.put(
          "g" + g,
          IntStream.range(0, n)
              .mapToDouble(i -> random.nextGaussian() + (i % 2) * effect)
              .toArray());
    }
    GenePreprocessing some = genomicOnly(data(n), labels, 1000).genes();
    assertThat(some.differential()).isTrue();
    assertThat(some.genes()).hasSizeBetween(60, 68).contains("g0", "g59");
    assertThat(genomicOnly(data(n), labels, 10).genes().genes()).hasSize(10);
    GenePreprocessing clearest =
        MmfnPreprocessing.fit(data(n), Arm.GENOMIC, labels, 60, Choice.CLEAREST).genes();
    assertThat(clearest.genes()).hasSize(60).contains("g0", "g59").doesNotContain("g99");
    IntStream.range(10, 60).forEach(g -> genes.put("g" + g, genes.get("g99")));
    GenePreprocessing all = genomicOnly(data(n), labels, 1000).genes();
    assertThat(all.differential()).isFalse();
    assertThat(all.genes()).hasSize(100);
  }

  @Test
  void whoeverLacksAModalityOrAGeneCountsAsTheTrainingPatients() {
    clinical.put("age", new double[] {1, 2, 9});
    clinical.put("male", new double[] {1, 1, 0});
    genes.put("a", new double[] {1, 2, 9});
    genes.put("b", new double[] {1, 5, 3});
    MmfnPreprocessing fitted =
        MmfnPreprocessing.fit(data(3), Arm.FUSION, none(3), 10, Choice.DIFFERENTIAL);
    PatientData nothing = new PatientData(List.of("x"), Map.of());
    FusionInputs inputs = fitted.inputs(nothing);
    assertThat(inputs.genes()).isDeepEqualTo(new double[][] {{0, 0}});
    assertThat(inputs.continuous()[0][0]).isCloseTo(-2 / Math.sqrt(19), within(1e-12));
    assertThat(inputs.categories()).isDeepEqualTo(new int[][] {{1}});
    assertThat(fitted.table(nothing)[0]).hasSize(4);

    genes.remove("a");
    clinical.remove("age");
    FusionInputs absent = fitted.inputs(data(3));
    assertThat(absent.genes()[0][0]).isCloseTo(-2 / Math.sqrt(19), within(1e-12));
    assertThat(absent.genes()[1][1]).isCloseTo(1, within(1e-12));
    assertThat(absent.continuous()).isDeepEqualTo(repeated(inputs.continuous()[0], 3));
  }

  private static double[][] repeated(double[] row, int times) {
    return IntStream.range(0, times).mapToObj(i -> row).toArray(double[][]::new);
  }

  @Test
  void otherPatientsChangeNothingAndWhatIsSavedIsTheSame(@TempDir Path folder) throws Exception {
    Random random = new Random(3);
    for (String gene : List.of("a", "b", "c")) {
      genes.put(gene, random.doubles(8, 0, 1000).toArray());
    }
    clinical.put("age", random.doubles(8, 30, 80).toArray());
    clinical.put("t=1", new double[] {0, 1, 0, 1, 0, 1, 1, 0});
    clinical.put("t=2", new double[] {1, 0, 1, 0, 1, 0, 0, 0});
    double[] labels = {1, 0, 1, 0, NA};
    MmfnPreprocessing first =
        MmfnPreprocessing.fit(
            data(8).select(ids(0, 5)), Arm.FUSION, labels, 2, Choice.DIFFERENTIAL);
    List<double[]> rows = new ArrayList<>(genes.values());
    rows.addAll(clinical.values());
    for (double[] row : rows) {
      double last = row[7];
      row[7] = row[5];
      row[5] = row[6];
      row[6] = -last;
    }
    MmfnPreprocessing second =
        MmfnPreprocessing.fit(
            data(8).select(ids(0, 5)), Arm.FUSION, labels, 2, Choice.DIFFERENTIAL);
    Json.write(folder.resolve("first.json"), first);
    Json.write(folder.resolve("second.json"), second);
    assertThat(folder.resolve("second.json")).hasSameBinaryContentAs(folder.resolve("first.json"));
    MmfnPreprocessing read = Json.read(folder.resolve("first.json"), MmfnPreprocessing.class);
    assertThat(read.table(data(8))).isDeepEqualTo(first.table(data(8)));
  }
}
