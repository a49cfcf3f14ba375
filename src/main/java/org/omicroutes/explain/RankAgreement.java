package org.omicroutes.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How far two methods agree on what matters, over the variables that both tell of.
 *
 * @param variables how many these are
 * @param spearman rank correlation, equal values sharing their mean rank; NaN where all of a method
 *     are equal or there are fewer than two
 * @param top how many of the most important ones are compared
 * @param shared how many of these are among both methods' top
 * @param onlyFirst the others of the first method's top, the most important first
 * @param onlySecond those of the second's
 */
record RankAgreement(
    String first,
    String second,
    int variables,
    double spearman,
    int top,
    int shared,
    List<Variable> onlyFirst,
    List<Variable> onlySecond) {
  static final int TOP = 20;

  /** Of each pair of methods that have told anything, in their order. */
  static List<RankAgreement> of(List<ClassImportance> all) {
    Map<String, Map<Variable, Double>> methods = new LinkedHashMap<>();
    for (ClassImportance one : all) {
      methods
          .computeIfAbsent(one.method(), m -> new LinkedHashMap<>())
          .put(one.variable(), one.importance());
    }
    List<String> names = List.copyOf(methods.keySet());
    List<RankAgreement> pairs = new ArrayList<>();
    for (int a = 0; a < names.size(); a++) {
      for (int b = a + 1; b < names.size(); b++) {
        pairs.add(
            of(names.get(a), names.get(b), methods.get(names.get(a)), methods.get(names.get(b))));
      }
    }
    return pairs;
  }

  private static RankAgreement of(
      String first, String second, Map<Variable, Double> a, Map<Variable, Double> b) {
    List<Variable> both = a.keySet().stream().filter(b::containsKey).toList();
    double[] x = both.stream().mapToDouble(a::get).toArray();
    double[] y = both.stream().mapToDouble(b::get).toArray();
    int top = Math.min(TOP, both.size());
    List<Variable> topA = top(both, a, top);
    List<Variable> topB = top(both, b, top);
    List<Variable> onlyA = topA.stream().filter(v -> !topB.contains(v)).toList();
    List<Variable> onlyB = topB.stream().filter(v -> !topA.contains(v)).toList();
    return new RankAgreement(
        first, second, both.size(), spearman(x, y), top, top - onlyA.size(), onlyA, onlyB);
  }

  private static List<Variable> top(List<Variable> both, Map<Variable, Double> by, int top) {
    return both.stream().sorted(Comparator.comparingDouble(v -> -by.get(v))).limit(top).toList();
  }

  /** Pearson's correlation of the mean ranks. */
  static double spearman(double[] x, double[] y) {
    double[] a = ranks(x);
    double[] b = ranks(y);
    double middle = (a.length + 1) / 2.0;
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - middle) * (b[i] - middle);
      aa += (a[i] - middle) * (a[i] - middle);
      bb += (b[i] - middle) * (b[i] - middle);
    }
    return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : Double.NaN;
  }

  private static double[] ranks(double[] values) {
    Map<Double, double[]> sums = new HashMap<>();
    double[] sorted =
        IntStream.range(0, values.length).mapToDouble(i -> values[i]).sorted().toArray();
    for (int k = 0; k < sorted.length; k++) {
      double[] sum = sums.computeIfAbsent(sorted[k] + 0.0, v -> new double[2]);
      sum[0] += k + 1;
      sum[1]++;
    }
    double[] ranks = new double[values.length];
    for (int i = 0; i < ranks.length; i++) {
      double[] sum = sums.get(values[i] + 0.0);
      ranks[i] = sum[0] / sum[1];
    }
    return ranks;
  }
}
