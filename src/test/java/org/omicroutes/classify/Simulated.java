package org.omicroutes.classify;

import java.util.Arrays;
import java.util.Random;

/** Patients whose first two features decide, with noise. */
final class Simulated {
  private Simulated() {}

  static ClassData of(int patients, int features, long seed) {
    Random random = new Random(seed);
    double[][] rows = new double[patients][features];
    double[] labels = new double[patients];
    for (int i = 0; i < patients; i++) {
      Arrays.setAll(rows[i], j -> random.nextGaussian());
      double second = features > 1 ? rows[i][1] : 0;
      labels[i] = rows[i][0] - second + random.nextGaussian() > 0 ? 1 : 0;
    }
    return ClassData.of(rows, labels);
  }

  /** The area under the ROC curve, by pairs. */
  static double auc(double[] scores, double[] labels) {
    double better = 0;
    double pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (labels[i] == 1 && labels[j] == 0) {
          better += (1 + Math.signum(scores[i] - scores[j])) / 2;
          pairs++;
        }
      }
    }
    return better / pairs;
  }
}
