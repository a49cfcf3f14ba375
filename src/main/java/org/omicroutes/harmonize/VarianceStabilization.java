package org.omicroutes.harmonize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * DESeq2's variance stabilising transformation of RNA-seq counts, blind to any design (Love, Huber
 * and Anders, Genome Biology 2014, doi:10.1186/s13059-014-0550-8): size factors by the median of
 * ratios, gene-wise dispersions, their trend over the mean, then the transform of {@code count /
 * size factor} that the trend gives. Results are on a log2 scale.
 */
public final class VarianceStabilization {
  private static final double SUBSET_MIN_MEAN = 5;

  private VarianceStabilization() {}

  /**
   * What was learned, enough to transform one more sample alone.
   *
   * @param features genes in output order
   * @param logReferences log of each gene's reference for size factors; NaN where it is not used
   * @param trend the dispersion trend
   * @param fitSamples how many samples were fitted on
   */
  public record State(
      List<String> features, double[] logReferences, DispersionTrend trend, int fitSamples) {}

  /**
   * @param counts genes × fit samples, whole numbers ≥ 0; a gene with a missing (NaN) count gives
   *     neither size factors nor dispersions
   * @param shape of the dispersion trend; where it cannot be fitted, the next simpler one is
   * @param subset how many genes to fit the trend on, spread evenly over the range of means above
   *     5; 0 for all genes
   * @param note told of every fallback
   * @throws DataException where there are fewer than 2 samples, a sample has no counts, or no gene
   *     varies more than a Poisson variable
   */
  public static State fit(
      LabelledMatrix counts, DispersionTrend.Shape shape, int subset, Consumer<String> note) {
    if (counts.sampleCount() < 2) {
      throw DataException.of(
          counts.sampleCount() + " sample to fit on", "at least 2, to see how counts vary");
    }
    double[][] rows = counts.toArray();
    double[] references = references(counts, rows, note);
    double[] sizeFactors = SizeFactors.of(counts, rows, references);
    List<Gene> genes = subset(genes(rows, sizeFactors), subset, note);
    DispersionTrend trend = trend(rows, genes, sizeFactors, shape, note);
    return new State(counts.featureIds(), references, trend, counts.sampleCount());
  }

  private record Gene(int row, double mean) {}

  private static double[] references(
      LabelledMatrix counts, double[][] rows, Consumer<String> note) {
    double[] references = SizeFactors.logGeometricMeans(rows);
    for (double reference : references) {
      if (!Double.isNaN(reference)) {
        return references;
      }
    }
    note.accept("every gene has a zero or missing count: size factors from the counts above 0");
    return SizeFactors.logPositiveMeans(counts, rows);
  }

  /** Genes with some count and none missing. */
  private static List<Gene> genes(double[][] rows, double[] sizeFactors) {
    List<Gene> genes = new ArrayList<>();
    for (int g = 0; g < rows.length; g++) {
      double mean = GeneDispersions.baseMean(rows[g], sizeFactors);
      if (mean > 0) {
        genes.add(new Gene(g, mean));
      }
    }
    return genes;
  }

  private static List<Gene> subset(List<Gene> genes, int wanted, Consumer<String> note) {
    if (wanted == 0) {
      return genes;
    }
    List<Gene> expressed =
        genes.stream()
            .filter(gene -> gene.mean() > SUBSET_MIN_MEAN)
            .sorted(Comparator.comparingDouble(Gene::mean))
            .toList();
    if (expressed.size() < wanted) {
      note.accept(
          expressed.size()
              + " genes have a mean normalized count above 5, fewer than "
              + wanted
              + ": the dispersion trend is fitted on all genes");
      return genes;
    }
    List<Gene> spread = new ArrayList<>(wanted);
    double step = wanted == 1 ? 0 : (expressed.size() - 1.0) / (wanted - 1);
    for (int i = 0; i < wanted; i++) {
      spread.add(expressed.get((int) Math.rint(1 + i * step) - 1));
    }
    return spread;
  }

  private static DispersionTrend trend(
      double[][] rows,
      List<Gene> genes,
      double[] sizeFactors,
      DispersionTrend.Shape shape,
      Consumer<String> note) {
    GeneDispersions estimator = new GeneDispersions(sizeFactors);
    double[] dispersions = new double[genes.size()];
    double[] means = new double[genes.size()];
    for (int g = 0; g < means.length; g++) {
      means[g] = genes.get(g).mean();
      dispersions[g] = estimator.estimate(rows[genes.get(g).row()]);
    }
    if (Arrays.stream(dispersions).noneMatch(d -> d > DispersionTrend.NOTEWORTHY)) {
      throw DataException.of(
          "no gene whose counts vary more than by chance alone (all dispersions up to 1e-6)",
          "read counts of different samples");
    }
    if (shape == DispersionTrend.Shape.PARAMETRIC) {
      Optional<DispersionTrend> fitted = DispersionTrend.parametric(means, dispersions);
      if (fitted.isPresent()) {
        return fitted.get();
      }
      note.accept("the dispersions do not follow a + b/mean: a local regression is fitted to them");
    }
    if (shape != DispersionTrend.Shape.MEAN) {
      Optional<LocalTrend> fitted = LocalTrend.fit(means, dispersions, rows, sizeFactors);
      if (fitted.isPresent()) {
        return new DispersionTrend(DispersionTrend.LOCAL, 0, 0, fitted.get());
      }
      note.accept("too few genes for a local regression: one mean dispersion is used for all");
    }
    return DispersionTrend.mean(dispersions);
  }

  /**
   * Transforms samples with a fitted state; each sample on its own.
   *
   * @param counts genes × samples; a missing count, or a fitted gene that is lacking, gives NaN
   * @param note told of genes that are lacking or left out
   * @return fitted genes × samples, log2 scale
   */
  public static LabelledMatrix transform(
      LabelledMatrix counts, State state, Consumer<String> note) {
    double[][] rows = FeatureAlignment.rows(counts, state.features(), note);
    double[] sizeFactors = SizeFactors.of(counts, rows, state.logReferences());
    DoubleUnaryOperator stabilizer = state.trend().stabilizer();
    for (double[] row : rows) {
      for (int s = 0; s < row.length; s++) {
        row[s] = stabilizer.applyAsDouble(row[s] / sizeFactors[s]);
      }
    }
    return LabelledMatrix.of(state.features(), counts.sampleIds(), rows);
  }

  /** The size factors that {@link #transform} divides by, in sample order. */
  public static double[] sizeFactors(LabelledMatrix counts, State state) {
    double[][] rows = FeatureAlignment.rows(counts, state.features(), text -> {});
    return SizeFactors.of(counts, rows, state.logReferences());
  }
}
