package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.omicroutes.evaluate.StudyReport.ImportanceShare;

/** T3: mean |Shapley value| per feature group and model. */
final class StudyImportance {
  /** A group's mean and its share of the sum over groups. */
  private record Importance(StudyValue mean, StudyValue share) {}

  private final Study study;
  private final Map<String, Map<String, Map<String, Importance>>> found = new LinkedHashMap<>();
  private double largestError;

  StudyImportance(Study study) {
    this.study = study;
    for (StudyCohort cohort : study.cohorts()) {
      Map<String, List<StudyCohort.Shapley>> byModel = new HashMap<>();
      cohort
          .shapley()
          .forEach(s -> byModel.computeIfAbsent(s.model(), m -> new ArrayList<>()).add(s));
      Map<String, Map<String, Importance>> own = new LinkedHashMap<>();
      for (String model : study.models()) {
        if (byModel.containsKey(model)) {
          own.put(model, importance(byModel.get(model), cohort.survival().size()));
        }
      }
      found.put(cohort.name(), own);
    }
  }

  private Map<String, Importance> importance(List<StudyCohort.Shapley> values, int patients) {
    Map<String, double[]> sums = new TreeMap<>();
    Map<String, Double> rest = new HashMap<>();
    int[] explained = new int[patients];
    for (StudyCohort.Shapley s : values) {
      sums.computeIfAbsent(s.group(), g -> new double[patients])[s.patient()] +=
          Math.abs(s.value());
      String key = s.fold() + "/" + s.patient();
      if (!rest.containsKey(key)) {
        explained[s.patient()]++;
        rest.put(key, s.prediction() - s.baseline());
      }
      rest.merge(key, -s.value(), Double::sum);
    }
    for (double error : rest.values()) {
      largestError = Math.max(largestError, Math.abs(error));
    }
    return summary(sums, explained);
  }

  /** Patients count once: each by the mean over the repeats that explain them. */
  private Map<String, Importance> summary(Map<String, double[]> sums, int[] explained) {
    int n = 0;
    double[] totals = new double[explained.length];
    double total = 0;
    for (int i = 0; i < explained.length; i++) {
      n += explained[i] > 0 ? 1 : 0;
      for (double[] group : sums.values()) {
        group[i] = explained[i] > 0 ? group[i] / explained[i] : 0;
        totals[i] += group[i];
      }
      total += totals[i];
    }
    Map<String, Importance> importance = new LinkedHashMap<>();
    for (var group : sums.entrySet()) {
      double mean = 0;
      for (double v : group.getValue()) {
        mean += v / n;
      }
      double share = mean * n / total;
      double squares = 0;
      double shareSquares = 0;
      for (int i = 0; i < explained.length; i++) {
        if (explained[i] > 0) {
          double part = (group.getValue()[i] - mean) / n;
          double sharePart = (group.getValue()[i] - share * totals[i]) / total;
          squares += part * part;
          shareSquares += sharePart * sharePart;
        }
      }
      double level = study.settings().level();
      double infinity = Double.POSITIVE_INFINITY;
      double small = Math.sqrt(n / Math.max(1, n - 1.0));
      importance.put(
          group.getKey(),
          new Importance(
              StudyValue.normal(mean, small * Math.sqrt(squares), level, 0, infinity),
              StudyValue.normal(share, small * Math.sqrt(shareSquares), level, 0, 1)));
    }
    return importance;
  }

  private Importance get(StudyCohort cohort, String model, String group) {
    return found.get(cohort.name()).getOrDefault(model, Map.of()).get(group);
  }

  /** Groups of a model over all cohorts, in alphabetical order. */
  private List<String> groups(String model) {
    return found.values().stream()
        .flatMap(c -> c.getOrDefault(model, Map.of()).keySet().stream())
        .distinct()
        .sorted()
        .toList();
  }

  private interface Receiver {
    void take(String cohort, String model, String group, Importance importance);
  }

  private void each(Receiver receiver) {
    for (StudyCohort cohort : study.cohorts()) {
      found
          .get(cohort.name())
          .forEach(
              (model, groups) ->
                  groups.forEach((group, i) -> receiver.take(cohort.name(), model, group, i)));
    }
    for (String model : study.several() ? study.models() : List.<String>of()) {
      for (String group : groups(model)) {
        StudyValue mean =
            study.mean(c -> get(c, model, group) == null ? null : get(c, model, group).mean);
        StudyValue share =
            study.mean(c -> get(c, model, group) == null ? null : get(c, model, group).share);
        receiver.take(StudyReport.MEAN, model, group, new Importance(mean, share));
      }
    }
  }

  StudyTable table() {
    StudyTable table =
        new StudyTable(
            "T3",
            "Importance of feature groups",
            "cohort",
            "model",
            "feature group",
            "mean |SHAP|",
            "share");
    each(
        (cohort, model, group, i) ->
            table.row(cohort, model, group).value(i.mean, 4).value(i.share, 3));
    return table;
  }

  List<ImportanceShare> shares() {
    List<ImportanceShare> shares = new ArrayList<>();
    each(
        (cohort, model, group, i) ->
            shares.add(
                new ImportanceShare(
                    cohort,
                    model,
                    group,
                    i.mean.estimate(),
                    i.mean.lower(),
                    i.mean.upper(),
                    i.share.estimate())));
    return shares;
  }

  String note() {
    return "Shapley values of feature groups for held-out patients, on the scale of the log hazard,"
        + " absolute, mean over patients (each by the mean over repeats); a group that a fold does"
        + " not have counts as 0. "
        + study.percent()
        + " limits from the spread of the patients. Baseline and values sum to the prediction"
        + " within "
        + String.format(java.util.Locale.ROOT, "%.1e", largestError)
        + "."
        + (study.several() ? StudyPerformance.MEAN_NOTE : "");
  }
}
