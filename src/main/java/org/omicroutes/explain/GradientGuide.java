package org.omicroutes.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.mmfn.FusedModel;

/**
 * Chooses variables by the gradient of a network: those that change the log odds most per standard
 * deviation, those that could change it most within their range if it went on so, and all
 * categories, which have no gradient. One gradient stands for thousands of predictions.
 */
final class GradientGuide implements Guide {
  private static final int BY_SLOPE = 16;
  private static final int BY_REACH = 8;

  /** How far a number is moved to see what its prepared value does, in standard deviations. */
  private static final double NUDGE = 0.1;

  private final FusedModel model;
  private final FusedVariables fused;
  private final Map<Variable, Domain> domains;

  GradientGuide(FusedModel model, FusedVariables fused, List<Domain> domains) {
    this.model = model;
    this.fused = fused;
    this.domains = new HashMap<>();
    domains.forEach(domain -> this.domains.put(domain.variable(), domain));
  }

  private record Prospect(Variable variable, double slope, double reach) {}

  @Override
  public List<Variable> worth(PatientData one, boolean up) {
    double[] gradient = model.gradient(one)[0];
    EditedPatient patient = new EditedPatient(model, one);
    Map<Variable, double[]> nudge = new LinkedHashMap<>();
    List<Variable> categories = new ArrayList<>();
    for (int k = 0; k < fused.variables().size(); k++) {
      Variable variable = fused.variables().get(k);
      Domain domain = domains.get(variable);
      if (domain == null || !domain.varies()) {
        continue;
      }
      if (domain.isCategory() || !fused.isNumber(k)) {
        categories.add(variable);
      } else {
        nudge.put(variable, new double[] {patient.own(variable)[0] + NUDGE * domain.deviation()});
      }
    }
    double[] here = model.prepared(one)[0];
    double[] there = model.prepared(patient.data(List.of(nudge)))[0];
    List<Prospect> prospects = new ArrayList<>();
    for (int k = 0; k < fused.variables().size(); k++) {
      Variable variable = fused.variables().get(k);
      if (nudge.containsKey(variable)) {
        int input = fused.inputs()[k];
        double rise = gradient[input] * (there[input] - here[input]) / NUDGE;
        prospects.add(prospect(patient, variable, up ? rise : -rise));
      }
    }
    Set<Variable> worth = new LinkedHashSet<>(categories);
    top(prospects, Comparator.comparingDouble(Prospect::slope), BY_SLOPE).forEach(worth::add);
    top(prospects, Comparator.comparingDouble(Prospect::reach), BY_REACH).forEach(worth::add);
    return List.copyOf(worth);
  }

  /**
   * @param rise towards the threshold, per standard deviation upwards
   */
  private Prospect prospect(EditedPatient patient, Variable variable, double rise) {
    Domain domain = domains.get(variable);
    double[] own = patient.own(variable);
    double furthest =
        domain.proposals(own).stream()
            .mapToDouble(to -> rise * (to[0] - own[0]) / domain.deviation())
            .max()
            .orElse(0);
    // Towards neither end is anything gained: of no use.
    return new Prospect(variable, furthest > 0 ? Math.abs(rise) : 0, furthest);
  }

  private static Stream<Variable> top(List<Prospect> prospects, Comparator<Prospect> by, int most) {
    return prospects.stream()
        .filter(prospect -> prospect.reach > 0)
        .sorted(by.reversed())
        .limit(most)
        .map(Prospect::variable);
  }
}
