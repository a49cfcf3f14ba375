package org.omicroutes.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.omicroutes.cohort.StopSignal;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.mmfn.FusedModel;

/**
 * Shapley values of all inputs of a network from its gradient, at the cost of some tens of
 * gradients a patient. Genes and numbers are one player of {@link WalkShapley}, each category is
 * another; what the player of numbers adds is then parted by integrating the gradient along the
 * straight line from the background patient to the explained one (Aumann and Shapley, 1974;
 * Sundararajan, Taly and Yan, 2017), a mean over background patients (expected gradients: Erion et
 * al., 2021).
 *
 * <p>Where numbers interact as products these are the Shapley values; where they interact otherwise
 * they are near them. The gradient is asked at so many points of each line, which are spread evenly
 * over all lines; what their sum differs from the exact amount by is shared out in proportion to
 * the parts, so that a patient's values sum to prediction minus baseline.
 *
 * @param values patients × variables
 * @param unexplained the mean over patients of |what was shared out|, over the mean of |prediction
 *     minus baseline|: large where the points are too few
 */
record PathShapley(ShapleyValues values, double unexplained) {

  /** Gradients in one call. */
  private static final int AT_ONCE = 64;

  /**
   * @param points of each line, at least 1
   */
  static PathShapley of(
      FusedModel model,
      FusedVariables fused,
      PatientData patients,
      PatientData background,
      int points,
      long seed,
      DoubleConsumer progress) {
    return new Computation(model, fused, patients, background, points, seed).run(progress);
  }

  private static final class Computation {
    private final FusedModel model;
    private final FusedVariables fused;
    private final PatientData patients;
    private final int others;
    private final int points;
    private final List<Variable> categories = new ArrayList<>();
    private final FeatureGroups groups;
    private final int numbers;
    private final Blends blends;
    private final WalkShapley walks;
    private double shared;

    Computation(
        FusedModel model,
        FusedVariables fused,
        PatientData patients,
        PatientData background,
        int points,
        long seed) {
      this.model = model;
      this.fused = fused;
      this.patients = patients;
      this.others = background.patients().size();
      this.points = points;
      for (int k = 0; k < fused.variables().size(); k++) {
        if (!fused.isNumber(k)) {
          categories.add(fused.variables().get(k));
        }
      }
      this.groups = Variable.groups(patients, categories);
      this.numbers = groups.names().indexOf("");
      this.blends = new Blends(patients, background, groups, numbers);
      this.walks = new WalkShapley(LogOdds.score(model), patients, background, groups, seed);
    }

    PathShapley run(DoubleConsumer progress) {
      double[][] values = new double[patients.patients().size()][];
      double spread = 0;
      for (int p = 0; p < values.length; p++) {
        values[p] = values(p);
        spread += Math.abs(walks.predictions()[p] - walks.baseline());
        progress.accept((p + 1.0) / values.length);
      }
      List<String> names = fused.variables().stream().map(Variable::key).toList();
      ShapleyValues found =
          new ShapleyValues(
              patients.patients(), names, walks.baseline(), walks.predictions(), values);
      return new PathShapley(found, spread > 0 ? shared / spread : 0);
    }

    private double[] values(int patient) {
      List<int[]> orders = walks.orders(patient);
      double[][] added = walks.added(patient, orders);
      double[] values = new double[fused.variables().size()];
      for (int k = 0; k < values.length; k++) {
        int group = fused.isNumber(k) ? -1 : groups.names().indexOf(fused.variables().get(k).key());
        for (int b = 0; b < others && group >= 0; b++) {
          values[k] += added[b][group] / others;
        }
      }
      double whole = 0;
      for (int b = 0; b < others && numbers >= 0; b++) {
        whole += added[b][numbers] / others;
      }
      if (numbers >= 0) {
        shareOut(values, parts(patient, orders), whole);
      }
      return values;
    }

    /** The integral of the gradient, the mean over the lines; 0 for categories. */
    private double[] parts(int patient, List<int[]> orders) {
      List<Blends.Blend> nodes = new ArrayList<>();
      List<Blends.Blend> asked = new ArrayList<>();
      for (int b = 0; b < others; b++) {
        int[] rank = WalkShapley.ranks(orders.get(b));
        for (int k = 0; k <= points; k++) {
          double share = (double) k / points;
          nodes.add(new Blends.Blend(patient, b, share, g -> rank[g] < rank[numbers]));
          if (k < points) {
            // Different places on different lines: all of them together see the whole way.
            double at = (k + (b + 0.5) / others) / points;
            asked.add(new Blends.Blend(patient, b, at, g -> rank[g] < rank[numbers]));
          }
        }
      }
      double[][] z = model.prepared(blends.of(nodes));
      double[] parts = new double[fused.variables().size()];
      for (int from = 0; from < asked.size(); from += AT_ONCE) {
        StopSignal.check();
        int to = Math.min(asked.size(), from + AT_ONCE);
        double[][] gradient = model.gradient(blends.of(asked.subList(from, to)));
        for (int a = from; a < to; a++) {
          int node = a / points * (points + 1) + a % points;
          for (int k = 0; k < parts.length; k++) {
            if (fused.isNumber(k)) {
              int input = fused.inputs()[k];
              double way = z[node + 1][input] - z[node][input];
              parts[k] += gradient[a - from][input] * way / others;
            }
          }
        }
      }
      return parts;
    }

    private void shareOut(double[] values, double[] parts, double whole) {
      double sum = 0;
      double absolute = 0;
      for (double part : parts) {
        sum += part;
        absolute += Math.abs(part);
      }
      shared += Math.abs(whole - sum);
      long count = IntStream.range(0, parts.length).filter(fused::isNumber).count();
      for (int k = 0; k < parts.length; k++) {
        if (fused.isNumber(k)) {
          double weight = absolute > 0 ? Math.abs(parts[k]) / absolute : 1.0 / count;
          values[k] += parts[k] + weight * (whole - sum);
        }
      }
    }
  }
}
