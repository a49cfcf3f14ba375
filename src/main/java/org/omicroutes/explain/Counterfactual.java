package org.omicroutes.explain;

import java.util.List;

/**
 * The change of a patient that turns what a model says.
 *
 * @param probability as the patient is
 * @param reached with the changes; where the patient cannot be turned, the nearest to the threshold
 *     that was found
 * @param changes in the order of their cost, the largest first; empty where the patient cannot be
 *     turned
 */
public record Counterfactual(
    String patient, double probability, double reached, List<Change> changes) {

  /**
   * A variable's values before and after.
   *
   * @param from one a feature of the variable
   * @param to one a feature of the variable
   * @param cost in standard deviations
   */
  public record Change(Variable variable, double[] from, double[] to, double cost) {}

  public Counterfactual {
    changes = List.copyOf(changes);
  }

  /** Whether the changes cross the threshold. */
  public boolean isTurned() {
    return !changes.isEmpty();
  }

  /** Of all changes, in standard deviations. */
  public double cost() {
    return changes.stream().mapToDouble(Change::cost).sum();
  }
}
