package org.omicroutes.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.step.StepTester;

/** Against mofapy2's figures; see {@code src/test/oracle/mofa/ORIGIN.md}. */
class MofaOracleTest {
  @TempDir static Path dir;
  private static LabelledMatrix factors;

  @BeforeAll
  static void train() throws Exception {
    var step = StepTester.of(new MofaStep());
    for (String view : List.of("rna", "meth", "mut")) {
      step.in("view", view, Oracle.file("mofa/" + view + ".tsv.gz"));
    }
    step.param("factors", 8)
        .param("scaleViews", false)
        .param("bernoulliIntercepts", false)
        .param("tolerance", 1e-8)
        .out("out-factors", dir.resolve("factors.tsv"))
        .out("out-loadings", dir.resolve("loadings.tsv"))
        .out("out-r2", dir.resolve("r2.tsv"))
        .out("out-elbo", dir.resolve("elbo.tsv"))
        .run();
    factors = MatrixFiles.read(dir.resolve("factors.tsv"));
  }

  /** Samples × columns of a table, samples in the order of the factors. */
  private static RealMatrix reference(String file) throws Exception {
    Map<String, Map<String, Double>> table = Oracle.table(Oracle.file("mofa/" + file));
    double[][] rows = new double[factors.sampleCount()][];
    for (int s = 0; s < rows.length; s++) {
      rows[s] =
          table.get(factors.sampleIds().get(s)).values().stream()
              .mapToDouble(Double::doubleValue)
              .toArray();
    }
    return MatrixUtils.createRealMatrix(rows);
  }

  /** An orthonormal basis of the centred columns. */
  private static RealMatrix basis(RealMatrix m) {
    RealMatrix centred = m.copy();
    for (int j = 0; j < m.getColumnDimension(); j++) {
      double mean = Arrays.stream(m.getColumn(j)).average().orElseThrow();
      for (int i = 0; i < m.getRowDimension(); i++) {
        centred.addToEntry(i, j, -mean);
      }
    }
    return new SingularValueDecomposition(centred).getU();
  }

  /** Canonical correlations: singular values of the product of orthonormal bases. */
  private static double[] canonical(RealMatrix a, RealMatrix b) {
    RealMatrix product = basis(a).transpose().multiply(basis(b));
    return new SingularValueDecomposition(product).getSingularValues();
  }

  private static RealMatrix ours() {
    return MatrixUtils.createRealMatrix(factors.toSamplesByFeatures());
  }

  @Test
  void spansTheSameSubspaceAsMofapy2() throws Exception {
    assertThat(factors.featureCount()).isEqualTo(4);
    double[] found = canonical(ours(), reference("mofapy2_factors.tsv"));
    assertThat(found).hasSize(4);
    for (double correlation : found) {
      assertThat(correlation).isGreaterThanOrEqualTo(0.99);
    }
  }

  @Test
  void isAsCloseToTheTruthAsMofapy2() throws Exception {
    RealMatrix truth = reference("truth.tsv");
    double[] found = canonical(ours(), truth);
    double[] theirs = canonical(reference("mofapy2_factors.tsv"), truth);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isGreaterThanOrEqualTo(theirs[i] - 1e-3);
    }
  }

  @Test
  void explainsAsMuchOfEachView() throws Exception {
    var theirs = Oracle.table(Oracle.file("mofa/mofapy2_r2.tsv"));
    for (String line : Files.readAllLines(dir.resolve("r2.tsv"))) {
      String[] cells = line.split("\t");
      if (cells[1].equals("total")) {
        double expected =
            theirs.get(cells[0]).values().stream().mapToDouble(Double::doubleValue).sum();
        assertThat(Double.parseDouble(cells[2]))
            .as(cells[0])
            .isCloseTo(expected, within(cells[0].equals("mut") ? 0.03 : 0.02));
      }
    }
  }

  /**
   * The working values of zeros and ones depend on each trainer's own posterior variances, which
   * are wider in mofapy2 (it takes factors apart). Put through the same formula, with the bound at
   * the posterior means, both explain the same.
   */
  @Test
  void explainsAsMuchOfTheBernoulliViewByTheSameFormula() throws Exception {
    LabelledMatrix mut = MatrixFiles.read(Oracle.file("mofa/mut.tsv.gz"));
    double[][] weights = new double[mut.featureCount()][];
    for (String line : Files.readAllLines(dir.resolve("loadings.tsv"))) {
      String[] cells = line.split("\t");
      if (cells[0].equals("mut")) {
        weights[mut.featureIndex(cells[1])] =
            Arrays.stream(cells).skip(2).mapToDouble(Double::parseDouble).toArray();
      }
    }
    var table = Oracle.table(Oracle.file("mofa/mofapy2_weights_mut.tsv"));
    double[][] theirWeights = new double[weights.length][];
    for (int d = 0; d < weights.length; d++) {
      theirWeights[d] =
          table.get(mut.featureIds().get(d)).values().stream()
              .mapToDouble(Double::doubleValue)
              .toArray();
    }
    double theirs = workingR2(mut, theirWeights, reference("mofapy2_factors.tsv"));
    assertThat(workingR2(mut, weights, ours())).isCloseTo(theirs, within(0.02));
  }

  private static double workingR2(LabelledMatrix mut, double[][] weights, RealMatrix z) {
    double left = 0;
    double total = 0;
    for (int d = 0; d < weights.length; d++) {
      for (int n = 0; n < factors.sampleCount(); n++) {
        double y = mut.at(d, mut.sampleIndex(factors.sampleIds().get(n)));
        if (!Double.isNaN(y)) {
          double h = 0;
          for (int k = 0; k < weights[d].length; k++) {
            h += weights[d][k] * z.getEntry(n, k);
          }
          double working = (y - 0.5) / MofaBernoulliView.boundPrecision(Math.abs(h));
          left += (working - h) * (working - h);
          total += working * working;
        }
      }
    }
    return 1 - left / total;
  }

  @Test
  void theLowerBoundNeverDecreases() throws Exception {
    double before = Double.NEGATIVE_INFINITY;
    double factorsBefore = 0;
    for (var row : Oracle.table(dir.resolve("elbo.tsv")).values()) {
      double bound = row.get("elbo");
      if (row.get("factors") == factorsBefore) {
        assertThat(bound).isGreaterThanOrEqualTo(before - 1e-9 * Math.abs(before));
      }
      before = bound;
      factorsBefore = row.get("factors");
    }
    assertThat(before).isFinite();
  }
}
