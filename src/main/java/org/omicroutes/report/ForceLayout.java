package org.omicroutes.report;

import java.util.List;
import org.omicroutes.cohort.StopSignal;

/**
 * Places the nodes of a small graph by attraction along edges and repulsion between nodes
 * (Fruchterman and Reingold 1991, doi:10.1002/spe.4380211102), from a fixed start on a spiral, in
 * strict arithmetic: the same graph always looks the same.
 */
final class ForceLayout {
  private static final int ROUNDS = 600;
  private static final double GRAVITY = 0.9;

  private ForceLayout() {}

  /**
   * @param edges pairs of node numbers
   * @return nodes × 2, each coordinate in [0, 1]
   */
  static double[][] place(int nodes, List<int[]> edges) {
    double[][] at = new double[nodes][2];
    for (int i = 0; i < nodes; i++) {
      double angle = i * 2.399963229728653;
      double radius = 0.5 * Math.sqrt((i + 0.5) / nodes);
      at[i][0] = radius * StrictMath.cos(angle);
      at[i][1] = radius * StrictMath.sin(angle);
    }
    double ideal = 1.0 / Math.sqrt(Math.max(1, nodes));
    for (int round = 0; round < ROUNDS; round++) {
      StopSignal.check();
      step(at, edges, ideal, 0.1 * (1 - (double) round / ROUNDS));
    }
    fill(at);
    return at;
  }

  private static void step(double[][] at, List<int[]> edges, double ideal, double longest) {
    double[][] force = new double[at.length][2];
    for (int i = 0; i < at.length; i++) {
      for (int j = 0; j < i; j++) {
        double distance = Math.max(1e-3, distance(at[i], at[j]));
        push(force, at, i, j, ideal * ideal / (distance * distance));
      }
      force[i][0] -= GRAVITY * ideal * at[i][0] * 4;
      force[i][1] -= GRAVITY * ideal * at[i][1] * 4;
    }
    for (int[] edge : edges) {
      push(force, at, edge[0], edge[1], -distance(at[edge[0]], at[edge[1]]) / ideal);
    }
    for (int i = 0; i < at.length; i++) {
      double size = Math.sqrt(force[i][0] * force[i][0] + force[i][1] * force[i][1]);
      double factor = size > 0 ? Math.min(size, longest) / size : 0;
      at[i][0] += force[i][0] * factor;
      at[i][1] += force[i][1] * factor;
    }
  }

  /** Pushes two nodes apart by {@code strength} times their distance vector. */
  private static void push(double[][] force, double[][] at, int i, int j, double strength) {
    for (int c = 0; c < 2; c++) {
      double apart = (at[i][c] - at[j][c]) * strength;
      force[i][c] += apart;
      force[j][c] -= apart;
    }
  }

  private static double distance(double[] a, double[] b) {
    double dx = a[0] - b[0];
    double dy = a[1] - b[1];
    return Math.sqrt(dx * dx + dy * dy);
  }

  private static void fill(double[][] at) {
    for (int c = 0; c < 2; c++) {
      double min = Double.POSITIVE_INFINITY;
      double max = Double.NEGATIVE_INFINITY;
      for (double[] point : at) {
        min = Math.min(min, point[c]);
        max = Math.max(max, point[c]);
      }
      for (double[] point : at) {
        point[c] = max > min ? (point[c] - min) / (max - min) : 0.5;
      }
    }
  }
}
