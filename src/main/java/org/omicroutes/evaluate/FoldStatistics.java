package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.evaluate.EvaluationReport.Difference;
import org.omicroutes.evaluate.EvaluationReport.FoldMetrics;
import org.omicroutes.evaluate.EvaluationReport.Summary;
import org.omicroutes.evaluate.EvaluationReport.Value;

/** Means over folds and paired differences between models over folds. */
final class FoldStatistics {
  private static final double LEVEL = 0.95;

  private record Key(String metric, Integer horizonMonths) {}

  private FoldStatistics() {}

  /** Mean, SD and SE of each metric over the folds where it could be estimated. */
  static List<Summary> summaries(List<FoldMetrics> folds) {
    List<Summary> summaries = new ArrayList<>();
    byKey(folds)
        .forEach(
            (key, values) -> {
              List<Double> known = List.copyOf(values.values());
              Double sd = known.size() < 2 ? null : sd(known);
              summaries.add(
                  new Summary(
                      key.metric(),
                      key.horizonMonths(),
                      known.size(),
                      known.isEmpty() ? null : mean(known),
                      sd,
                      sd == null ? null : sd / Math.sqrt(known.size())));
            });
    return summaries;
  }

  /**
   * Main minus other over the folds that have both, tested by {@link CorrectedResampledTest}.
   *
   * @param foldCount folds of the cross-validation
   */
  static List<Difference> differences(
      List<FoldMetrics> main, List<FoldMetrics> other, int foldCount) {
    Map<Key, Map<Integer, Double>> others = byKey(other);
    List<Difference> differences = new ArrayList<>();
    byKey(main)
        .forEach(
            (key, values) -> {
              List<Double> paired = new ArrayList<>();
              Map<Integer, Double> counterpart = others.getOrDefault(key, Map.of());
              values.forEach(
                  (fold, value) -> {
                    if (counterpart.containsKey(fold)) {
                      paired.add(value - counterpart.get(fold));
                    }
                  });
              differences.add(difference(key, paired, foldCount));
            });
    return differences;
  }

  private static Difference difference(Key key, List<Double> paired, int foldCount) {
    double[] differences = paired.stream().mapToDouble(Double::doubleValue).toArray();
    CorrectedResampledTest test = CorrectedResampledTest.of(differences, foldCount, LEVEL);
    return new Difference(
        key.metric(),
        key.horizonMonths(),
        test.pairs(),
        Evaluation.orNull(test.mean()),
        Evaluation.orNull(test.standardError()),
        Evaluation.orNull(test.pValue()));
  }

  private static Map<Key, Map<Integer, Double>> byKey(List<FoldMetrics> folds) {
    Map<Key, Map<Integer, Double>> values = new LinkedHashMap<>();
    for (FoldMetrics fold : folds) {
      for (Value value : fold.values()) {
        Map<Integer, Double> known =
            values.computeIfAbsent(
                new Key(value.metric(), value.horizonMonths()), k -> new LinkedHashMap<>());
        if (value.estimate() != null) {
          known.put(fold.fold(), value.estimate());
        }
      }
    }
    return values;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
  }

  private static double sd(List<Double> values) {
    double mean = mean(values);
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.size() - 1));
  }
}
