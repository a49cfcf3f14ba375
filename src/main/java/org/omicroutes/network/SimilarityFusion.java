package org.omicroutes.network;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.StopSignal;

/**
 * Similarity network fusion (Wang et al., Nature Methods 2014, doi:10.1038/nmeth.2810) of several
 * views of the same samples, in the conventions of the R package SNFtool. Each view gives an
 * affinity of samples; each view's affinity is then spread, again and again, along its own nearest
 * neighbours over the mean of the other views' affinities, until they have grown alike.
 */
public final class SimilarityFusion {
  private static final double EPSILON = Math.ulp(1.0);

  private final int neighbours;
  private final double sigma;
  private final int iterations;

  /**
   * @param neighbours K: nearest neighbours that set a sample's scale and carry similarity, the
   *     sample itself among the latter
   * @param sigma width of the kernel as a share of the local scale
   * @param iterations rounds of fusion
   */
  public SimilarityFusion(int neighbours, double sigma, int iterations) {
    this.neighbours = neighbours;
    this.sigma = sigma;
    this.iterations = iterations;
  }

  /**
   * The Euclidean distances between samples, features × samples in, samples × samples out. Where a
   * value is missing in either of two samples the feature is passed over and the sum of squares is
   * raised in proportion; NaN where two samples share no feature.
   */
  public static double[][] distances(LabelledMatrix view) {
    double[][] samples = view.toSamplesByFeatures();
    double[][] distances = new double[samples.length][samples.length];
    for (int i = 0; i < samples.length; i++) {
      StopSignal.check();
      for (int j = 0; j < i; j++) {
        distances[i][j] = distance(samples[i], samples[j]);
        distances[j][i] = distances[i][j];
      }
    }
    return distances;
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    int shared = 0;
    for (int f = 0; f < a.length; f++) {
      double difference = a[f] - b[f];
      if (difference == difference) {
        sum += difference * difference;
        shared++;
      }
    }
    return Math.sqrt(sum * a.length / shared);
  }

  /**
   * A view's affinities: the normal density of the distance with the standard deviation {@code
   * sigma (m_i + m_j + d_ij) / 3}, where m is the mean distance to the K nearest others.
   *
   * @param distances samples × samples, symmetric, no NaN, more than K samples
   */
  public double[][] affinity(double[][] distances) {
    int n = distances.length;
    double[] nearest = new double[n];
    for (int i = 0; i < n; i++) {
      double[] sorted = distances[i].clone();
      StopSignal.check();
      Arrays.sort(sorted);
      nearest[i] = nearest(Arrays.copyOfRange(sorted, 1, n));
    }
    double[][] affinity = new double[n][n];
    for (int i = 0; i < n; i++) {
      StopSignal.check();
      for (int j = 0; j < n; j++) {
        affinity[i][j] = affinity(distances[i][j], nearest[i], nearest[j]);
      }
    }
    return affinity;
  }

  /**
   * A sample's local scale: the mean of its K smallest distances to others.
   *
   * @param ascending at least K distances, not that to itself
   */
  public double nearest(double[] ascending) {
    double sum = 0;
    for (int k = 0; k < neighbours; k++) {
      sum += ascending[k];
    }
    return sum / neighbours + EPSILON;
  }

  /** The affinity of two samples by their distance and the local scale of each. */
  public double affinity(double distance, double nearestA, double nearestB) {
    double scale = (nearestA + nearestB) / 3 + distance / 3 + EPSILON;
    double sd = sigma * Math.max(scale, EPSILON);
    double z = distance / sd;
    return Math.exp(-z * z / 2) / (sd * Math.sqrt(2 * Math.PI));
  }

  /**
   * Fuses affinities of two or more views, each samples × samples and symmetric.
   *
   * @return samples × samples: symmetric, 0.5 on the diagonal, the rest of a row about 0.5 in sum
   */
  public double[][] fuse(List<double[][]> affinities) {
    int views = affinities.size();
    if (views < 2) {
      throw new IllegalArgumentException("views: found " + views + ", expected two or more");
    }
    double[][][] now = new double[views][][];
    double[][][] local = new double[views][][];
    int[][][] near = new int[views][][];
    for (int v = 0; v < views; v++) {
      now[v] = normalised(affinities.get(v));
      near[v] = nearest(now[v]);
      local[v] = localWeights(now[v], near[v]);
    }
    for (int t = 0; t < iterations; t++) {
      double[][][] next = new double[views][][];
      for (int v = 0; v < views; v++) {
        next[v] = normalised(spread(meanOfOthers(now, v), near[v], local[v]));
      }
      now = next;
    }
    return normalised(meanOfOthers(now, -1));
  }

  /** Half of each row's weight on the diagonal, half spread over the others; made symmetric. */
  private static double[][] normalised(double[][] matrix) {
    int n = matrix.length;
    double[][] scaled = new double[n][n];
    for (int i = 0; i < n; i++) {
      StopSignal.check();
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += i == j ? 0 : matrix[i][j];
      }
      double divisor = sum == 0 ? 2 : 2 * sum;
      for (int j = 0; j < n; j++) {
        scaled[i][j] = i == j ? 0.5 : matrix[i][j] / divisor;
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        scaled[i][j] = (scaled[i][j] + scaled[j][i]) / 2;
        scaled[j][i] = scaled[i][j];
      }
    }
    return scaled;
  }

  /** Per sample the K most similar ones, itself included; of equal ones the later. */
  private int[][] nearest(double[][] matrix) {
    int n = matrix.length;
    int[][] near = new int[n][];
    for (int i = 0; i < n; i++) {
      StopSignal.check();
      double[] row = matrix[i];
      near[i] =
          IntStream.range(0, n)
              .boxed()
              .sorted((a, b) -> Double.compare(row[a], row[b]))
              .skip(n - neighbours)
              .mapToInt(Integer::intValue)
              .sorted()
              .toArray();
    }
    return near;
  }

  private static double[][] localWeights(double[][] matrix, int[][] near) {
    double[][] weights = new double[near.length][];
    for (int i = 0; i < near.length; i++) {
      double[] row = matrix[i];
      double sum = Arrays.stream(near[i]).mapToDouble(j -> row[j]).sum();
      weights[i] = Arrays.stream(near[i]).mapToDouble(j -> row[j] / sum).toArray();
    }
    return weights;
  }

  /** The mean over all views but one; over all of them for -1. */
  private static double[][] meanOfOthers(double[][][] views, int left) {
    int n = views[0].length;
    double[][] mean = new double[n][n];
    int count = left < 0 ? views.length : views.length - 1;
    for (int v = 0; v < views.length; v++) {
      for (int i = 0; v != left && i < n; i++) {
        StopSignal.check();
        for (int j = 0; j < n; j++) {
          mean[i][j] += views[v][i][j] / count;
        }
      }
    }
    return mean;
  }

  /** {@code S P S'} with the sparse local weights S and a symmetric P. */
  private static double[][] spread(double[][] matrix, int[][] near, double[][] weights) {
    return product(near, weights, transposed(product(near, weights, matrix)));
  }

  /** Sparse S times a full matrix, by whole rows, which is what the processor likes. */
  private static double[][] product(int[][] near, double[][] weights, double[][] matrix) {
    int n = matrix.length;
    double[][] product = new double[n][n];
    for (int i = 0; i < n; i++) {
      StopSignal.check();
      double[] row = product[i];
      for (int k = 0; k < near[i].length; k++) {
        double weight = weights[i][k];
        double[] from = matrix[near[i][k]];
        for (int j = 0; j < n; j++) {
          row[j] += weight * from[j];
        }
      }
    }
    return product;
  }

  private static double[][] transposed(double[][] matrix) {
    int n = matrix.length;
    double[][] transposed = new double[n][n];
    for (int i = 0; i < n; i++) {
      StopSignal.check();
      for (int j = 0; j < n; j++) {
        transposed[i][j] = matrix[j][i];
      }
    }
    return transposed;
  }
}
