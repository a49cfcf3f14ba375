package org.omicroutes.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.omicroutes.evaluate.StudyReport;
import org.omicroutes.evaluate.StudyReport.AucCurve;
import org.omicroutes.evaluate.StudyReport.Cohort;

/**
 * A study as it is to be shown: no list is null, cohorts and models come in one order everywhere,
 * and each model keeps its number and style from figure to figure.
 */
final class StudyView {
  /** Models that stand out by colour; the others are grey. */
  private static final int STRONG = 5;

  private static final String SMALL = "-small";
  private static final String SURVIVAL = "-survival";

  private static final Map<String, String> LABELS =
      Map.ofEntries(
          Map.entry("cox", "clinical Cox"),
          Map.entry("kernel-ensemble", "kernel Cox ensemble"),
          Map.entry("block-ridge", "block-wise ridge Cox"),
          Map.entry("late-fusion", "late-fusion ridge Cox"),
          Map.entry("mofa-cox", "MOFA + Cox"),
          Map.entry("netdx", "netDx-style networks"),
          Map.entry("snf-cox", "SNF + Cox"),
          Map.entry("gnn", "survival GNN"),
          Map.entry("survival-gnn", "survival GNN"),
          Map.entry("transformer", "multimodal transformer"),
          Map.entry("multimodal-transformer", "multimodal transformer"),
          Map.entry("mmfn-concat", "MMFN without attention"),
          Map.entry("mmfn-genomic", "genomic-only network"),
          Map.entry("mmfn-clinical", "clinical-only network"),
          Map.entry("random-forest", "random forest"),
          Map.entry("svm", "SVM (RBF kernel)"),
          Map.entry("logistic", "penalised logistic regression"),
          Map.entry("stacked", "MOANet and Cox, stacked"),
          Map.entry("moanet-stacked", "MOANet and Cox, stacked"));

  private final StudyReport report;
  private final List<String> models;
  private final List<String> strong;

  /** A view of the report; lists that it lacks are taken for empty. */
  StudyView(StudyReport report) {
    this.report = complete(report);
    Set<String> names = new LinkedHashSet<>(list(report.setting().models()));
    names.add(main());
    this.report.aucCurves().forEach(c -> names.add(c.model()));
    this.report.importance().forEach(s -> names.add(s.model()));
    this.models = List.copyOf(names);
    this.strong = standingOut();
  }

  private static StudyReport complete(StudyReport r) {
    return new StudyReport(
        r.setting(),
        r.headline() == null ? "" : r.headline(),
        list(r.tables()),
        list(r.aucCurves()),
        list(r.eventCounts()),
        list(r.factorPoints()),
        list(r.importance()),
        list(r.calibration()),
        list(r.riskGroups()),
        list(r.missingLayers()),
        list(r.attention()));
  }

  private static <T> List<T> list(List<T> values) {
    return values == null ? List.of() : values;
  }

  StudyReport report() {
    return report;
  }

  StudyReport.Setting setting() {
    return report.setting();
  }

  List<Cohort> studied() {
    return list(report.setting().cohorts());
  }

  String main() {
    return report.setting().mainModel();
  }

  /** The layers of a cohort as words, empty where none are told. */
  static String layers(Cohort cohort) {
    return String.join(", ", list(cohort.layers()));
  }

  /** All models in the order of print. */
  List<String> models() {
    return models;
  }

  /** A model's number, from 1, the same in every figure. */
  int number(String model) {
    return models.indexOf(model) + 1;
  }

  /** The colour and marker of a model that stands out, -1 for the others. */
  int series(String model) {
    return strong.indexOf(model);
  }

  /** The models that stand out, the main one first. */
  List<String> strong() {
    return strong;
  }

  static String label(String model) {
    String label = LABELS.get(model);
    if (label == null && model.startsWith("mmfn-")) {
      // The preset and the head that a study's model names end in.
      if (model.endsWith(SURVIVAL)) {
        return label(without(model, SURVIVAL)) + " with survival head";
      }
      if (model.endsWith(SMALL)) {
        return label(without(model, SMALL)) + " (small)";
      }
    }
    return label == null ? Comparison.label(model) : label;
  }

  private static String without(String name, String end) {
    return name.substring(0, name.length() - end.length());
  }

  /** A sentence or heading with the names of models replaced by their labels. */
  String labelled(String text) {
    String names =
        models.stream()
            .sorted(Comparator.comparingInt(m -> -m.length()))
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    return Pattern.compile("(?<![\\w-])(" + names + ")(?![\\w-])")
        .matcher(text)
        .replaceAll(m -> Matcher.quoteReplacement(label(m.group(1))));
  }

  /** The given cohorts in the order of print: the mean over cohorts first. */
  List<String> cohorts(Stream<String> present) {
    Set<String> names = new LinkedHashSet<>(present.toList());
    List<String> order = new ArrayList<>(List.of(StudyReport.MEAN));
    studied().forEach(c -> order.add(c.name()));
    return names.stream()
        .sorted(Comparator.comparingInt(n -> order.contains(n) ? order.indexOf(n) : order.size()))
        .toList();
  }

  String cohortLabel(String name) {
    if (name.equals(StudyReport.POOLED)) {
      return "All patients of " + studied().size() + " cohorts";
    }
    if (!name.equals(StudyReport.MEAN)) {
      return name;
    }
    return studied().isEmpty() ? "Mean over cohorts" : "Mean over " + studied().size() + " cohorts";
  }

  /** Patients and events of a cohort in brackets, empty where the report does not know it. */
  String size(String name) {
    Optional<Cohort> cohort = studied().stream().filter(c -> c.name().equals(name)).findFirst();
    return cohort
        .map(
            c ->
                Numbers.count(c.patients()) + " patients, " + Numbers.count(c.events()) + " events")
        .orElse("");
  }

  /** The main model, the clinical one, and the best of the others at the main horizon. */
  private List<String> standingOut() {
    List<String> known =
        models.stream()
            .filter(m -> report.aucCurves().stream().anyMatch(c -> c.model().equals(m)))
            .toList();
    if (known.size() <= STRONG) {
      List<String> all = new ArrayList<>(known);
      all.remove(main());
      all.add(0, main());
      return List.copyOf(all);
    }
    List<String> chosen = new ArrayList<>(List.of(main()));
    known.stream()
        .filter(m -> label(m).equals("clinical Cox"))
        .filter(m -> !chosen.contains(m))
        .findFirst()
        .ifPresent(chosen::add);
    known.stream()
        .filter(m -> !chosen.contains(m))
        .sorted(Comparator.comparingDouble((String m) -> -atHorizon(m)))
        .limit(STRONG - chosen.size())
        .forEach(chosen::add);
    return List.copyOf(chosen);
  }

  /** Mean td-AUC over cohorts at the horizon nearest to the main one; -1 where it is unknown. */
  private double atHorizon(String model) {
    double[] values =
        report.aucCurves().stream()
            .filter(c -> c.model().equals(model))
            .mapToDouble(c -> at(c, setting().horizonMonths()))
            .filter(Double::isFinite)
            .toArray();
    return Arrays.stream(values).average().orElse(-1);
  }

  /** The curve's value at the month nearest to the one asked for. */
  static double at(AucCurve curve, int months) {
    int best = -1;
    for (int i = 0; i < curve.months().length; i++) {
      if (best < 0
          || Math.abs(curve.months()[i] - months) < Math.abs(curve.months()[best] - months)) {
        best = i;
      }
    }
    return best < 0 ? Double.NaN : curve.auc()[best];
  }

  /** Whether there is any finite number in there. */
  static boolean anyFinite(double[] values) {
    return values != null && Arrays.stream(values).anyMatch(Double::isFinite);
  }

  /** The greatest finite value, or the fallback. */
  static double most(Collection<Double> values, double fallback) {
    return values.stream().filter(Double::isFinite).max(Double::compare).orElse(fallback);
  }
}
