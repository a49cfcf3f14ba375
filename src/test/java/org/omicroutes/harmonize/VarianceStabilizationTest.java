package org.omicroutes.harmonize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.harmonize.DispersionTrend.Shape;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;
import org.omicroutes.step.StepTester;

/** Against DESeq2 (src/test/oracle/vst/make.R). */
class VarianceStabilizationTest {
  private static final String DATA = "simulated, 2000 genes × 60 samples";
  private static final String RISING = "100 genes × 12, dispersion rising with the mean";
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

  private LabelledMatrix run(LabelledMatrix data, Shape shape, int subset) {
    var state = VarianceStabilization.fit(data, shape, subset, notes::add);
    return VarianceStabilization.transform(data, state, notes::add);
  }

  @Test
  void sizeFactorsAreDeseq2s() throws IOException {
    var expected = Frozen.read("vst/sizefactors.tsv");
    var state = VarianceStabilization.fit(counts, Shape.MEAN, 0, notes::add);
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

    var state =
        VarianceStabilization.fit(
            counts, Shape.valueOf(type.toUpperCase(Locale.ROOT)), subset, notes::add);
    assertThat(state.trend().fitType()).isEqualTo(type);
    agreement.close(
        "dispersion trend, own fit",
        new double[] {state.trend().asymptotic(), state.trend().extraPoisson()},
        new double[] {trend.number("asymptotic"), trend.number("extraPoisson")},
        1e-6);
    var found = VarianceStabilization.transform(counts, state, notes::add);
    agreement.absolute("transformed values, own fit", found, expected, 1e-6);

    var theirs =
        new DispersionTrend(type, trend.number("asymptotic"), trend.number("extraPoisson"), null);
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
            run(matrix("small"), Shape.PARAMETRIC, 1000),
            matrix("small_expected"),
            1e-6);
    assertThat(notes).singleElement().asString().contains("fitted on all genes");
  }

  @Test
  void aZeroInEveryGene() throws IOException {
    agreement("varianceStabilizingTransformation", "150 genes × 12, a zero in each, poscounts")
        .absolute(
            "transformed values, own fit",
            run(matrix("zeros"), Shape.PARAMETRIC, 0),
            matrix("zeros_expected"),
            1e-6);
    assertThat(notes).singleElement().asString().contains("every gene has a zero");
  }

  @Test
  void countsThatDoNotVaryHaveNoTrend() throws IOException {
    var constant = matrix("constant");
    for (Shape shape : Shape.values()) {
      assertThatThrownBy(() -> run(constant, shape, 0))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("vary more than by chance alone");
    }
  }

  @Test
  void aSampleIsTransformedAloneAsItIsAmongOthers() {
    var state = VarianceStabilization.fit(counts, Shape.PARAMETRIC, 0, notes::add);
    var all = VarianceStabilization.transform(counts, state, notes::add);
    var one = counts.selectSamples(List.of("s17"));
    var alone = VarianceStabilization.transform(one, state, notes::add);
    assertThat(alone.column(0)).isEqualTo(all.column(all.sampleIndex("s17")));
  }

  @Test
  void lackingAndUnknownGenesAreSaid() {
    var state = VarianceStabilization.fit(counts, Shape.MEAN, 0, notes::add);
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

  @ParameterizedTest
  @ValueSource(strings = {"7.5", "-1"})
  void aCountThatIsNoneIsNamedWithItsPlace(String cell, @TempDir Path dir) throws IOException {
    Path file =
        Files.writeString(dir.resolve("c.tsv"), "gene\ts1\ts2\ng1\t3\t4\ng2\t5\t" + cell + "\n");
    var step = StepTester.of(new VstStep()).in("counts", file).out("out", dir.resolve("out.tsv"));
    assertThatThrownBy(step::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 3, column s2")
        .hasMessageContaining(cell);
  }

  @Test
  void aSampleWithoutCountsIsNamed() {
    var state = VarianceStabilization.fit(counts, Shape.MEAN, 0, notes::add);
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
    assertThatThrownBy(() -> VarianceStabilization.fit(blank, Shape.PARAMETRIC, 0, notes::add))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column blank");
  }

  @ParameterizedTest
  @CsvSource({"LOCAL,0,local_all", "LOCAL,1000,local_1000"})
  void localTrendAndItsTransformAreDeseq2s(Shape shape, int subset, String name)
      throws IOException {
    String function = subset == 0 ? "varianceStabilizingTransformation" : "vst";
    var agreement = agreement(function + "(fitType = \"local\")", DATA);
    var trend = VarianceStabilization.fit(counts, shape, subset, notes::add).trend();
    assertThat(trend.fitType()).isEqualTo("local");
    var curve = Frozen.read("vst/local_trend.tsv");
    agreement.absolute(
        "log dispersion trend, means 0.01 to 1e6",
        Arrays.stream(curve.numbers("mean"))
            .map(mean -> trend.local().logDispersion().predict(Math.log(mean)))
            .toArray(),
        curve.numbers(name),
        1e-5);
    agreement.absolute(
        "transformed values, own fit", run(counts, shape, subset), matrix(name), 1e-5);
    assertThat(notes).isEmpty();
  }

  @Test
  void whereTheTrendDoesNotFitALocalOneIsUsedAndSaid() throws IOException {
    var rising = matrix("rising");
    agreement("varianceStabilizingTransformation", RISING)
        .absolute(
            "transformed values, own fit, local by fallback",
            run(rising, Shape.PARAMETRIC, 0),
            matrix("rising_expected"),
            1e-5);
    assertThat(notes).singleElement().asString().contains("a + b/mean");
    agreement("varianceStabilizingTransformation(fitType = \"mean\")", RISING)
        .absolute(
            "transformed values, own fit",
            run(rising, Shape.MEAN, 0),
            matrix("rising_mean_expected"),
            1e-6);
  }

  @Test
  void tooFewGenesForALocalTrendUseTheMean() throws IOException {
    var few = matrix("rising").selectFeatures(List.of("g010", "g050", "g090"));
    var state = VarianceStabilization.fit(few, Shape.LOCAL, 0, notes::add);
    assertThat(state.trend().fitType()).isEqualTo("mean");
    assertThat(notes).singleElement().asString().contains("too few genes");
  }

  @Test
  void aLocalTransformGoesOnBeyondTheFittedCounts() {
    var state = VarianceStabilization.fit(counts, Shape.LOCAL, 0, notes::add);
    var stabilizer = state.trend().stabilizer();
    double largest = state.trend().local().largest();
    double before = stabilizer.applyAsDouble(0);
    for (double count = 1; count < 1e4 * largest; count *= 1.5) {
      double next = stabilizer.applyAsDouble(count);
      assertThat(next).isBetween(before, before + 2);
      before = next;
    }
  }
}
