package org.omicroutes.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;
import org.omicroutes.step.StepTester;

/** Against mofapy2's figures; see {@code src/test/oracle/mofa/ORIGIN.md}. */
class MofaOracleTest {
  private static final List<String> VIEWS = List.of("rna", "meth", "mut");
  private static final String DATA = "simulated, 120 samples, views of 150, 100 and 60 features";

  @TempDir static Path dir;

  /** Factors and loadings by view, whoever found them. */
  private record Solution(RealMatrix factors, Map<String, RealMatrix> loadings) {}

  private static final Map<String, LabelledMatrix> DATA_OF = new LinkedHashMap<>();
  private static List<String> samples;
  private static Solution ours;
  private static Solution theirs;

  @BeforeAll
  static void train() throws Exception {
    var step = StepTester.of(new MofaStep());
    for (String view : VIEWS) {
      Path file = Frozen.path("mofa/" + view + ".tsv.gz");
      DATA_OF.put(view, MatrixFiles.read(file));
      step.in("view", view, file);
    }
    step.param("factors", 8)
        .param("scaleViews", false)
        .param("tolerance", 1e-8)
        .out("out-factors", dir.resolve("factors.tsv"))
        .out("out-loadings", dir.resolve("loadings.tsv"))
        .out("out-r2", dir.resolve("r2.tsv"))
        .out("out-elbo", dir.resolve("elbo.tsv"))
        .run();
    LabelledMatrix factors = MatrixFiles.read(dir.resolve("factors.tsv"));
    samples = factors.sampleIds();
    Map<String, RealMatrix> loadings = new LinkedHashMap<>();
    Map<String, RealMatrix> reference = new LinkedHashMap<>();
    Frozen table = Frozen.of(dir.resolve("loadings.tsv"));
    for (String view : VIEWS) {
      Frozen own = table.where("view", view);
      assertThat(own.texts("feature")).isEqualTo(DATA_OF.get(view).featureIds());
      loadings.put(view, MatrixUtils.createRealMatrix(own.matrix(factors.featureIds())));
      LabelledMatrix frozen =
          MatrixFiles.read(Frozen.path("mofa/mofapy2_weights_" + view + ".tsv"));
      assertThat(frozen.featureIds()).isEqualTo(DATA_OF.get(view).featureIds());
      reference.put(view, MatrixUtils.createRealMatrix(frozen.toArray()));
    }
    ours = new Solution(MatrixUtils.createRealMatrix(factors.toSamplesByFeatures()), loadings);
    theirs = new Solution(bySample("mofapy2_factors.tsv"), reference);
  }

  /** Samples × columns of a table, samples in the order of our factors. */
  private static RealMatrix bySample(String file) throws Exception {
    LabelledMatrix table = MatrixFiles.read(Frozen.path("mofa/" + file));
    return MatrixUtils.createRealMatrix(table.selectFeatures(samples).toArray());
  }

  private static Agreement mofapy2() {
    return Agreement.of("mofa", "mofa", "mofapy2", "", DATA);
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

  @Test
  void spansTheSameSubspaceAsMofapy2() {
    double[] found = canonical(ours.factors, theirs.factors);
    assertThat(ours.factors.getColumnDimension()).isEqualTo(4);
    assertThat(found).hasSize(4);
    mofapy2().atLeast("canonical correlations of the factors", found, 0.99);
  }

  @Test
  void isAsCloseToTheTruthAsMofapy2() throws Exception {
    RealMatrix truth = bySample("truth.tsv");
    double[] found = canonical(ours.factors, truth);
    double[] reference = canonical(theirs.factors, truth);
    double[] gain = new double[found.length];
    Arrays.setAll(gain, i -> found[i] - reference[i]);
    mofapy2()
        .atLeast("canonical correlations with the true factors, ours less mofapy2's", gain, -1e-3);
  }

  @Test
  void explainsAsMuchOfEachView() throws Exception {
    LabelledMatrix printed = MatrixFiles.read(Frozen.path("mofa/mofapy2_r2.tsv"));
    Frozen r2 = Frozen.of(dir.resolve("r2.tsv"));
    for (String view : VIEWS) {
      double total = r2.where("view", view).where("factor", "total").number("r2");
      // mofapy2 printed the shares of single factors; their sum is the total of uncorrelated ones.
      double sum = Arrays.stream(printed.row(printed.featureIndex(view))).sum();
      double same = r2(view, theirs, false)[4];
      mofapy2()
          .absolute(
              "R² of view " + view + ", values that are there, of our and of mofapy2's factors",
              new double[] {total},
              new double[] {same},
              0.02)
          .absolute(
              "R² of view " + view + ", single factors summed, mofapy2's formula",
              new double[] {Arrays.stream(r2(view, ours, true)).limit(4).sum()},
              new double[] {sum},
              0.02);
    }
  }

  /**
   * mofapy2 puts the working value of a 0 where a value of a view of zeros and ones is missing, and
   * predicts 0 there: by that formula its own factors give what it printed, and otherwise more.
   */
  @Test
  void mofapy2CountsMissingZerosAndOnesAsUnexplained() throws Exception {
    LabelledMatrix printed = MatrixFiles.read(Frozen.path("mofa/mofapy2_r2.tsv"));
    double[] row = printed.row(printed.featureIndex("mut"));
    double[] again = r2("mut", theirs, true);
    // mofapy2's bound is not quite at the posterior means, from which this is computed.
    assertThat(Arrays.copyOf(again, 4)).usingComparatorWithPrecision(1e-3).containsExactly(row);
    double there = r2("mut", theirs, false)[4];
    double total =
        Frozen.of(dir.resolve("r2.tsv")).where("view", "mut").where("factor", "total").number("r2");
    double sum = Arrays.stream(row).sum();
    assertThat(there).isGreaterThan(sum + 0.01);
    Agreement.disagreement(
        "mofa",
        "R² of a view of zeros and ones, 6 of 120 samples without it",
        String.format(
            Locale.ROOT,
            "mofapy2 prints %.4f; its factors give %.4f over the values that are there; ours %.4f",
            sum,
            there,
            total),
        "Values that are there. mofapy2 counts a missing value as a 0 that nothing explains.");
  }

  /**
   * Shares of variance explained, of each factor alone and then of all.
   *
   * @param missingToo mofapy2's formula: a missing zero or one counts as a zero that is predicted
   *     by nothing
   */
  private static double[] r2(String view, Solution solution, boolean missingToo) {
    LabelledMatrix data = DATA_OF.get(view).selectSamples(samples);
    RealMatrix z = solution.factors;
    RealMatrix w = solution.loadings.get(view);
    int factors = z.getColumnDimension();
    double[] left = new double[factors + 1];
    double total = 0;
    for (int d = 0; d < data.featureCount(); d++) {
      double[] h = w.getRowMatrix(d).multiply(z.transpose()).getRow(0);
      double[] y = target(data.row(d), h, view.equals("mut"), missingToo);
      for (int n = 0; n < y.length; n++) {
        boolean missing = Double.isNaN(data.at(d, n));
        if (!missing || missingToo) {
          total += y[n] * y[n];
          for (int k = 0; k <= factors; k++) {
            double fitted = k == factors ? h[n] : w.getEntry(d, k) * z.getEntry(n, k);
            double residual = y[n] - (missing ? 0 : fitted);
            left[k] += residual * residual;
          }
        }
      }
    }
    double all = total;
    return Arrays.stream(left).map(l -> 1 - l / all).toArray();
  }

  /** Real values, or working values of Jaakkola's bound at h, less their mean. */
  private static double[] target(double[] row, double[] h, boolean bits, boolean missingToo) {
    double[] y = row.clone();
    for (int n = 0; n < y.length && bits; n++) {
      double value = Double.isNaN(row[n]) && missingToo ? 0 : row[n];
      double half = Math.abs(h[n]) / 2;
      y[n] = (value - 0.5) * (half < 1e-9 ? 4 : 4 * half / Math.tanh(half));
    }
    double mean = Arrays.stream(y).filter(v -> !Double.isNaN(v)).average().orElseThrow();
    return Arrays.stream(y).map(v -> Double.isNaN(v) ? 0 : v - mean).toArray();
  }

  @Test
  void theLowerBoundNeverDecreases() throws Exception {
    Frozen elbo = Frozen.of(dir.resolve("elbo.tsv"));
    double[] bound = elbo.numbers("elbo");
    double[] factors = elbo.numbers("factors");
    for (int i = 1; i < bound.length; i++) {
      if (factors[i] == factors[i - 1]) {
        assertThat(bound[i]).isGreaterThanOrEqualTo(bound[i - 1] - 1e-9 * Math.abs(bound[i - 1]));
      }
    }
    assertThat(bound[bound.length - 1]).isFinite();
  }
}
