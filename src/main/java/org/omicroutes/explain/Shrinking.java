package org.omicroutes.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;

/**
 * Takes back what is not needed of changes that cross a threshold, the least effective first: a
 * change altogether where that leaves the threshold crossed, else as much of it as may be, down to
 * a millionth; a level for a cheaper one. What is left crosses, and does not when one more change
 * is taken back or made smaller.
 */
final class Shrinking {
  private static final int PARTS = 16;
  private static final int ROUNDS = 5;

  /**
   * A later round takes back what an earlier one made needless; more than this has not been seen.
   */
  private static final int MOST_PASSES = 5;

  private final EditedPatient patient;
  private final Map<Variable, Domain> domains;
  private final DoublePredicate isAcross;

  Shrinking(EditedPatient patient, Map<Variable, Domain> domains, DoublePredicate isAcross) {
    this.patient = patient;
    this.domains = domains;
    this.isAcross = isAcross;
  }

  /**
   * @param edits that cross
   */
  Map<Variable, double[]> of(Map<Variable, double[]> edits) {
    Map<Variable, double[]> left = new LinkedHashMap<>(edits);
    double before = Double.POSITIVE_INFINITY;
    double cost = cost(left);
    for (int pass = 0; pass < MOST_PASSES && cost < before * (1 - 1e-6); pass++) {
      for (Variable variable : leastEffectiveFirst(left)) {
        shrink(left, variable);
      }
      before = cost;
      cost = cost(left);
    }
    return left;
  }

  private double cost(Map<Variable, double[]> edits) {
    return edits.entrySet().stream().mapToDouble(e -> cost(e.getKey(), e.getValue())).sum();
  }

  private double cost(Variable variable, double[] to) {
    return domains.get(variable).cost(patient.own(variable), to);
  }

  private List<Variable> leastEffectiveFirst(Map<Variable, double[]> edits) {
    List<Variable> variables = List.copyOf(edits.keySet());
    List<Map<Variable, double[]>> asked = new ArrayList<>();
    variables.forEach(variable -> asked.add(without(edits, variable)));
    asked.add(edits);
    double[] found = patient.probabilities(asked);
    double all = LogOdds.of(found[variables.size()]);
    Map<Variable, Double> slopes = new LinkedHashMap<>();
    for (int k = 0; k < variables.size(); k++) {
      double effect = Math.abs(all - LogOdds.of(found[k]));
      slopes.put(variables.get(k), effect / cost(variables.get(k), edits.get(variables.get(k))));
    }
    return variables.stream().sorted(Comparator.comparingDouble(slopes::get)).toList();
  }

  private static Map<Variable, double[]> without(Map<Variable, double[]> edits, Variable variable) {
    Map<Variable, double[]> fewer = new LinkedHashMap<>(edits);
    fewer.remove(variable);
    return fewer;
  }

  private void shrink(Map<Variable, double[]> left, Variable variable) {
    if (isAcross.test(patient.probabilities(List.of(without(left, variable)))[0])) {
      left.remove(variable);
      return;
    }
    Domain domain = domains.get(variable);
    double[] to = domain.isCategory() ? cheapest(left, variable) : smallest(left, variable, domain);
    left.put(variable, to);
  }

  /** The cheapest level that still crosses. */
  private double[] cheapest(Map<Variable, double[]> left, Variable variable) {
    double cost = cost(variable, left.get(variable));
    List<double[]> cheaper =
        domains.get(variable).proposals(patient.own(variable)).stream()
            .filter(level -> cost(variable, level) < cost)
            .sorted(Comparator.comparingDouble(level -> cost(variable, level)))
            .toList();
    int first = firstAcross(left, variable, cheaper);
    return first < 0 ? left.get(variable) : cheaper.get(first);
  }

  /** The first point on the way that crosses, on ever finer grids. */
  private double[] smallest(Map<Variable, double[]> left, Variable variable, Domain domain) {
    double[] own = patient.own(variable);
    double[] end = left.get(variable);
    double low = 0;
    double high = 1;
    for (int round = 0; round < ROUNDS; round++) {
      List<double[]> points = new ArrayList<>();
      double width = (high - low) / PARTS;
      for (int k = 1; k < PARTS; k++) {
        points.add(domain.between(own, end, low + k * width));
      }
      int first = firstAcross(left, variable, points);
      double start = low;
      low = start + (first < 0 ? PARTS - 1 : first) * width;
      high = first < 0 ? high : start + (first + 1) * width;
    }
    return domain.between(own, end, high);
  }

  private int firstAcross(Map<Variable, double[]> left, Variable variable, List<double[]> values) {
    double[] found =
        patient.probabilities(
            values.stream().map(to -> CounterfactualSearch.with(left, variable, to)).toList());
    return Arrays.stream(found).mapToObj(isAcross::test).toList().indexOf(true);
  }
}
