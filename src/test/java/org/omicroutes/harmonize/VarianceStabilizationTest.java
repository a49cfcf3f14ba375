package org.omicroutes.harmonize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.formats.TableFiles;

/** Against DESeq2 (src/test/oracle/vst/make.R). */
class VarianceStabilizationTest {
  private static LabelledMatrix counts;
  private final List<String> notes = new ArrayList<>();

  @BeforeAll
  static void read() throws IOException {
    counts = Oracle.matrix("vst", "counts.tsv.gz");
  }

  @Test
  void sizeFactorsAreDeseq2s() throws IOException {
    var state = VarianceStabilization.fit(counts, false, 0, notes::add);
    assertFactors(VarianceStabilization.sizeFactors(counts, state), "factor");
    assertThat(notes).isEmpty();
  }

  @Test
  void withAZeroInEveryGeneSizeFactorsAreDeseq2sPoscounts() throws IOException {
    var some = counts.selectFeatures(counts.featureIds().subList(101, 400));
    double[][] rows = some.toArray();
    double[] factors = SizeFactors.of(some, rows, SizeFactors.logPositiveMeans(some, rows));
    assertFactors(factors, "poscounts");
  }

  private static void assertFactors(double[] found, String column) throws IOException {
    SampleTable expected = TableFiles.readSamples(Oracle.file("vst", "sizefactors.tsv"));
    for (int s = 0; s < found.length; s++) {
      double factor = Double.parseDouble(expected.value(counts.sampleIds().get(s), column));
      assertThat(found[s]).isCloseTo(factor, within(1e-9));
    }
  }

  @Test
  void geneWiseDispersionsAreDeseq2s() throws IOException {
    var expected = Oracle.matrix("vst", "dispersions.tsv.gz");
    double[][] rows = counts.toArray();
    double[] factors = SizeFactors.of(counts, rows, SizeFactors.logGeometricMeans(rows));
    var estimator = new GeneDispersions(factors);
    int compared = 0;
    for (int g = 0; g < rows.length; g++) {
      double reference = expected.at(g, 0);
      if (!Double.isNaN(reference)) {
        double found = estimator.estimate(rows[g]);
        if (reference > 1e-6) {
          assertThat(Math.log(found / reference))
              .as(expected.featureIds().get(g) + " " + reference)
              .isCloseTo(0, within(1e-5));
          compared++;
        } else {
          assertThat(found).isLessThan(2e-6);
        }
      }
    }
    assertThat(compared).isGreaterThan(1800);
  }

  @ParameterizedTest
  @CsvSource({"parametric,0,all", "parametric,1000,1000", "mean,0,all", "mean,1000,1000"})
  void transformIsDeseq2sWithOurOwnFit(String type, int subset, String name) throws IOException {
    var state = VarianceStabilization.fit(counts, type.equals("parametric"), subset, notes::add);
    var found = VarianceStabilization.transform(counts, state, notes::add);
    assertThat(state.trend().fitType()).isEqualTo(type);
    double off = Oracle.difference(Oracle.matrix("vst", type + "_" + name + ".tsv.gz"), found);
    assertThat(off).isLessThan(1e-5);
    assertThat(notes).isEmpty();
  }

  @Test
  void trendCoefficientsAreDeseq2s() throws IOException {
    SampleTable expected = TableFiles.readSamples(Oracle.file("vst", "trend.tsv"));
    for (String type : expected.sampleIds()) {
      var trend =
          VarianceStabilization.fit(counts, type.equals("parametric"), 0, notes::add).trend();
      assertThat(trend.asymptotic())
          .isCloseTo(Double.parseDouble(expected.value(type, "asymptotic")), within(1e-6));
      assertThat(trend.extraPoisson())
          .isCloseTo(Double.parseDouble(expected.value(type, "extraPoisson")), within(1e-5));
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
  void orderOfSamplesAndGenesDoesNotMatter() {
    var state = VarianceStabilization.fit(counts, true, 0, notes::add);
    var genes = new ArrayList<>(counts.featureIds());
    Collections.reverse(genes);
    var samples = new ArrayList<>(counts.sampleIds());
    Collections.rotate(samples, 23);
    var turned = counts.selectFeatures(genes).selectSamples(samples);
    var other = VarianceStabilization.fit(turned, true, 0, notes::add);
    var found = VarianceStabilization.transform(turned, other, notes::add);
    assertThat(Oracle.difference(VarianceStabilization.transform(counts, state, notes::add), found))
        .isLessThan(1e-9);
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
  void whereTheTrendDoesNotFitTheMeanIsUsedAndSaid() {
    // Dispersion rises with the mean: the slope of the hyperbola comes out negative.
    double[][] rows = new double[60][40];
    var random = new Random(3);
    for (int g = 0; g < rows.length; g++) {
      double mean = 20 + 40 * g;
      for (int s = 0; s < rows[g].length; s++) {
        double spread = 0.05 + g / 100.0;
        rows[g][s] = Math.max(1, Math.rint(mean * Math.exp(spread * random.nextGaussian())));
      }
    }
    var names = IntStream.range(0, 60).mapToObj(i -> "g" + i).toList();
    var matrix = LabelledMatrix.of(names, counts.sampleIds().subList(0, 40), rows);
    var state = VarianceStabilization.fit(matrix, true, 0, notes::add);
    assertThat(state.trend().fitType()).isEqualTo("mean");
    assertThat(notes).anyMatch(note -> note.contains("a + b/mean"));
  }
}
