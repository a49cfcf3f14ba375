package org.omicroutes.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.mmfn.HorizonModel;

/**
 * Which of many variables change what a model says most, told by trying: in a few patients each
 * variable alone goes where {@link Domain#proposals} lets it. Variables are tried one by one only
 * where moving them together with their neighbours changes anything: what a model does not use
 * costs little.
 *
 * @param effects mean over the patients of the largest |change of log odds|, by variable
 * @param slopes the same of |change of log odds| per cost
 */
record FeatureScreen(Map<Variable, Double> effects, Map<Variable, Double> slopes) {
  private static final int TOGETHER = 50;

  /** Predictions that a screen may take beyond one patient. */
  private static final int PREDICTIONS = 40_000;

  static final int MOST_PATIENTS = 5;

  /**
   * @param patients as many as are to be tried at most; fewer, where variables are many
   */
  static FeatureScreen of(
      HorizonModel model, PatientData patients, List<Domain> domains, DoubleConsumer progress) {
    Map<Variable, Double> effects = new HashMap<>();
    Map<Variable, Double> slopes = new HashMap<>();
    int most = Math.min(MOST_PATIENTS, patients.patients().size());
    int asked = 0;
    for (int p = 0; p < most && (p == 0 || asked < PREDICTIONS); p++) {
      List<String> one = List.of(patients.patients().get(p));
      EditedPatient patient = new EditedPatient(model, patients.select(one));
      asked += tried(patient, domains, effects, slopes);
      progress.accept((p + 1.0) / most);
    }
    return new FeatureScreen(effects, slopes);
  }

  private static int tried(
      EditedPatient patient,
      List<Domain> domains,
      Map<Variable, Double> effects,
      Map<Variable, Double> slopes) {
    double own = LogOdds.of(patient.probability());
    List<Domain> used = used(patient, domains, own);
    List<Map<Variable, double[]>> edits = new ArrayList<>();
    for (Domain domain : used) {
      Variable variable = domain.variable();
      domain.proposals(patient.own(variable)).forEach(to -> edits.add(Map.of(variable, to)));
    }
    double[] found = patient.probabilities(edits);
    Map<Variable, Double> effect = new HashMap<>();
    Map<Variable, Double> slope = new HashMap<>();
    Map<Variable, Domain> byVariable = new HashMap<>();
    used.forEach(domain -> byVariable.put(domain.variable(), domain));
    for (int k = 0; k < found.length; k++) {
      Variable variable = edits.get(k).keySet().iterator().next();
      double change = Math.abs(LogOdds.of(found[k]) - own);
      double cost =
          byVariable.get(variable).cost(patient.own(variable), edits.get(k).get(variable));
      effect.merge(variable, change, Math::max);
      slope.merge(variable, change / cost, Math::max);
    }
    effect.forEach((variable, value) -> effects.merge(variable, value, Double::sum));
    slope.forEach((variable, value) -> slopes.merge(variable, value, Double::sum));
    return found.length;
  }

  /** Those whose neighbourhood changes anything when moved together, first down and then up. */
  private static List<Domain> used(EditedPatient patient, List<Domain> domains, double own) {
    List<List<Domain>> bundles = new ArrayList<>();
    for (int from = 0; from < domains.size(); from += TOGETHER) {
      bundles.add(domains.subList(from, Math.min(domains.size(), from + TOGETHER)));
    }
    List<Map<Variable, double[]>> edits = new ArrayList<>();
    for (List<Domain> bundle : bundles) {
      edits.add(together(patient, bundle, false));
      edits.add(together(patient, bundle, true));
    }
    double[] found = patient.probabilities(edits);
    List<Domain> used = new ArrayList<>();
    for (int b = 0; b < bundles.size(); b++) {
      if (LogOdds.of(found[2 * b]) != own || LogOdds.of(found[2 * b + 1]) != own) {
        used.addAll(bundles.get(b));
      }
    }
    return used;
  }

  private static Map<Variable, double[]> together(
      EditedPatient patient, List<Domain> bundle, boolean last) {
    Map<Variable, double[]> edits = new LinkedHashMap<>();
    for (Domain domain : bundle) {
      List<double[]> to = domain.proposals(patient.own(domain.variable()));
      if (!to.isEmpty()) {
        edits.put(domain.variable(), to.get(last ? to.size() - 1 : 0));
      }
    }
    return edits;
  }

  /** So many of the variables by effect, with any effect at all. */
  List<Variable> byEffect(int most) {
    return top(effects, most).toList();
  }

  /** So many by effect and as many by slope, each once. */
  List<Variable> byEither(int most) {
    Set<Variable> chosen = new LinkedHashSet<>();
    Stream.concat(top(effects, most), top(slopes, most)).forEach(chosen::add);
    return List.copyOf(chosen);
  }

  /** By value and then by name, so that the order does not hang on that of a hash table. */
  private static Stream<Variable> top(Map<Variable, Double> values, int most) {
    return values.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .sorted(
            Comparator.<Map.Entry<Variable, Double>>comparingDouble(e -> -e.getValue())
                .thenComparing(e -> e.getKey().key()))
        .limit(most)
        .map(Map.Entry::getKey);
  }
}
