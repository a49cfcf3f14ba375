package org.omicroutes.harmonize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SampleTable;

/** The fit of {@link Combat}: linear model, standardisation, then shrinkage batch by batch. */
final class CombatFit {
  private final Combat.Settings settings;
  private final Consumer<String> note;
  private final List<String> features;
  private final List<String> samples;
  private final double[][] rows;
  private final List<String> batches;
  private final int[] batchOf;
  private final int[] batchSize;
  private final SampleTable covariateTable;

  CombatFit(
      LabelledMatrix matrix,
      SampleTable batchTable,
      SampleTable covariates,
      Combat.Settings settings,
      Consumer<String> note) {
    this.settings = settings;
    this.note = note;
    this.features = matrix.featureIds();
    this.covariateTable = covariates;
    this.samples = samplesWithBatch(matrix.sampleIds(), batchTable);
    this.rows = matrix.selectSamples(samples).toArray();
    String column = Combat.batchColumn(batchTable);
    TreeSet<String> levels = new TreeSet<>();
    samples.forEach(sample -> levels.add(batchTable.value(sample, column)));
    this.batches = List.copyOf(levels);
    this.batchOf = Combat.knownBatches(samples, batchTable, batches, false);
    this.batchSize = new int[batches.size()];
    for (int batch : batchOf) {
      batchSize[batch]++;
    }
  }

  private List<String> samplesWithBatch(List<String> all, SampleTable table) {
    String column = Combat.batchColumn(table);
    List<String> with = all.stream().filter(s -> table.value(s, column) != null).toList();
    if (with.size() < all.size()) {
      if (!settings.skipUnknown() || with.isEmpty()) {
        String first = all.stream().filter(s -> !with.contains(s)).findFirst().orElseThrow();
        throw DataException.in("batches")
            .column(column)
            .error("no batch for sample '" + first + "'", "a batch for every sample");
      }
      note.accept((all.size() - with.size()) + " fit samples have no batch: not fitted on");
    }
    return with;
  }

  Combat.State fit() {
    int reference = reference();
    if (batches.size() == 1) {
      note.accept("all fit samples are of batch " + batches.get(0) + ": nothing to adjust");
      return unadjusted();
    }
    requireNoSmallBatch();
    CovariateDesign covariates =
        covariateTable == null
            ? CovariateDesign.none()
            : CovariateDesign.fit(covariateTable, samples, note);
    double[][] design = design(covariates);
    requireNotConfounded(design, covariates);
    return adjustment(design, covariates, reference);
  }

  private int reference() {
    int reference = Combat.position(batches, settings.reference());
    if (settings.reference() != null && reference < 0) {
      throw new IllegalArgumentException(
          "reference: found '" + settings.reference() + "', expected one of " + batches);
    }
    return reference;
  }

  private Combat.State unadjusted() {
    int n = features.size();
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return new Combat.State(
        features,
        batches,
        settings.reference(),
        CovariateDesign.none(),
        new boolean[n],
        new double[n],
        ones,
        new double[0][n],
        new double[1][n],
        new double[][] {ones});
  }

  private void requireNoSmallBatch() {
    if (settings.meanOnly() || settings.smallBatchesMeanOnly()) {
      return;
    }
    for (int s = 0; s < batchOf.length; s++) {
      if (batchSize[batchOf[s]] == 1) {
        throw DataException.in("batches")
            .column("batch")
            .error(
                "batch '"
                    + batches.get(batchOf[s])
                    + "' with a single sample to fit on, '"
                    + samples.get(s)
                    + "'",
                "at least 2 samples a batch (or small-batches mean-only)");
      }
    }
  }

  /** Indicators of the batches, then the covariates. */
  private double[][] design(CovariateDesign covariates) {
    List<double[]> design = new ArrayList<>();
    for (int b = 0; b < batches.size(); b++) {
      double[] indicator = new double[batchOf.length];
      for (int s = 0; s < indicator.length; s++) {
        indicator[s] = batchOf[s] == b ? 1 : 0;
      }
      design.add(indicator);
    }
    design.addAll(List.of(covariates.rows(covariateTable, samples)));
    return design.toArray(double[][]::new);
  }

  private void requireNotConfounded(double[][] design, CovariateDesign covariates) {
    int dependent = LeastSquares.firstDependent(design);
    if (dependent < 0) {
      return;
    }
    String culprit = null;
    for (String column : covariateColumns(covariates)) {
      List<double[]> alone = new ArrayList<>(Arrays.asList(design).subList(0, batches.size()));
      for (int t = 0; t < covariates.terms().size(); t++) {
        if (covariates.terms().get(t).column().equals(column)) {
          alone.add(design[batches.size() + t]);
        }
      }
      int term = LeastSquares.firstDependent(alone.toArray(double[][]::new));
      if (term >= 0 && culprit == null) {
        culprit = column;
      }
    }
    String label = covariates.terms().get(dependent - batches.size()).label();
    throw DataException.in("covariates")
        .column(culprit == null ? label : culprit)
        .error(
            culprit == null
                ? "covariates that are confounded: "
                    + label
                    + " follows from batch and the covariates before it "
                    + covariateColumns(covariates)
                : "covariate '" + culprit + "' confounded with batch (" + label + ")",
            "covariates that vary within the batches");
  }

  private static List<String> covariateColumns(CovariateDesign covariates) {
    return covariates.terms().stream().map(CovariateDesign.Term::column).distinct().toList();
  }

  private Combat.State adjustment(double[][] design, CovariateDesign covariates, int reference) {
    int n = features.size();
    boolean[] adjusted = new boolean[n];
    boolean anyMissing = false;
    int constant = 0;
    for (int f = 0; f < n; f++) {
      adjusted[f] = !constantInABatch(rows[f]);
      constant += adjusted[f] ? 0 : 1;
      anyMissing |= adjusted[f] && hasMissing(rows[f]);
    }
    if (constant > 0) {
      note.accept(constant + " features are constant within a batch and left as they are");
    }
    double[] mean = new double[n];
    double[] scale = new double[n];
    Arrays.fill(scale, 1);
    double[][] effects = new double[design.length - batches.size()][n];
    CombatShrinkage[] shrinkage = new CombatShrinkage[batches.size()];
    for (int b = 0; b < shrinkage.length; b++) {
      boolean meanOnly = settings.meanOnly() || batchSize[b] == 1;
      shrinkage[b] = new CombatShrinkage(n, meanOnly);
    }
    LeastSquares model = new LeastSquares(design);
    int undetermined = 0;
    for (int f = 0; f < n; f++) {
      if (adjusted[f]) {
        adjusted[f] =
            standardize(f, design, model, anyMissing, reference, mean, scale, effects, shrinkage);
        undetermined += adjusted[f] ? 0 : 1;
      }
    }
    if (undetermined > 0) {
      note.accept(
          undetermined + " features have too few values in a batch and are left as they are");
    }
    double[][] shift = new double[batches.size()][];
    double[][] spread = new double[batches.size()][];
    for (int b = 0; b < shrinkage.length; b++) {
      shrinkage[b].shrink(adjusted, settings.parametric());
      shift[b] = shrinkage[b].shift();
      spread[b] = shrinkage[b].spread();
    }
    return new Combat.State(
        features,
        batches,
        settings.reference(),
        covariates,
        adjusted,
        mean,
        scale,
        effects,
        shift,
        spread);
  }

  private static boolean hasMissing(double[] row) {
    for (double value : row) {
      if (Double.isNaN(value)) {
        return true;
      }
    }
    return false;
  }

  /** In a batch of several samples, all of them with a value, every value the same. */
  private boolean constantInABatch(double[] row) {
    double[] first = new double[batches.size()];
    boolean[] seen = new boolean[batches.size()];
    boolean[] varies = new boolean[batches.size()];
    for (int s = 0; s < row.length; s++) {
      int b = batchOf[s];
      if (!seen[b]) {
        seen[b] = true;
        first[b] = row[s];
      }
      varies[b] |= !(row[s] == first[b]);
    }
    for (int b = 0; b < varies.length; b++) {
      if (!varies[b] && batchSize[b] > 1) {
        return true;
      }
    }
    return false;
  }

  /** Fits one feature and hands its standardised batches on; false where that cannot be done. */
  private boolean standardize(
      int f,
      double[][] design,
      LeastSquares model,
      boolean anyMissing,
      int reference,
      double[] mean,
      double[] scale,
      double[][] effects,
      CombatShrinkage[] shrinkage) {
    double[] row = rows[f];
    double[] b = hasMissing(row) ? model.solveObserved(row).orElse(null) : model.solve(row);
    if (b == null) {
      return false;
    }
    double[] kept = new double[row.length];
    double[] residuals = row.clone();
    for (int t = 0; t < design.length; t++) {
      boolean covariate = t >= batches.size();
      for (int s = 0; s < row.length; s++) {
        residuals[s] -= b[t] * design[t][s];
        kept[s] += covariate ? b[t] * design[t][s] : 0;
      }
    }
    double variance = pooledVariance(residuals, anyMissing, reference);
    double grand = reference >= 0 ? b[reference] : 0;
    for (int batch = 0; reference < 0 && batch < batches.size(); batch++) {
      grand += b[batch] * batchSize[batch] / row.length;
    }
    double size = Math.sqrt(variance);
    if (!(size > 1e-12 * Math.abs(grand))) {
      return false;
    }
    double[] standard = new double[row.length];
    for (int s = 0; s < row.length; s++) {
      standard[s] = (row[s] - grand - kept[s]) / size;
    }
    for (int batch = 0; batch < shrinkage.length; batch++) {
      if (!shrinkage[batch].observe(f, standard, batchOf, batch)) {
        return false;
      }
    }
    mean[f] = grand;
    scale[f] = size;
    for (int t = batches.size(); t < design.length; t++) {
      effects[t - batches.size()][f] = b[t];
    }
    return true;
  }

  /**
   * The mean square of the residuals, as sva takes it; once any feature has a missing value, sva
   * takes the sample variance for all of them.
   */
  private double pooledVariance(double[] residuals, boolean anyMissing, int reference) {
    double sum = 0;
    double squares = 0;
    int n = 0;
    for (int s = 0; s < residuals.length; s++) {
      if ((reference < 0 || batchOf[s] == reference) && !Double.isNaN(residuals[s])) {
        sum += residuals[s];
        squares += residuals[s] * residuals[s];
        n++;
      }
    }
    return anyMissing ? (squares - sum * sum / n) / (n - 1) : squares / n;
  }
}
