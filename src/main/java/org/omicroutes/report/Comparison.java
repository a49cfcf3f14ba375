package org.omicroutes.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;
import org.omicroutes.evaluate.EvaluationReport;
import org.omicroutes.evaluate.EvaluationReport.Difference;
import org.omicroutes.evaluate.EvaluationReport.Model;
import org.omicroutes.evaluate.EvaluationReport.Summary;

/**
 * What an evaluation says in words: how good the main model is, and whether it beats the others.
 * Intervals are 95 % ones by Student's t over folds; those of differences use the evaluation's
 * corrected standard error.
 */
final class Comparison {
  private static final Map<String, String> LABELS =
      Map.ofEntries(
          Map.entry("moanet", "MOANet"),
          Map.entry("mmfn", "MMFN"),
          Map.entry("km", "Kaplan–Meier"),
          Map.entry("kaplan-meier", "Kaplan–Meier"),
          Map.entry("cox-clinical", "clinical Cox"),
          Map.entry("clinical-cox", "clinical Cox"),
          Map.entry("cox", "Cox"),
          Map.entry("ridge", "ridge Cox"),
          Map.entry("ridge-cox", "ridge Cox"),
          Map.entry("cox-ridge", "ridge Cox"),
          Map.entry("coxnet", "elastic-net Cox"),
          Map.entry("rsf", "random survival forest"));

  private final EvaluationReport report;
  private final Model main;

  /**
   * @throws IllegalArgumentException where the report has no model of that name
   */
  Comparison(EvaluationReport report, String mainModel) {
    this.report = report;
    this.main =
        report
            .model(mainModel)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "main-model: found '"
                            + mainModel
                            + "', expected one of "
                            + report.models().stream().map(Model::name).toList()));
  }

  /** An estimate with its 95 % interval; NaN where there is none. */
  record Interval(double value, double low, double high) {
    static final Interval NONE = new Interval(Double.NaN, Double.NaN, Double.NaN);

    String text(int decimals) {
      return Numbers.interval(value, low, high, decimals);
    }
  }

  EvaluationReport report() {
    return report;
  }

  Model main() {
    return main;
  }

  /** The main model first, then the others by their C-index, the best first. */
  List<Model> ranked() {
    return report.models().stream()
        .sorted(
            Comparator.comparing((Model m) -> m != main)
                .thenComparing(m -> -orLow(cIndex(m).value()))
                .thenComparing(Model::name))
        .toList();
  }

  private static double orLow(double value) {
    return Double.isNaN(value) ? -1 : value;
  }

  static String label(Model model) {
    return label(model.name());
  }

  static String label(String name) {
    return LABELS.getOrDefault(name, name);
  }

  /** Harrell's C over folds. */
  static Interval cIndex(Model model) {
    return overFolds(model, EvaluationReport.C_INDEX, null);
  }

  /** A metric's mean over folds with its interval. */
  static Interval overFolds(Model model, String metric, Integer months) {
    Optional<Summary> summary = model.summary(metric, months);
    if (summary.isEmpty() || summary.get().mean() == null) {
      return Interval.NONE;
    }
    return around(summary.get().mean(), summary.get().se(), summary.get().folds());
  }

  /** The main model's C-index less this one's. */
  static Optional<Difference> difference(Model model) {
    return model.differences().stream()
        .filter(d -> d.metric().equals(EvaluationReport.C_INDEX))
        .filter(d -> d.horizonMonths() == null && d.mean() != null)
        .findFirst();
  }

  static Interval interval(Difference difference) {
    return around(difference.mean(), difference.se(), difference.folds());
  }

  private static Interval around(double mean, Double se, int folds) {
    if (se == null || folds < 2) {
      return new Interval(mean, Double.NaN, Double.NaN);
    }
    double half = new TDistribution(folds - 1).inverseCumulativeProbability(0.975) * se;
    return new Interval(mean, mean - half, mean + half);
  }

  /** How the main model stands against the best of the others. */
  enum Standing {
    AHEAD,
    EVEN,
    BEHIND,
    ALONE
  }

  /** The best of the others by C-index. */
  Optional<Model> rival() {
    return report.models().stream()
        .filter(m -> m != main)
        .filter(m -> !Double.isNaN(cIndex(m).value()))
        .min(
            Comparator.comparingDouble((Model m) -> -cIndex(m).value()).thenComparing(Model::name));
  }

  /** Ahead only where the interval of the paired difference lies above zero. */
  Standing standing() {
    Optional<Model> rival = rival();
    double own = cIndex(main).value();
    if (rival.isEmpty() || Double.isNaN(own)) {
      return Standing.ALONE;
    }
    if (cIndex(rival.get()).value() > own + 1e-12) {
      return Standing.BEHIND;
    }
    return difference(rival.get())
        .map(Comparison::interval)
        .filter(i -> i.low() > 0)
        .map(i -> Standing.AHEAD)
        .orElse(Standing.EVEN);
  }

  /** The first line of the report. */
  String verdict() {
    String own = label(main);
    String score = cIndex(main).text(3);
    if (standing() == Standing.ALONE) {
      return own
          + " reaches a C-index of "
          + score
          + ". There is no other model to hold it against.";
    }
    Model rival = rival().orElseThrow();
    String other = label(rival);
    String otherScore = cIndex(rival).text(3);
    String paired =
        difference(rival)
            .map(
                d ->
                    " (paired difference "
                        + Numbers.signed(d.mean(), 3)
                        + ", 95 % CI "
                        + Numbers.signed(interval(d).low(), 3)
                        + " to "
                        + Numbers.signed(interval(d).high(), 3)
                        + ")")
            .orElse("");
    return switch (standing()) {
      case BEHIND ->
          "The baseline "
              + other
              + " does better than "
              + own
              + " here: C-index "
              + otherScore
              + " against "
              + score
              + paired
              + "."
              + noise(rival);
      case EVEN ->
          own
              + " and the baseline "
              + other
              + " cannot be told apart: C-index "
              + score
              + " against "
              + otherScore
              + paired
              + ".";
      default ->
          own
              + " does better than all "
              + (report.models().size() - 1)
              + " other models: C-index "
              + score
              + ", the next best is "
              + other
              + " with "
              + otherScore
              + paired
              + ".";
    };
  }

  private static String noise(Model rival) {
    return difference(rival)
        .map(Comparison::interval)
        .filter(i -> i.high() > 0)
        .map(i -> " The difference is within what chance gives.")
        .orElse("");
  }

  /** The horizon nearest to {@code months} for which the main model has calibration points. */
  Optional<Integer> calibrationHorizon(int months) {
    return main.calibration().stream()
        .filter(p -> p.observed() != null)
        .map(EvaluationReport.CalibrationPoint::horizonMonths)
        .distinct()
        .min(
            Comparator.comparingInt((Integer h) -> Math.abs(h - months))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Fold estimates of a metric, missing ones left out. */
  static double[] folds(Model model, String metric) {
    return model.byFold().stream()
        .flatMap(f -> f.values().stream())
        .filter(v -> v.metric().equals(metric) && v.horizonMonths() == null)
        .map(EvaluationReport.Value::estimate)
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .toArray();
  }
}
