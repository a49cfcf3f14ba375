package org.omicroutes.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * What a transformer is told of a patient: for each modality some features, in groups that are its
 * tokens. A clinical variable is a token of its own; of any other modality the principal components
 * of all its standardised features ({@link ModalityScale}) are, {@value #GROUP} by {@value #GROUP}
 * in their order. Scales and components are those of the training patients that have the modality.
 *
 * @param views the modalities, in their order
 */
public record ModalityTokens(List<View> views) {
  private static final int MOST_COMPONENTS = 24;
  private static final int PATIENTS_A_COMPONENT = 4;
  private static final int GROUP = 6;

  /**
   * One modality.
   *
   * @param scale of its features
   * @param loadings features × components, for scores of deviation 1 on the whole: the first ones
   *     vary more, the last ones less; null where each feature is a token
   * @param group how many features of the network make a token
   */
  public record View(ModalityScale scale, double[][] loadings, int group) {

    int features() {
      return loadings == null ? scale.features().size() : loadings[0].length;
    }

    int tokens() {
      return (features() + group - 1) / group;
    }

    /** Patients × features. */
    double[][] rows(PatientData patients) {
      double[][] rows = scale.rows(patients);
      if (loadings == null) {
        return rows;
      }
      double[][] scores = new double[rows.length][features()];
      for (int i = 0; i < rows.length; i++) {
        for (int f = 0; f < loadings.length; f++) {
          for (int k = 0; k < scores[i].length && rows[i][f] != 0; k++) {
            scores[i][k] += rows[i][f] * loadings[f][k];
          }
        }
      }
      return scores;
    }
  }

  public ModalityTokens {
    views = List.copyOf(views);
  }

  /**
   * @param modalities to be taken, of any kind; one in which nothing varies is left out
   */
  static ModalityTokens fit(PatientData training, List<String> modalities) {
    List<View> views = new ArrayList<>();
    for (String name : modalities) {
      Modality modality = training.modalities().get(name);
      ModalityScale scale = ModalityScale.fit(name, modality, training.patients());
      if (scale.features().isEmpty()) {
        continue;
      }
      views.add(
          modality.kind() == Modality.Kind.CLINICAL
              ? new View(scale, null, 1)
              : new View(scale, loadings(scale, training), GROUP));
    }
    return new ModalityTokens(views);
  }

  /** The principal axes, from the inner products of patients (fewer than features). */
  private static double[][] loadings(ModalityScale scale, PatientData training) {
    boolean[] known = scale.known(training);
    double[][] all = scale.rows(training);
    double[][] rows =
        IntStream.range(0, all.length)
            .filter(i -> known[i])
            .mapToObj(i -> all[i])
            .toArray(double[][]::new);
    int n = rows.length;
    int most = Math.min(MOST_COMPONENTS, Math.max(1, n / PATIENTS_A_COMPONENT));
    DMatrixRMaj products = new DMatrixRMaj(n, n);
    double trace = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double product = dot(rows[i], rows[j]);
        products.set(i, j, product);
        products.set(j, i, product);
      }
      trace += products.get(i, i);
    }
    var eigen = DecompositionFactory_DDRM.eig(n, true, true);
    if (!eigen.decompose(products)) {
      throw new ArithmeticException("the eigenvalues of a symmetric matrix did not converge");
    }
    double least = 1e-9 * trace;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .filter(k -> eigen.getEigenvalue(k).getReal() > least)
            .sorted(Comparator.comparingDouble(k -> -eigen.getEigenvalue(k).getReal()))
            .limit(most)
            .mapToInt(Integer::intValue)
            .toArray();
    return axes(rows, order, eigen);
  }

  private static double[][] axes(
      double[][] rows, int[] order, EigenDecomposition_F64<DMatrixRMaj> eigen) {
    int n = rows.length;
    double[][] axes = new double[rows[0].length][order.length];
    double sum =
        Arrays.stream(order).mapToDouble(k -> Math.sqrt(eigen.getEigenvalue(k).getReal())).sum();
    for (int k = 0; k < order.length; k++) {
      DMatrixRMaj vector = eigen.getEigenVector(order[k]);
      double value = eigen.getEigenvalue(order[k]).getReal();
      // Deviation 1 would count noise for as much as signal, the own deviation would let the first
      // component drown the others: the square root of it is between them.
      double size = Math.sqrt(Math.sqrt(value) / (sum / order.length));
      double scale = size * Math.sqrt(n) / value;
      double sign =
          Math.signum(IntStream.range(0, n).mapToDouble(vector::get).reduce(0, largest()));
      for (int i = 0; i < n; i++) {
        double weight = sign * scale * vector.get(i);
        for (int f = 0; f < axes.length; f++) {
          axes[f][k] += weight * rows[i][f];
        }
      }
    }
    return axes;
  }

  /** The number farther from 0: of a direction either sign is right, and this one is the same. */
  private static DoubleBinaryOperator largest() {
    return (a, b) -> Math.abs(b) > Math.abs(a) ? b : a;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int f = 0; f < a.length; f++) {
      sum += a[f] * b[f];
    }
    return sum;
  }

  /** The token of each feature, from 0. */
  int[] tokenOf() {
    IntStream.Builder tokens = IntStream.builder();
    int before = 0;
    for (View view : views) {
      for (int f = 0; f < view.features(); f++) {
        tokens.add(before + f / view.group());
      }
      before += view.tokens();
    }
    return tokens.build().toArray();
  }

  /** The modality of each token, from 0. */
  int[] modalityOf() {
    return IntStream.range(0, views.size())
        .flatMap(m -> IntStream.range(0, views.get(m).tokens()).map(t -> m))
        .toArray();
  }

  /** Patients × features of all modalities, 0 where unknown. */
  double[][] rows(PatientData patients) {
    int n = patients.patients().size();
    List<double[][]> parts = views.stream().map(view -> view.rows(patients)).toList();
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      int patient = i;
      rows[i] =
          parts.stream()
              .flatMap(p -> Stream.of(p[patient]))
              .flatMapToDouble(Arrays::stream)
              .toArray();
    }
    return rows;
  }

  /** Patients × modalities, 1 where a value of the modality is known, else 0. */
  double[][] present(PatientData patients) {
    double[][] present = new double[patients.patients().size()][views.size()];
    for (int m = 0; m < views.size(); m++) {
      boolean[] known = views.get(m).scale().known(patients);
      for (int i = 0; i < present.length; i++) {
        present[i][m] = known[i] ? 1 : 0;
      }
    }
    return present;
  }
}
