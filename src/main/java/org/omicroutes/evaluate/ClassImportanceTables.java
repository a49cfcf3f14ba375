package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hipparchus.stat.correlation.SpearmansCorrelation;
import org.omicroutes.evaluate.ClassImportance.Feature;
import org.omicroutes.evaluate.ClassReport.FeatureImportance;

/** C7: what matters to the main model by three methods, and whether the methods agree. */
final class ClassImportanceTables {
  private static final int SHOWN = 20;
  private static final int TOP = 10;

  private final ClassStudy study;
  private final Map<String, Map<String, List<FeatureImportance>>> cohorts = new LinkedHashMap<>();

  ClassImportanceTables(ClassStudy study) {
    this.study = study;
    study.cohorts().forEach(c -> cohorts.put(c.name(), ClassImportance.of(c)));
  }

  /** All that the figure may draw. */
  List<FeatureImportance> all() {
    return cohorts.values().stream()
        .flatMap(methods -> methods.values().stream())
        .flatMap(List::stream)
        .toList();
  }

  private List<String> methods() {
    return ClassImportance.METHODS.stream()
        .filter(m -> cohorts.values().stream().anyMatch(c -> c.containsKey(m)))
        .toList();
  }

  StudyTable table() {
    List<String> columns = new ArrayList<>(List.of("cohort", "feature", "modality"));
    for (String method : methods()) {
      columns.add(ClassImportance.words(method));
      columns.add("rank by " + ClassImportance.words(method));
    }
    StudyTable table =
        new StudyTable(
            "C7",
            "What matters to " + study.main() + ", by three methods",
            columns.toArray(String[]::new));
    cohorts.forEach((cohort, methods) -> rows(table, cohort, methods));
    return table;
  }

  private void rows(StudyTable table, String cohort, Map<String, List<FeatureImportance>> methods) {
    if (methods.isEmpty()) {
      return;
    }
    Map<String, Map<Feature, FeatureImportance>> byFeature = new HashMap<>();
    methods.forEach((method, values) -> byFeature.put(method, byFeature(values)));
    List<FeatureImportance> first = methods.values().iterator().next();
    for (FeatureImportance leading : first.subList(0, Math.min(SHOWN, first.size()))) {
      StudyTable.Row row = table.row(cohort, leading.feature(), leading.modality());
      for (String method : methods()) {
        FeatureImportance own = byFeature.getOrDefault(method, Map.of()).get(feature(leading));
        if (own == null) {
          row.text("").text("");
        } else {
          row.value(own.importance(), digits(methods.get(method)))
              .value(own.rank(), rankDigits(own));
        }
      }
    }
  }

  private static int rankDigits(FeatureImportance own) {
    return own.rank() == Math.rint(own.rank()) ? 0 : 1;
  }

  /** As many as show three digits of the largest value. */
  private static int digits(List<FeatureImportance> values) {
    double most = values.stream().mapToDouble(v -> Math.abs(v.importance())).max().orElse(1);
    return most > 0 ? (int) Math.min(9, Math.max(2, 2 - Math.floor(Math.log10(most)))) : 2;
  }

  private static Feature feature(FeatureImportance i) {
    return new Feature(i.modality(), i.feature());
  }

  private static Map<Feature, FeatureImportance> byFeature(List<FeatureImportance> values) {
    return values.stream()
        .collect(Collectors.toMap(ClassImportanceTables::feature, Function.identity()));
  }

  String note() {
    return ("Means over the test folds; in a fold where a feature was not among the inputs it"
            + " counts 0. The %d features that lead by the first method are shown, beside what the"
            + " other methods say of them; an empty cell is a feature that the method was not asked"
            + " about. Attention and gradients show where the model looks; permutation shows what"
            + " the prediction loses without a feature, Shapley values how a feature moves it. None"
            + " shows a cause of death.")
        .formatted(SHOWN);
  }

  StudyTable agreement() {
    StudyTable table =
        new StudyTable(
            "C7-agreement",
            "Whether the methods agree on what matters",
            "cohort",
            "method",
            "other method",
            "features",
            "Spearman's rho",
            "of each top %d, in both".formatted(TOP),
            "in words");
    cohorts.forEach(
        (cohort, methods) -> {
          List<String> names = List.copyOf(methods.keySet());
          for (int a = 0; a < names.size(); a++) {
            for (int b = a + 1; b < names.size(); b++) {
              pair(table, cohort, methods.get(names.get(a)), methods.get(names.get(b)));
            }
          }
        });
    return table;
  }

  private static void pair(
      StudyTable table,
      String cohort,
      List<FeatureImportance> first,
      List<FeatureImportance> second) {
    Map<Feature, FeatureImportance> others = byFeature(second);
    List<FeatureImportance> shared =
        first.stream().filter(i -> others.containsKey(feature(i))).toList();
    double[] x = shared.stream().mapToDouble(FeatureImportance::importance).toArray();
    double[] y = shared.stream().mapToDouble(i -> others.get(feature(i)).importance()).toArray();
    double rho = x.length < 3 ? Double.NaN : new SpearmansCorrelation().correlation(x, y);
    long both =
        first.stream()
            .filter(i -> i.rank() <= TOP)
            .filter(i -> others.containsKey(feature(i)) && others.get(feature(i)).rank() <= TOP)
            .count();
    String a = first.get(0).method();
    String b = second.get(0).method();
    table
        .row(cohort, a, b)
        .count(x.length)
        .value(rho, 2)
        .count((int) both)
        .text(
            words(
                ClassImportance.words(a), ClassImportance.words(b), rho, furthest(shared, others)));
  }

  private record Gap(FeatureImportance first, FeatureImportance second) {
    double size() {
      return Math.abs(first.rank() - second.rank());
    }
  }

  /** The feature among the top of either method whose ranks lie furthest apart; null for none. */
  private static Gap furthest(
      List<FeatureImportance> shared, Map<Feature, FeatureImportance> others) {
    Gap most = null;
    for (FeatureImportance i : shared) {
      Gap gap = new Gap(i, others.get(feature(i)));
      boolean leads = gap.first.rank() <= TOP || gap.second.rank() <= TOP;
      if (leads && gap.size() > 0 && (most == null || gap.size() > most.size())) {
        most = gap;
      }
    }
    return most;
  }

  private static String words(String a, String b, double rho, Gap gap) {
    String verdict;
    if (Double.isNaN(rho)) {
      verdict = "Too few features to tell whether " + a + " and " + b + " agree";
    } else if (rho >= 0.7) {
      verdict = a + " and " + b + " agree on the order of features";
    } else if (rho >= 0.4) {
      verdict = a + " and " + b + " agree in part only";
    } else if (rho > -0.4) {
      verdict = a + " and " + b + " disagree: what leads by one need not matter by the other";
    } else {
      verdict = a + " and " + b + " contradict each other: what leads by one is last by the other";
    }
    String sentence = verdict.substring(0, 1).toUpperCase(Locale.ROOT) + verdict.substring(1);
    return gap == null || rho >= 0.7
        ? sentence + "."
        : "%s. Furthest apart is %s, number %s by %s and %s by %s."
            .formatted(
                sentence,
                gap.first.feature(),
                ClassStudy.plain(gap.first.rank()),
                a,
                ClassStudy.plain(gap.second.rank()),
                b);
  }

  static String agreementNote() {
    return "Spearman's correlation of the importance of the features that both methods were asked"
        + " about. 0.7 and above is called agreement, 0.4 to 0.7 agreement in part: habits of"
        + " speech, not tests.";
  }
}
