package org.omicroutes.reduce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A trained factor model; its JSON is MOFA's fitted state.
 *
 * @param factors how many there are, sorted by the variance they explain in all views together
 * @param views the views with their loadings
 * @param evidence the lower bound after each iteration
 * @param factorCounts how many factors the model had in that iteration
 */
public record MofaModel(int factors, List<View> views, double[] evidence, int[] factorCounts) {

  /**
   * One view.
   *
   * @param name its name
   * @param bernoulli zeros and ones, or real values
   * @param features ids of the features used
   * @param centre subtracted from each feature (real values; 0 for zeros and ones)
   * @param scale then divided by
   * @param precision of each feature's noise on that scale; empty for zeros and ones
   * @param weight features × (factors + 1): posterior mean loadings, then the intercept
   * @param covariance features × packed lower triangle of their posterior covariance
   * @param explained share of the view's variance on the samples fitted on: of each factor alone,
   *     then of all
   */
  public record View(
      String name,
      boolean bernoulli,
      List<String> features,
      double[] centre,
      double scale,
      double[] precision,
      double[][] weight,
      float[][] covariance,
      double[] explained) {}

  public MofaModel {
    views = List.copyOf(views);
  }

  /** The view of a name, or null. */
  public View view(String name) {
    return views.stream().filter(v -> v.name().equals(name)).findFirst().orElse(null);
  }

  /** {@code Factor1}, … */
  public List<String> factorNames() {
    return IntStream.rangeClosed(1, factors).mapToObj(k -> "Factor" + k).toList();
  }

  /** Short form of what was reached: for notes. */
  public Map<String, Double> explainedByView() {
    Map<String, Double> all = new LinkedHashMap<>();
    views.forEach(v -> all.put(v.name(), v.explained()[factors]));
    return all;
  }
}
