package org.omicroutes.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.omicroutes.explain.Hybrids.Hybrid;
import org.omicroutes.models.PatientData;

/**
 * Shapley values of many groups for a mean over many patients: as {@link SampledShapley}, but with
 * a single walk from each background patient, the orders of two neighbours being each other's
 * reverse. A patient's values sum to prediction minus baseline as they are; they are not told with
 * errors, and cost {@code background × (groups - 1)} predictions.
 */
final class WalkShapley {
  private final Score score;
  private final Hybrids hybrids;
  private final int players;
  private final long seed;
  private final List<String> patients;
  private final double[] start;
  private final double[] end;

  WalkShapley(
      Score score, PatientData patients, PatientData background, FeatureGroups groups, long seed) {
    this.score = score;
    this.hybrids = new Hybrids(patients, background, groups);
    this.players = groups.size();
    this.seed = seed;
    this.patients = patients.patients();
    this.start = score.of(background);
    this.end = hybrids.predictions(score);
  }

  /** All values. */
  static ShapleyValues of(
      Score score,
      PatientData patients,
      PatientData background,
      FeatureGroups groups,
      long seed,
      DoubleConsumer progress) {
    WalkShapley walks = new WalkShapley(score, patients, background, groups, seed);
    double[][] values = new double[walks.end.length][groups.size()];
    for (int p = 0; p < values.length; p++) {
      for (double[] added : walks.added(p, walks.orders(p))) {
        for (int g = 0; g < added.length; g++) {
          values[p][g] += added[g] / walks.start.length;
        }
      }
      progress.accept((p + 1.0) / values.length);
    }
    return new ShapleyValues(
        patients.patients(), groups.names(), walks.baseline(), walks.end, values);
  }

  double baseline() {
    return hybrids.baseline(score);
  }

  double[] predictions() {
    return end;
  }

  /** An order of the groups for each background patient; the same whoever else is asked about. */
  List<int[]> orders(int patient) {
    SplittableRandom random = SampledShapley.random(seed, patients.get(patient));
    List<int[]> orders = new ArrayList<>();
    for (int b = 0; b < start.length; b++) {
      orders.add(
          b % 2 == 1
              ? SampledShapley.reversed(orders.get(b - 1))
              : SampledShapley.shuffle(players, random));
    }
    return orders;
  }

  /** What each group adds on the walk from each background patient. */
  double[][] added(int patient, List<int[]> orders) {
    List<Hybrid> steps = new ArrayList<>();
    for (int b = 0; b < start.length; b++) {
      int[] rank = ranks(orders.get(b));
      for (int k = 1; k < players; k++) {
        int own = k;
        steps.add(new Hybrid(patient, b, group -> rank[group] < own));
      }
    }
    double[] scores = hybrids.scores(score, steps);
    double[][] added = new double[start.length][players];
    int at = 0;
    for (int b = 0; b < start.length; b++) {
      double before = start[b];
      for (int k = 0; k < players; k++) {
        double after = k < players - 1 ? scores[at++] : end[patient];
        added[b][orders.get(b)[k]] = after - before;
        before = after;
      }
    }
    return added;
  }

  /** When each group's turn is. */
  static int[] ranks(int[] order) {
    int[] rank = new int[order.length];
    IntStream.range(0, order.length).forEach(k -> rank[order[k]] = k);
    return rank;
  }
}
