package org.omicroutes.harmonize;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SampleTable;

/**
 * ComBat: batch effects in mean and scale, estimated feature by feature and shrunk by empirical
 * Bayes over the features of a batch (Johnson, Li and Rabinovic, Biostatistics 2007,
 * doi:10.1093/biostatistics/kxj037), with the conventions of sva's {@code ComBat}. The fitted state
 * adjusts samples of known batches that were not fitted on.
 */
public final class Combat {
  private Combat() {}

  /**
   * How to fit.
   *
   * @param reference the batch that the others are brought to and that itself stays as it is; null
   *     for the average of all
   * @param meanOnly whether to leave scales alone
   * @param parametric whether priors are normal and inverse gamma, or the empirical distributions
   * @param smallBatchesMeanOnly what to do with a batch of one fit sample: adjust that batch in
   *     mean only, or refuse
   * @param skipUnknown whether samples without a fitted batch are left as they are, or refused
   */
  public record Settings(
      String reference,
      boolean meanOnly,
      boolean parametric,
      boolean smallBatchesMeanOnly,
      boolean skipUnknown) {}

  /**
   * The fitted adjustment. Arrays over features hold 0 (or 1 for scales) where {@code adjusted} is
   * false.
   *
   * @param features in output order
   * @param batches fitted ones, ascending
   * @param reference the reference batch or null
   * @param covariates of the linear model
   * @param adjusted per feature: whether it is adjusted at all
   * @param mean per feature: grand mean
   * @param scale per feature: pooled standard deviation
   * @param effects term × feature: effects of the covariates
   * @param shift batch × feature: additive batch effect, in pooled standard deviations
   * @param spread batch × feature: multiplicative batch effect, a variance ratio
   */
  public record State(
      List<String> features,
      List<String> batches,
      String reference,
      CovariateDesign covariates,
      boolean[] adjusted,
      double[] mean,
      double[] scale,
      double[][] effects,
      double[][] shift,
      double[][] spread) {}

  /**
   * Fits on all samples of a matrix.
   *
   * @param matrix features × fit samples; missing values (NaN) are left out feature by feature
   * @param batches the column {@code batch}, or the only one
   * @param covariates to be kept while batches are removed; null for none
   * @param note told of everything that is left out
   * @throws DataException naming a batch with one sample, a sample without batch, or a covariate
   *     that is confounded with batch
   */
  public static State fit(
      LabelledMatrix matrix,
      SampleTable batches,
      SampleTable covariates,
      Settings settings,
      Consumer<String> note) {
    return new CombatFit(matrix, batches, covariates, settings, note).fit();
  }

  /**
   * Adjusts samples with a fitted state, each on its own.
   *
   * @param matrix features × samples; missing stays missing, a lacking fitted feature is missing
   * @param covariates null, a lacking sample or a missing value: an average sample
   * @param skipUnknown whether samples without a fitted batch are left as they are, with a note
   * @throws DataException naming a sample without a fitted batch, unless these are skipped
   */
  public static LabelledMatrix transform(
      LabelledMatrix matrix,
      SampleTable batches,
      SampleTable covariates,
      State state,
      boolean skipUnknown,
      Consumer<String> note) {
    double[][] rows = FeatureAlignment.rows(matrix, state.features(), note);
    List<String> samples = matrix.sampleIds();
    int[] batchOf = knownBatches(samples, batches, state.batches(), skipUnknown);
    long unknown = Arrays.stream(batchOf).filter(b -> b < 0).count();
    if (unknown > 0) {
      note.accept(unknown + " samples have no fitted batch and are left as they are");
    }
    if (covariates == null && !state.covariates().terms().isEmpty()) {
      note.accept("no covariates for a state fitted with some: every sample counts as average");
    }
    double[][] terms = state.covariates().rows(covariates, samples);
    int reference = position(state.batches(), state.reference());
    for (int f = 0; f < rows.length; f++) {
      if (state.adjusted()[f]) {
        adjust(rows[f], f, state, batchOf, terms, reference);
      }
    }
    return LabelledMatrix.of(state.features(), samples, rows);
  }

  private static void adjust(
      double[] row, int f, State state, int[] batchOf, double[][] terms, int reference) {
    double scale = state.scale()[f];
    for (int s = 0; s < row.length; s++) {
      int batch = batchOf[s];
      if (batch < 0 || batch == reference) {
        continue;
      }
      double expected = state.mean()[f];
      for (int t = 0; t < terms.length; t++) {
        expected += state.effects()[t][f] * terms[t][s];
      }
      double standard = (row[s] - expected) / scale;
      double without = (standard - state.shift()[batch][f]) / Math.sqrt(state.spread()[batch][f]);
      row[s] = without * scale + expected;
    }
  }

  /** The position of a batch, -1 for none (null) and for an unknown one. */
  static int position(List<String> batches, String batch) {
    return batch == null ? -1 : batches.indexOf(batch);
  }

  /** Each sample's position among the known batches, -1 where it has none of them. */
  static int[] knownBatches(
      List<String> samples, SampleTable table, List<String> known, boolean skipUnknown) {
    String column = batchColumn(table);
    int[] found = new int[samples.size()];
    for (int s = 0; s < found.length; s++) {
      String batch = table.value(samples.get(s), column);
      found[s] = position(known, batch);
      if (found[s] < 0 && !skipUnknown) {
        throw DataException.in("batches")
            .column(column)
            .error(
                (batch == null ? "no batch" : "batch '" + batch + "'")
                    + " of sample '"
                    + samples.get(s)
                    + "'",
                "one of the fitted batches " + known);
      }
    }
    return found;
  }

  /** {@code batch}, or the only column. */
  static String batchColumn(SampleTable table) {
    if (table.hasColumn("batch") || table.columnNames().size() != 1) {
      if (!table.hasColumn("batch")) {
        throw DataException.in("batches")
            .line(1)
            .error("columns " + table.columnNames(), "the columns sample and batch");
      }
      return "batch";
    }
    return table.columnNames().get(0);
  }
}
