package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.omicroutes.evaluate.StudyReport.MissingLayers;

/**
 * T4: the main model without a part, fitted so or with layers taken away at prediction, against
 * itself in full.
 */
final class StudyAblation {
  /** The name of the model as it is. */
  static final String FULL = "full";

  private final Study study;
  private final String id;
  private final Function<StudyCohort, List<StudyModel>> variants;
  private final Map<String, Map<String, StudyDiscrimination>> found = new LinkedHashMap<>();

  /**
   * @param id of the table
   * @param variants of a cohort
   */
  private StudyAblation(
      Study study,
      StudyPerformance performance,
      String id,
      Function<StudyCohort, List<StudyModel>> variants) {
    this.study = study;
    this.id = id;
    this.variants = variants;
    for (StudyCohort cohort : study.cohorts()) {
      Map<String, StudyDiscrimination> own = new LinkedHashMap<>();
      if (!variants.apply(cohort).isEmpty()) {
        own.put(FULL, full(cohort, variants.apply(cohort).get(0).repeats(), performance));
      }
      for (StudyModel variant : variants.apply(cohort)) {
        own.put(variant.name(), StudyDiscrimination.of(variant, study.settings()));
      }
      found.put(cohort.name(), own);
    }
  }

  /** The whole model in the repeats that its variants were fitted in. */
  private StudyDiscrimination full(StudyCohort cohort, int repeats, StudyPerformance performance) {
    StudyModel main = cohort.model(study.settings().main());
    return repeats == main.repeats()
        ? performance.row(cohort, main.name()).order()
        : StudyDiscrimination.of(main.first(repeats), study.settings());
  }

  /** Fitted without the part. */
  static StudyAblation fitted(Study study, StudyPerformance performance) {
    return new StudyAblation(study, performance, "T4", StudyCohort::ablations);
  }

  /** Fitted with all, predicting without layers. */
  static StudyAblation missing(Study study, StudyPerformance performance) {
    return new StudyAblation(study, performance, "missing", StudyCohort::missing);
  }

  private StudyDiscrimination get(StudyCohort cohort, String variant) {
    return found.get(cohort.name()).get(variant);
  }

  /** Variants of all cohorts, the full model first. */
  private Set<String> variants() {
    Set<String> names = new TreeSet<>();
    found.values().forEach(own -> names.addAll(own.keySet()));
    names.remove(FULL);
    Set<String> ordered = new LinkedHashSet<>();
    ordered.add(FULL);
    ordered.addAll(names);
    return ordered;
  }

  private boolean everywhere(String variant) {
    return found.values().stream().allMatch(own -> own.containsKey(variant));
  }

  StudyTable table() {
    String at = "td-AUC " + study.settings().horizonMonths() + " m";
    boolean fitted = id.equals("T4");
    StudyTable table =
        new StudyTable(
            id,
            fitted ? "Ablation of " + study.settings().main() : "Layers missing at prediction",
            "cohort",
            fitted ? "variant" : "missing layers",
            at,
            "C",
            at + ": full minus variant",
            "td-AUC: p",
            "td-AUC: p (Holm)",
            "C: full minus variant",
            "C: p",
            "C: p (Holm)");
    for (StudyCohort cohort : study.cohorts()) {
      Map<String, StudyDiscrimination> own = found.get(cohort.name());
      StudyComparisons.Family auc = family(cohort, StudyComparisons.Measure.AUC);
      StudyComparisons.Family c = family(cohort, StudyComparisons.Measure.C);
      own.forEach((name, d) -> add(table, cohort.name(), name, d.meanAuc(), d.meanC(), auc, c));
    }
    if (study.several()) {
      StudyComparisons.Family auc = overCohorts(StudyComparisons.Measure.AUC);
      StudyComparisons.Family c = overCohorts(StudyComparisons.Measure.C);
      for (String variant : variants()) {
        if (everywhere(variant)) {
          StudyValue meanAuc = study.mean(x -> get(x, variant).meanAuc());
          StudyValue meanC = study.mean(x -> get(x, variant).meanC());
          add(table, StudyReport.MEAN, variant, meanAuc, meanC, auc, c);
        }
      }
    }
    return table;
  }

  private static void add(
      StudyTable table,
      String cohort,
      String variant,
      StudyValue auc,
      StudyValue c,
      StudyComparisons.Family aucTests,
      StudyComparisons.Family tests) {
    StudyTable.Row row = table.row(cohort, variant).value(auc, 3).value(c, 3);
    for (StudyComparisons.Family family : List.of(aucTests, tests)) {
      CorrectedResampledTest test = family.tests().get(variant);
      if (test == null) {
        row.text("").text("").text("");
      } else {
        row.value(test.value(), 3).p(test.pValue()).p(family.holm().get(variant));
      }
    }
  }

  private StudyComparisons.Family family(StudyCohort cohort, StudyComparisons.Measure measure) {
    Map<String, CorrectedResampledTest> tests = new LinkedHashMap<>();
    found
        .get(cohort.name())
        .forEach(
            (name, variant) -> {
              if (!name.equals(FULL)) {
                tests.put(
                    name,
                    StudyDiscrimination.compare(
                        measure.folds(get(cohort, FULL)),
                        measure.folds(variant),
                        cohort.foldCount(),
                        study.settings().level()));
              }
            });
    return StudyComparisons.Family.of(tests);
  }

  private StudyComparisons.Family overCohorts(StudyComparisons.Measure measure) {
    Map<String, CorrectedResampledTest> tests = new LinkedHashMap<>();
    for (String variant : variants()) {
      if (!variant.equals(FULL) && everywhere(variant)) {
        double[] differences =
            study.cohorts().stream()
                .mapToDouble(c -> family(c, measure).tests().get(variant).mean())
                .toArray();
        tests.put(
            variant, CorrectedResampledTest.independent(differences, study.settings().level()));
      }
    }
    return StudyComparisons.Family.of(tests);
  }

  /** The figure of what layers are worth at prediction. */
  List<MissingLayers> missingLayers() {
    List<MissingLayers> points = new ArrayList<>();
    for (StudyCohort cohort : study.cohorts()) {
      found
          .get(cohort.name())
          .forEach((name, d) -> points.add(point(cohort.name(), name, d.meanAuc())));
    }
    for (String variant : study.several() ? variants() : Set.<String>of()) {
      if (everywhere(variant)) {
        points.add(point(StudyReport.MEAN, variant, study.mean(c -> get(c, variant).meanAuc())));
      }
    }
    return points;
  }

  private static MissingLayers point(String cohort, String variant, StudyValue auc) {
    List<String> layers = variant.equals(FULL) ? List.of() : Arrays.asList(variant.split("\\+"));
    return new MissingLayers(cohort, layers, auc.estimate(), auc.lower(), auc.upper());
  }

  private boolean partial() {
    return study.cohorts().stream()
        .anyMatch(c -> variants.apply(c).stream().anyMatch(v -> v.repeats() < c.repeats()));
  }

  String note() {
    return (id.equals("T4")
            ? study.settings().main() + " fitted and tuned anew without the part, or on one layer."
            : study.settings().main()
                + " fitted on all layers, with layers taken away from the test patients.")
        + " Means over the test folds of all repeats"
        + (partial() ? " that the variants have; " + FULL + " is of the same; " : "; ")
        + "differences paired by fold with the corrected"
        + " resampled t-test, Holm's correction over the variants. "
        + study.percent()
        + " limits as in T1."
        + (study.several() ? StudyPerformance.MEAN_NOTE : "");
  }
}
