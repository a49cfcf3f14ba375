package org.omicroutes.harmonize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

/** Against DESeq2 (src/test/oracle/vst/make.R). */
class VarianceStabilizationTest {
  private static final String DATA = "simulated, 2000 genes × 60 samples";
  private static LabelledMatrix counts;
  private final List<String> notes = new ArrayList<>();

  @BeforeAll
  static void read() throws IOException {
    counts = matrix("counts");
  }

  private static LabelledMatrix matrix(String name) throws IOException {
    return MatrixFiles.read(Path.of("src/test/oracle/vst", name + ".tsv.gz"));
  }

  private static Agreement agreement(String function, String data) {
    return Agreement.of("vst", "vst", "DESeq2", function, data);
  }

  private LabelledMatrix run(LabelledMatrix data, boolean parametric, int subset) {
    var state = VarianceStabilization.fit(data, parametric, subset, notes::add);
    return VarianceStabilization.transform(data, state, notes::add);
  }

  @Test
  void sizeFactorsAreDeseq2s() throws IOException {
    var expected = Frozen.read("vst/sizefactors.tsv");
    var state = VarianceStabilization.fit(counts, false, 0, notes::add);
    agreement("estimateSizeFactors", DATA)
        .absolute(
            "size factors",
            VarianceStabilization.sizeFactors(counts, state),
            expected.numbers("factor"),
            1e-9);
    assertThat(notes).isEmpty();
  }

  @Test
  void withAZeroInEveryGeneSizeFactorsAreDeseq2sPoscounts() throws IOException {
    var some = counts.selectFeatures(counts.featureIds().subList(101, 400));
    double[][] rows = some.toArray();
    agreement("estimateSizeFactors(type = \"poscounts\")", "simulated, 299 genes × 60 samples")
        .absolute(
            "size factors",
            SizeFactors.of(some, rows, SizeFactors.logPositiveMeans(some, rows)),
            Frozen.read("vst/sizefactors.tsv").numbers("poscounts"),
            1e-9);
  }

  @Test
  void geneWiseDispersionsAreDeseq2s() throws IOException {
    double[] expected = Frozen.read("vst/dispersions.tsv.gz").numbers("dispersion");
    double[][] rows = counts.toArray();
    double[] factors = SizeFactors.of(counts, rows, SizeFactors.logGeometricMeans(rows));
    var estimator = new GeneDispersions(factors);
    double[] found = new double[expected.length];
    for (int g = 0; g < rows.length; g++) {
      found[g] = Double.isNaN(expected[g]) ? Double.NaN : estimator.estimate(rows[g]);
    }
    int[] estimated = IntStream.range(0, found.length).filter(g -> expected[g] > 1e-6).toArray();
    assertThat(estimated).hasSizeGreaterThan(1800);
    agreement("estimateDispersionsGeneEst", DATA)
        .absolute(
            "log gene-wise dispersions above 1e-6",
            logs(found, estimated),
            logs(expected, estimated),
            1e-6);
    // Below, both stop at the lower bound, or short of it.
    for (int g = 0; g < found.length; g++) {
      if (expected[g] <= 1e-6) {
        assertThat(found[g]).isLessThan(2e-6);
      }
    }
  }

  private static double[] logs(double[] values, int[] which) {
    return Arrays.stream(which).mapToDouble(g -> Math.log(values[g])).toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "parametric,0,parametric_all",
    "parametric,1000,parametric_1000",
    "mean,0,mean_all",
    "mean,1000,mean_1000"
  })
  void trendAndTransformAreDeseq2s(String type, int subset, String name) throws IOException {
    String function =
        (subset == 0 ? "varianceStabilizingTransformation" : "vst")
            + "(fitType = \"%s\")".formatted(type);
    var agreement = agreement(function, DATA);
    var expected = matrix(name);
    var trend = Frozen.read("vst/trend.tsv").where("fit", name);

    var state = VarianceStabilization.fit(counts, type.equals("parametric"), subset, notes::add);
    assertThat(state.trend().fitType()).isEqualTo(type);
    agreement.close(
        "dispersion trend, own fit",
        new double[] {state.trend().asymptotic(), state.trend().extraPoisson()},
        new double[] {trend.number("asymptotic"), trend.number("extraPoisson")},
        1e-6);
    var found = VarianceStabilization.transform(counts, state, notes::add);
    agreement.absolute("transformed values, own fit", found, expected, 1e-6);

    var theirs =
        new DispersionTrend(type, trend.number("asymptotic"), trend.number("extraPoisson"));
    var given =
        new VarianceStabilization.State(state.features(), state.logReferences(), theirs, 60);
    agreement.absolute(
        "transformed values, the reference's trend",
        VarianceStabilization.transform(counts, given, notes::add),
        expected,
        1e-7);
    assertThat(notes).isEmpty();
  }

  @Test
  void fewGenesOneWithoutCountsAndOneWithHugeCounts() throws IOException {
    agreement("varianceStabilizingTransformation", "150 genes × 12, counts 0 to 2147483647")
        .absolute(
            "transformed values, own fit",
            run(matrix("small"), true, 1000),
            matrix("small_expected"),
            1e-6);
    assertThat(notes).singleElement().asString().contains("fitted on all genes");
  }

  @Test
  void aZeroInEveryGene() throws IOException {
    agreement("varianceStabilizingTransformation", "150 genes × 12, a zero in each, poscounts")
        .absolute(
            "transformed values, own fit",
            run(matrix("zeros"), true, 0),
            matrix("zeros_expected"),
            1e-6);
    assertThat(notes).singleElement().asString().contains("every gene has a zero");
  }

  @Test
  void countsThatDoNotVaryHaveNoTrend() throws IOException {
    var constant = matrix("constant");
    for (boolean parametric : new boolean[] {true, false}) {
      assertThatThrownBy(() -> run(constant, parametric, 0))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("vary more than by chance alone");
    }
  }

  @Test
  void aSampleIsTransformedAloneAsItIsAmongOthers() {
    var state = VarianceStabilization.fit(counts, true, 0, notes::add);
    var all = VarianceStabilization.transform(counts, state, notes::add);
    var one = counts.selectSamples(List.of("s17"));
    var alone = VarianceStabilization.transform(one, state, notes::add);
    assertThat(alone.column(0)).isEqualTo(all.column(all.sampleIndex("s17")));
  }

  @Test
  void lackingAndUnknownGenesAreSaid() {
    var state = VarianceStabilization.fit(counts, false, 0, notes::add);
    var genes = new ArrayList<>(counts.featureIds().subList(0, 1500));
    var some = counts.selectFeatures(genes);
    genes.set(0, "stranger");
    var renamed = LabelledMatrix.of(genes, some.sampleIds(), some.toArray());
    var found = VarianceStabilization.transform(renamed, state, notes::add);
    assertThat(found.featureIds()).isEqualTo(counts.featureIds());
    assertThat(found.at(1999, 0)).isNaN();
    assertThat(found.at(0, 0)).isNaN();
    assertThat(found.at(1, 0)).isFinite();
    assertThat(notes).hasSize(2).first().asString().contains("501 of 2000");
  }

  @Test
  void aSampleWithoutCountsIsNamed() {
    var state = VarianceStabilization.fit(counts, false, 0, notes::add);
    var empty =
        LabelledMatrix.of(
            counts.featureIds(), List.of("blank"), new double[counts.featureCount()][1]);
    assertThatThrownBy(() -> VarianceStabilization.transform(empty, state, notes::add))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column blank");
  }

  @Test
  void aSampleWithoutCountsAmongTheFittedOnesIsNamed() {
    double[][] rows = counts.selectSamples(List.of("s01", "s02", "s03", "s04")).toArray();
    for (double[] row : rows) {
      row[2] = 0;
    }
    var blank = LabelledMatrix.of(counts.featureIds(), List.of("a", "b", "blank", "d"), rows);
    assertThatThrownBy(() -> VarianceStabilization.fit(blank, true, 0, notes::add))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column blank");
  }

  @Test
  void whereTheTrendDoesNotFitTheMeanIsUsedAndSaid() throws IOException {
    var rising = matrix("rising");
    var found = run(rising, true, 0);
    assertThat(notes).singleElement().asString().contains("a + b/mean");
    agreement(
            "varianceStabilizingTransformation(fitType = \"mean\")",
            "100 genes × 12, dispersion rising with the mean")
        .absolute("transformed values, own fit", found, matrix("rising_mean_expected"), 1e-6);
    double local = Difference.largest(matrix("rising_expected"), found);
    assertThat(local).isBetween(0.05, 2.0);
    Agreement.disagreement(
        "vst",
        "transformed values where a + b/mean does not fit, 100 genes × 12",
        String.format(
            Locale.ROOT, "largest difference of mean trend from DESeq2's local trend %.4f", local),
        "DESeq2 falls back to a local regression (locfit) with a message; here the mean dispersion"
            + " (its fitType mean) is used, with a note.");
  }
}
