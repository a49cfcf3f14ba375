package org.omicroutes.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.omicroutes.survival.Estimate;
import org.omicroutes.survival.Holm;

/** Paired differences of all models to a reference, and the first line of the report. */
final class StudyComparisons {
  /** What is compared. */
  enum Measure {
    C("C"),
    AUC("td-AUC");

    private final String label;

    Measure(String label) {
      this.label = label;
    }

    Estimate[] folds(StudyDiscrimination order) {
      return this == C ? order.c() : order.auc();
    }
  }

  /**
   * All models against one reference; p-values adjusted over them.
   *
   * @param tests reference minus model, by model
   */
  record Family(Map<String, CorrectedResampledTest> tests, Map<String, Double> holm) {
    static Family of(Map<String, CorrectedResampledTest> tests) {
      double[] p = tests.values().stream().mapToDouble(CorrectedResampledTest::pValue).toArray();
      double[] adjusted = Holm.adjust(p);
      Map<String, Double> holm = new LinkedHashMap<>();
      int at = 0;
      for (String model : tests.keySet()) {
        holm.put(model, adjusted[at++]);
      }
      return new Family(tests, holm);
    }
  }

  private final Study study;
  private final StudyPerformance performance;

  StudyComparisons(Study study, StudyPerformance performance) {
    this.study = study;
    this.performance = performance;
  }

  static Family family(
      Study study,
      StudyPerformance performance,
      StudyCohort cohort,
      String reference,
      Measure measure) {
    Map<String, CorrectedResampledTest> tests = new LinkedHashMap<>();
    for (StudyModel model : cohort.models()) {
      if (!model.name().equals(reference) && cohort.model(reference) != null) {
        tests.put(
            model.name(),
            StudyDiscrimination.compare(
                measure.folds(performance.row(cohort, reference).order()),
                measure.folds(performance.row(cohort, model.name()).order()),
                cohort.foldCount(),
                study.settings().level()));
      }
    }
    return Family.of(tests);
  }

  /** Tests over cohorts, of the models that all cohorts have. */
  static Family overCohorts(
      Study study, StudyPerformance performance, String reference, Measure measure) {
    Map<String, CorrectedResampledTest> tests = new LinkedHashMap<>();
    for (String model : study.models()) {
      if (!model.equals(reference) && study.everywhere(model) && study.everywhere(reference)) {
        double[] differences =
            study.cohorts().stream()
                .mapToDouble(
                    c ->
                        family(study, performance, c, reference, measure).tests().get(model).mean())
                .toArray();
        tests.put(model, CorrectedResampledTest.independent(differences, study.settings().level()));
      }
    }
    return Family.of(tests);
  }

  /** One cohort's tests over its folds, or several cohorts' over the cohorts. */
  private Family overall(String reference) {
    return study.several()
        ? overCohorts(study, performance, reference, Measure.C)
        : family(study, performance, study.cohorts().get(0), reference, Measure.C);
  }

  StudyTable table() {
    StudyTable table =
        new StudyTable(
            "T1-differences",
            "Paired differences between models",
            "cohort",
            "measure",
            "reference",
            "model",
            "reference minus model",
            "standard error",
            "pairs",
            "p",
            "p (Holm)");
    for (String reference : references()) {
      for (Measure measure : Measure.values()) {
        for (StudyCohort cohort : study.cohorts()) {
          add(
              table,
              cohort.name(),
              measure,
              reference,
              family(study, performance, cohort, reference, measure));
        }
        if (study.several()) {
          Family mean = overCohorts(study, performance, reference, measure);
          add(table, StudyReport.MEAN, measure, reference, mean);
        }
      }
    }
    return table;
  }

  private String[] references() {
    StudySettings s = study.settings();
    return s.baseline().equals(s.main()) || !study.models().contains(s.baseline())
        ? new String[] {s.main()}
        : new String[] {s.main(), s.baseline()};
  }

  private void add(
      StudyTable table, String cohort, Measure measure, String reference, Family family) {
    String name =
        measure == Measure.C
            ? measure.label
            : measure.label + " " + study.settings().horizonMonths() + " m";
    family
        .tests()
        .forEach(
            (model, test) ->
                table
                    .row(cohort, name, reference, model)
                    .value(test.value(), 3)
                    .value(test.standardError(), 4)
                    .count(test.pairs())
                    .p(test.pValue())
                    .p(family.holm().get(model)));
  }

  String note() {
    return "Means of the paired differences over the test folds of all repeats with the corrected"
        + " resampled t-test (Nadeau and Bengio 2003: variance times 1/J + 1/(folds-1), J-1 degrees"
        + " of freedom), Holm's correction over the models of a reference. Limits: "
        + study.percent()
        + ", not corrected for their number. Pairs: folds that have both values."
        + (study.several()
            ? " Rows 'mean': plain paired t-test over cohorts, pairs: cohorts."
            : "");
  }

  /**
   * Who has the best mean C, and how the main model stands against the best baseline. A model whose
   * name starts with the main model's is a variant of it, no baseline.
   */
  String headline() {
    String main = study.settings().main();
    Family family = overall(main);
    String best = main;
    String rival = null;
    for (String model : family.tests().keySet()) {
      best = meanC(model) > meanC(best) ? model : best;
      boolean variant = model.startsWith(main);
      if (!variant && (rival == null || meanC(model) > meanC(rival))) {
        rival = model;
      }
    }
    String first = best + " has the best mean C, " + number(meanC(best)) + where() + ".";
    if (rival == null) {
      return first;
    }
    String second = verdict(main, rival, family.tests().get(rival));
    String baseline = study.settings().baseline();
    if (!rival.equals(baseline) && family.tests().containsKey(baseline)) {
      second += " Against " + baseline + ": " + interval(family.tests().get(baseline)) + ".";
    }
    return first + " " + second;
  }

  private String verdict(String main, String rival, CorrectedResampledTest test) {
    String claim =
        meanC(rival) > meanC(main)
            ? "A baseline beats " + main + ": " + rival + " has " + number(meanC(rival))
            : "No baseline beats "
                + main
                + ": the best, "
                + rival
                + ", has "
                + number(meanC(rival));
    boolean chance = !(test.lower() > 0 || test.upper() < 0);
    return claim
        + " against "
        + number(meanC(main))
        + "; paired difference "
        + main
        + " minus "
        + rival
        + " "
        + interval(test)
        + (chance ? ", which chance alone may explain." : ".");
  }

  private String interval(CorrectedResampledTest test) {
    return number(test.mean())
        + " ("
        + study.percent()
        + " interval "
        + number(test.lower())
        + " to "
        + number(test.upper())
        + ")";
  }

  private String where() {
    return study.several()
        ? " over " + study.cohorts().size() + " cohorts"
        : " in " + study.cohorts().get(0).name();
  }

  private double meanC(String model) {
    return study.mean(c -> performance.row(c, model).order().meanC()).estimate();
  }

  private static String number(double value) {
    return StudyTable.number(value, 3);
  }
}
