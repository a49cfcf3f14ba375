package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.distribution.continuous.TDistribution;
import org.omicroutes.evaluate.EvaluationReport.Difference;
import org.omicroutes.evaluate.EvaluationReport.FoldMetrics;
import org.omicroutes.evaluate.EvaluationReport.Summary;
import org.omicroutes.evaluate.EvaluationReport.Value;

/** Means over folds and paired differences between models over folds. */
final class FoldStatistics {
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
   * Main minus other over the folds that have both. Folds share training patients, so the variance
   * of the mean is {@code (1/J + test/train) s²} (Nadeau and Bengio, Machine Learning 2003) with
   * {@code test/train = 1/(folds - 1)}.
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
    int j = paired.size();
    if (j < 2 || foldCount < 2) {
      Double mean = j == 0 ? null : mean(paired);
      return new Difference(key.metric(), key.horizonMonths(), j, mean, null, null);
    }
    double mean = mean(paired);
    double se = sd(paired) * Math.sqrt(1.0 / j + 1.0 / (foldCount - 1));
    Double p =
        se > 0 ? 2 * new TDistribution(j - 1).cumulativeProbability(-Math.abs(mean) / se) : null;
    return new Difference(key.metric(), key.horizonMonths(), j, mean, se, p);
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
