package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hipparchus.stat.ranking.NaNStrategy;
import org.hipparchus.stat.ranking.NaturalRanking;
import org.hipparchus.stat.ranking.TiesStrategy;
import org.omicroutes.evaluate.ClassReport.FeatureImportance;

/**
 * Means of feature importance over folds. A feature that was not among a fold's inputs had no say
 * there and counts 0; one that a method was not asked about, though another was, is left out of
 * that method's mean.
 */
final class ClassImportance {
  /** The methods, in the order of print. */
  static final List<String> METHODS = List.of("attention", "permutation", "shapley");

  /** A method as it is called in headings and sentences. */
  static String words(String method) {
    return method.equals("shapley") ? "Shapley values" : method;
  }

  /** A feature of the model's input. */
  record Feature(String modality, String name) {}

  private ClassImportance() {}

  /** Method to features, most important first; methods without a value are left out. */
  static Map<String, List<FeatureImportance>> of(ClassCohort cohort) {
    Map<String, Map<String, Map<Feature, Double>>> values = new LinkedHashMap<>();
    Map<String, Set<Feature>> inputs = new HashMap<>();
    Set<Feature> all = new HashSet<>();
    for (ClassCohort.Importance i : cohort.importance()) {
      Feature feature = new Feature(i.modality(), i.feature());
      all.add(feature);
      inputs.computeIfAbsent(i.fold(), f -> new HashSet<>()).add(feature);
      values
          .computeIfAbsent(i.method(), m -> new TreeMap<>())
          .computeIfAbsent(i.fold(), f -> new HashMap<>())
          .put(feature, i.importance());
    }
    List<Feature> ordered =
        all.stream()
            .sorted(Comparator.comparing(Feature::modality).thenComparing(Feature::name))
            .toList();
    Map<String, List<FeatureImportance>> found = new LinkedHashMap<>();
    for (String method : METHODS) {
      if (values.containsKey(method)) {
        List<FeatureImportance> means = new ArrayList<>();
        for (Feature feature : ordered) {
          mean(cohort.name(), method, feature, values.get(method), inputs, means);
        }
        if (!means.isEmpty()) {
          found.put(method, ranked(means));
        }
      }
    }
    return found;
  }

  private static void mean(
      String cohort,
      String method,
      Feature feature,
      Map<String, Map<Feature, Double>> folds,
      Map<String, Set<Feature>> inputs,
      List<FeatureImportance> means) {
    List<Double> known = new ArrayList<>();
    int asked = 0;
    for (var fold : folds.entrySet()) {
      Double value = fold.getValue().get(feature);
      if (value != null && Double.isFinite(value)) {
        known.add(value);
        asked++;
      } else if (!inputs.get(fold.getKey()).contains(feature)) {
        known.add(0.0);
      }
    }
    if (asked > 0) {
      double mean = known.stream().mapToDouble(v -> v).average().orElseThrow();
      double squares = known.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
      int n = known.size();
      double error = n > 1 ? Math.sqrt(squares / (n - 1) / n) : Double.NaN;
      means.add(
          new FeatureImportance(
              cohort, method, feature.modality(), feature.name(), mean, error, 0, asked));
    }
  }

  private static List<FeatureImportance> ranked(List<FeatureImportance> means) {
    double[] ranks =
        new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE)
            .rank(means.stream().mapToDouble(m -> -m.importance()).toArray());
    List<FeatureImportance> ranked = new ArrayList<>();
    for (int k = 0; k < ranks.length; k++) {
      FeatureImportance m = means.get(k);
      ranked.add(
          new FeatureImportance(
              m.cohort(),
              m.method(),
              m.modality(),
              m.feature(),
              m.importance(),
              m.standardError(),
              ranks[k],
              m.folds()));
    }
    ranked.sort(Comparator.comparingDouble(FeatureImportance::rank));
    return ranked;
  }
}
