package org.omicroutes.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.omicroutes.explain.Counterfactual.Change;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.mmfn.HorizonModel;

/**
 * Searches the smallest change of a patient that brings a model's probability across a threshold
 * (Wachter, Mittelstadt and Russell, 2018): the sum of {@link Domain#cost} over the changed
 * variables is to be small, and no value leaves the observed range.
 *
 * <p>Variables are changed one after the other, each time the one with the largest gain in log odds
 * per cost, until the threshold is crossed; then {@link Shrinking} takes back what is not needed.
 * Where that takes more changes than are allowed, the last ones are chosen by gain instead, as few
 * of them as need be. The model is only asked, so that any will do; for a linear score the result
 * is the smallest change there is as long as the number of changes does not bind, for others the
 * smallest that such steps find.
 */
public final class CounterfactualSearch {
  /** Slopes this close count as equal; of equal ones the larger gain is taken. */
  private static final double EQUAL = 1e-6;

  private final HorizonModel model;
  private final Map<Variable, Domain> domains;
  private final Guide guide;
  private final double threshold;
  private final int maxChanges;

  /**
   * @param domains of the variables that may change
   * @param threshold within 0 and 1; reached from below, or left from it or above
   * @param maxChanges at least 1
   */
  CounterfactualSearch(
      HorizonModel model, List<Domain> domains, Guide guide, double threshold, int maxChanges) {
    this.model = model;
    this.domains = new HashMap<>();
    domains.forEach(domain -> this.domains.put(domain.variable(), domain));
    this.guide = guide;
    this.threshold = threshold;
    this.maxChanges = maxChanges;
  }

  /** The way to the threshold from one patient. */
  private final class Way {
    final EditedPatient patient;
    final boolean up;
    final Map<Variable, double[]> edits = new LinkedHashMap<>();
    double probability;

    Way(EditedPatient patient, double probability) {
      this.patient = patient;
      this.probability = probability;
      this.up = probability < threshold;
    }

    boolean isAcross(double value) {
      return up == (value >= threshold);
    }

    double towards(double from, double to) {
      return (up ? 1 : -1) * (LogOdds.of(to) - LogOdds.of(from));
    }
  }

  /** A step that was tried. */
  private record Step(
      Variable variable, double[] to, double probability, double gain, double slope) {}

  /**
   * @param one a single patient
   */
  public Counterfactual find(PatientData one) {
    EditedPatient patient = new EditedPatient(model, one);
    double own = patient.probability();
    Counterfactual best = null;
    double nearest = own;
    for (int bySlope : attempts()) {
      Way way = walk(patient, own, bySlope);
      if (way.towards(nearest, way.probability) > 0) {
        nearest = way.probability;
      }
      if (way.isAcross(way.probability)) {
        Counterfactual found = shrunk(way, own);
        best = best == null || found.cost() < best.cost() ? found : best;
        if (bySlope == maxChanges) {
          break;
        }
      }
    }
    return best != null ? best : new Counterfactual(patient.id(), own, nearest, List.of());
  }

  /** How many of the changes are chosen by slope: all, then fewer. */
  private List<Integer> attempts() {
    TreeSet<Integer> attempts = new TreeSet<>(Comparator.reverseOrder());
    for (int quarter = 0; quarter <= 4; quarter++) {
      attempts.add(maxChanges * quarter / 4);
    }
    return List.copyOf(attempts);
  }

  private Way walk(EditedPatient patient, double own, int bySlope) {
    Way way = new Way(patient, own);
    for (int k = 0; k < maxChanges && !way.isAcross(way.probability); k++) {
      Step step = chosen(tried(way), k < bySlope, way);
      if (step == null) {
        break;
      }
      way.edits.put(step.variable, step.to);
      way.probability = step.probability;
    }
    return way;
  }

  /** All steps from here that gain something. */
  private List<Step> tried(Way way) {
    PatientData here = way.patient.data(List.of(way.edits));
    List<Map<Variable, double[]>> edits = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    for (Variable variable : guide.worth(here, way.up)) {
      double[] own = way.patient.own(variable);
      if (!domains.containsKey(variable) || way.edits.containsKey(variable)) {
        continue;
      }
      for (double[] to : domains.get(variable).proposals(own)) {
        edits.add(with(way.edits, variable, to));
        steps.add(new Step(variable, to, 0, 0, 0));
      }
    }
    double[] found = way.patient.probabilities(edits);
    List<Step> gaining = new ArrayList<>();
    for (int k = 0; k < found.length; k++) {
      Step step = measured(steps.get(k), found[k], way);
      if (step.gain > 0) {
        gaining.add(step);
      }
    }
    return gaining;
  }

  private Step measured(Step step, double probability, Way way) {
    Domain domain = domains.get(step.variable);
    double gain = way.towards(way.probability, probability);
    double need = way.towards(way.probability, threshold);
    // A number can go part of the way; what a level gains beyond the threshold is for nothing.
    double useful = domain.isCategory() ? Math.min(gain, need) : gain;
    double cost = domain.cost(way.patient.own(step.variable), step.to);
    return new Step(step.variable, step.to, probability, gain, useful / cost);
  }

  private static Step chosen(List<Step> steps, boolean bySlope, Way way) {
    List<Step> crossing = steps.stream().filter(s -> way.isAcross(s.probability)).toList();
    if (!bySlope && crossing.isEmpty()) {
      return steps.stream().max(Comparator.comparingDouble(Step::gain)).orElse(null);
    }
    List<Step> among = bySlope ? steps : crossing;
    double best = among.stream().mapToDouble(Step::slope).max().orElse(0);
    return among.stream()
        .filter(step -> step.slope >= best * (1 - EQUAL))
        .max(Comparator.comparingDouble(Step::gain))
        .orElse(null);
  }

  static Map<Variable, double[]> with(
      Map<Variable, double[]> edits, Variable variable, double[] to) {
    Map<Variable, double[]> more = new LinkedHashMap<>(edits);
    more.put(variable, to);
    return more;
  }

  private Counterfactual shrunk(Way way, double own) {
    Shrinking shrinking = new Shrinking(way.patient, domains, way::isAcross);
    Map<Variable, double[]> left = shrinking.of(way.edits);
    List<Change> changes = new ArrayList<>();
    left.forEach(
        (variable, to) -> {
          double[] from = way.patient.own(variable);
          changes.add(new Change(variable, from, to, domains.get(variable).cost(from, to)));
        });
    changes.sort(Comparator.comparingDouble(Change::cost).reversed());
    double reached = way.patient.probabilities(List.of(left))[0];
    return new Counterfactual(way.patient.id(), own, reached, changes);
  }
}
