package org.omicroutes.models;

import com.google.auto.service.AutoService;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.models.Modality.Kind;
import org.omicroutes.survival.ForestOutOfBag;
import org.omicroutes.survival.ForestSettings;
import org.omicroutes.survival.SurvivalForest;

/**
 * A random survival forest of 500 trees on the clinical variables, the summaries and up to 200
 * features of each omic. Of two clinical modalities the rich one is taken ({@link Roles}).
 *
 * <p>The features of an omic are those that vary most along its first ten principal components
 * among the training patients: the part of a feature's variance that lies there. Plain variance
 * would not tell rank-normal scores apart, which all have the same. The smallest node is the one of
 * 3, 10 and 30 patients with the largest out-of-bag C; the smallest of equals.
 */
@AutoService(ModelTrainer.class)
public final class ForestTrainer implements ModelTrainer<ForestModel> {
  private static final int TREES = 500;
  private static final int TOP = 200;
  private static final int COMPONENTS = 10;
  private static final int[] NODE_SIZES = {3, 10, 30};

  @Override
  public String name() {
    return "rsf";
  }

  @Override
  public String summary() {
    return "A random survival forest on clinical data, summaries and the most variable features.";
  }

  @Override
  public Class<ForestModel> type() {
    return ForestModel.class;
  }

  @Override
  public ForestModel fit(PatientData training, SurvivalData survival, FitContext context) {
    Map<String, List<String>> features = new LinkedHashMap<>();
    for (String name : Roles.ofTraining(training, survival).all()) {
      features.put(name, features(training.modalities().get(name), training.patients()));
    }
    LabelledMatrix matrix = ForestModel.matrix(features, training);
    SurvivalForest best = null;
    int size = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int nodeSize : NODE_SIZES) {
      ForestSettings settings = new ForestSettings(TREES, 0, nodeSize, true, 1, 0, context.seed());
      SurvivalForest forest = SurvivalForest.fit(matrix, survival, settings, 0);
      double c =
          new ForestOutOfBag(forest, matrix, survival, settings).performance(0).concordance();
      if (best == null || c > highest) {
        best = forest;
        size = nodeSize;
        highest = c;
      }
    }
    return new ForestModel(features, best.eventTimes(), best.pack(), size, highest);
  }

  private static List<String> features(Modality modality, List<String> training) {
    LabelledMatrix values =
        modality.values().selectSamples(modality.values().knownSamples(training));
    boolean omic = modality.kind() == Kind.CONTINUOUS || modality.kind() == Kind.BINARY;
    return omic && values.featureCount() > TOP ? mostVariable(values) : values.featureIds();
  }

  /** In the order of the matrix. */
  private static List<String> mostVariable(LabelledMatrix values) {
    double[][] rows = values.toSamplesByFeatures();
    int patients = rows.length;
    for (int f = 0; f < values.featureCount(); f++) {
      double[] row = values.row(f);
      double mean = Arrays.stream(row).filter(v -> !Double.isNaN(v)).average().orElse(0);
      for (int i = 0; i < patients; i++) {
        rows[i][f] = Double.isNaN(row[i]) ? 0 : row[i] - mean;
      }
    }
    double[][] axes = firstComponents(rows);
    double[] variance = new double[values.featureCount()];
    for (double[] axis : axes) {
      double[] along = new double[variance.length];
      for (int i = 0; i < patients; i++) {
        for (int f = 0; f < along.length; f++) {
          along[f] += axis[i] * rows[i][f];
        }
      }
      for (int f = 0; f < along.length; f++) {
        variance[f] += along[f] * along[f];
      }
    }
    return IntStream.range(0, variance.length)
        .boxed()
        .sorted(Comparator.comparingDouble(f -> -variance[f]))
        .limit(TOP)
        .sorted()
        .map(values.featureIds()::get)
        .toList();
  }

  /** Components × patients, unit vectors; from the patients' kernel, which is the smaller side. */
  private static double[][] firstComponents(double[][] rows) {
    var eigen = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(Kernels.linear(rows)));
    double[] values = eigen.getEigenvalues();
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(k -> -values[k]))
        .limit(COMPONENTS)
        .map(k -> eigen.getEigenvector(k).toArray())
        .toArray(double[][]::new);
  }
}
