package org.omicroutes.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.mmfn.FusedModel;
import org.omicroutes.models.mmfn.InputFeature.Kind;

/**
 * Attention, spread over the variables of each branch. A network attends to tokens of its branches,
 * not to genes: the share of a branch is the network's own word, how it is spread is not. It is
 * spread in each patient by |gradient × (value − mean)|, the mean being that of the background
 * patients, and for a category by |what the log odds change by| when it is exchanged for the most
 * frequent level. The shares of a patient sum to 1.
 */
final class AttentionImportance {
  static final String METHOD = "attention";

  private AttentionImportance() {}

  /**
   * @return one a variable; empty for a model without attention
   */
  static List<ClassImportance> of(
      FusedModel model, FusedVariables fused, PatientData patients, PatientData background) {
    double[][] attention = model.branchAttention(patients);
    List<ClassImportance> found = new ArrayList<>();
    if (attention.length == 0 || attention[0].length == 0) {
      return found;
    }
    double[][] moved = moved(model, fused, patients, background);
    double[][] shares = new double[fused.variables().size()][moved.length];
    for (int p = 0; p < moved.length; p++) {
      double[] branch = new double[2];
      for (int k = 0; k < shares.length; k++) {
        branch[branch(fused, k)] += moved[p][k];
      }
      for (int k = 0; k < shares.length; k++) {
        int of = branch(fused, k);
        shares[k][p] = branch[of] > 0 ? attention[p][of] * moved[p][k] / branch[of] : 0;
      }
    }
    for (int k = 0; k < shares.length; k++) {
      found.add(ClassImportance.mean(METHOD, fused.variables().get(k), shares[k]));
    }
    return found;
  }

  private static int branch(FusedVariables fused, int k) {
    return fused.kinds().get(k) == Kind.GENE ? 0 : 1;
  }

  /** patients × variables: how much each moves the log odds. */
  private static double[][] moved(
      FusedModel model, FusedVariables fused, PatientData patients, PatientData background) {
    double[][] gradient = model.gradient(patients);
    double[][] z = model.prepared(patients);
    double[] mean = means(model.prepared(background));
    Map<Variable, Map<Variable, double[]>> typical = new HashMap<>();
    for (int k = 0; k < fused.variables().size(); k++) {
      Variable variable = fused.variables().get(k);
      double[] level = fused.isNumber(k) ? null : Domain.of(variable, background).mostFrequent();
      if (level != null) {
        typical.put(variable, Map.of(variable, level));
      }
    }
    double[][] moved = new double[z.length][fused.variables().size()];
    for (int p = 0; p < z.length; p++) {
      List<Map<Variable, double[]>> edits = new ArrayList<>(List.of(Map.of()));
      for (int k = 0; k < moved[p].length; k++) {
        int input = fused.inputs()[k];
        if (fused.isNumber(k)) {
          moved[p][k] = Math.abs(gradient[p][input] * (z[p][input] - mean[input]));
        } else {
          edits.add(typical.getOrDefault(fused.variables().get(k), Map.of()));
        }
      }
      PatientData one = patients.select(List.of(patients.patients().get(p)));
      double[] found = new EditedPatient(model, one).probabilities(edits);
      int next = 1;
      for (int k = 0; k < moved[p].length; k++) {
        if (!fused.isNumber(k)) {
          moved[p][k] = Math.abs(LogOdds.of(found[next++]) - LogOdds.of(found[0]));
        }
      }
    }
    return moved;
  }

  private static double[] means(double[][] rows) {
    double[] means = new double[rows[0].length];
    for (double[] row : rows) {
      for (int j = 0; j < means.length; j++) {
        means[j] += row[j] / rows.length;
      }
    }
    return means;
  }
}
