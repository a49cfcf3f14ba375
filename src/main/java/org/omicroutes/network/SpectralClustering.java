package org.omicroutes.network;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * Spectral clustering of samples by their similarities, as SNFtool's {@code spectralClustering}
 * with the symmetric normalised Laplacian (its type 3): the K eigenvectors of {@code D^-1/2 (D - S)
 * D^-1/2} with the smallest eigenvalues, rows brought to length 1, turned by the rotation that
 * brings them closest to indicators of clusters (Yu and Shi, ICCV 2003,
 * doi:10.1109/ICCV.2003.1238361). There is no random start.
 */
public final class SpectralClustering {
  private static final int MAX_ROUNDS = 20;

  private SpectralClustering() {}

  /**
   * The bottom of the spectrum of the symmetric normalised Laplacian.
   *
   * @param values the eigenvalues nearest 0, ascending by size
   * @param vectors samples × eigenvalues, columns of length 1
   */
  public record Spectrum(double[] values, double[][] vectors) {}

  /**
   * The cluster of each sample, 1 to K in the order of their first samples. A cluster may stay
   * empty, so that fewer are found. Of equal memberships the first is taken.
   *
   * @param similarity samples × samples, symmetric, not negative, no NaN
   * @param clusters K, 2 to the number of samples
   */
  static int[] clusters(double[][] similarity, int clusters) {
    return clusters(spectrum(similarity, clusters), clusters);
  }

  /** As above, from the first K columns of a spectrum of K or more. */
  public static int[] clusters(Spectrum spectrum, int clusters) {
    RealMatrix rows = embedding(spectrum, clusters);
    RealMatrix rotation = start(rows);
    double before = 0;
    int[] label = new int[rows.getRowDimension()];
    for (int round = 0; round < MAX_ROUNDS; round++) {
      label = largest(rows.multiply(rotation));
      var svd = new SingularValueDecomposition(indicators(label, clusters).multiply(rows));
      double cut = 2 * (label.length - Arrays.stream(svd.getSingularValues()).sum());
      if (Math.abs(cut - before) < Math.ulp(1.0)) {
        break;
      }
      before = cut;
      rotation = svd.getV().multiply(svd.getUT());
    }
    return inOrderOfAppearance(label, clusters);
  }

  /** Samples × K, rows of length 1. */
  private static RealMatrix embedding(Spectrum spectrum, int clusters) {
    RealMatrix rows = MatrixUtils.createRealMatrix(spectrum.vectors().length, clusters);
    for (int i = 0; i < rows.getRowDimension(); i++) {
      double[] row = Arrays.copyOf(spectrum.vectors()[i], clusters);
      double length = Math.sqrt(Arrays.stream(row).map(v -> v * v).sum());
      rows.setRow(i, Arrays.stream(row).map(v -> length > 0 ? v / length : 0).toArray());
    }
    return rows;
  }

  /**
   * The eigenvectors of the Laplacian's smallest eigenvalues.
   *
   * @param similarity samples × samples, symmetric, not negative, no NaN
   * @param count how many, at most the number of samples
   */
  public static Spectrum spectrum(double[][] similarity, int count) {
    int n = similarity.length;
    double[] degree = new double[n];
    for (int i = 0; i < n; i++) {
      double sum = Arrays.stream(similarity[i]).sum();
      degree[i] = sum == 0 ? Math.ulp(1.0) : sum;
    }
    RealMatrix laplacian = MatrixUtils.createRealMatrix(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double value = (i == j ? degree[i] : 0) - similarity[i][j];
        laplacian.setEntry(i, j, value / Math.sqrt(degree[i] * degree[j]));
      }
    }
    var eigen = new EigenDecompositionSymmetric(laplacian);
    double[] all = eigen.getEigenvalues();
    int[] smallest =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> Math.abs(all[k])))
            .limit(count)
            .mapToInt(Integer::intValue)
            .toArray();
    double[] values = new double[smallest.length];
    double[][] vectors = new double[n][smallest.length];
    for (int k = 0; k < smallest.length; k++) {
      values[k] = all[smallest[k]];
      double[] vector = eigen.getEigenvector(smallest[k]).toArray();
      for (int i = 0; i < n; i++) {
        vectors[i][k] = vector[i];
      }
    }
    return new Spectrum(values, vectors);
  }

  /** The row in the middle, then each time the row most nearly orthogonal to those taken. */
  private static RealMatrix start(RealMatrix rows) {
    int clusters = rows.getColumnDimension();
    RealMatrix rotation = MatrixUtils.createRealMatrix(clusters, clusters);
    // R rounds halves to the even neighbour.
    int next = (int) Math.rint(rows.getRowDimension() / 2.0) - 1;
    double[] overlap = new double[rows.getRowDimension()];
    for (int k = 0; k < clusters; k++) {
      double[] taken = rows.getRow(Math.max(next, 0));
      rotation.setColumn(k, taken);
      double[] products = rows.operate(taken);
      next = 0;
      for (int i = 0; i < overlap.length; i++) {
        overlap[i] += Math.abs(products[i]);
        next = overlap[i] < overlap[next] ? i : next;
      }
    }
    return rotation;
  }

  private static int[] largest(RealMatrix memberships) {
    int[] label = new int[memberships.getRowDimension()];
    for (int i = 0; i < label.length; i++) {
      double[] row = memberships.getRow(i);
      for (int k = 1; k < row.length; k++) {
        label[i] = row[k] > row[label[i]] ? k : label[i];
      }
    }
    return label;
  }

  /** Clusters × samples. */
  private static RealMatrix indicators(int[] label, int clusters) {
    RealMatrix indicators = MatrixUtils.createRealMatrix(clusters, label.length);
    for (int i = 0; i < label.length; i++) {
      indicators.setEntry(label[i], i, 1);
    }
    return indicators;
  }

  private static int[] inOrderOfAppearance(int[] label, int clusters) {
    int[] name = new int[clusters];
    int found = 0;
    int[] renamed = new int[label.length];
    for (int i = 0; i < label.length; i++) {
      if (name[label[i]] == 0) {
        name[label[i]] = ++found;
      }
      renamed[i] = name[label[i]];
    }
    return renamed;
  }
}
