package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.omicroutes.classify.ClassBootstrap.Difference;
import org.omicroutes.classify.ClassBootstrap.Measure;
import org.omicroutes.classify.McNemar;
import org.omicroutes.classify.PairedTest;
import org.omicroutes.survival.Holm;

/** C4: the main model against each other one, on the same patients. */
final class ClassComparisons {
  /**
   * The main model against another.
   *
   * @param auc main minus other, by DeLong's test
   * @param aucHolm p-value corrected over the models
   * @param calls by the first repeat
   */
  record Pair(
      String model,
      PairedTest auc,
      double aucHolm,
      McNemar calls,
      double callsHolm,
      PairedTest brier,
      double brierHolm) {}

  private final ClassStudy study;
  private final Map<String, List<Pair>> pairs = new LinkedHashMap<>();

  ClassComparisons(ClassStudy study, ClassPerformance performance) {
    this.study = study;
    study.cohorts().forEach(c -> pairs.put(c.name(), pairs(c, performance)));
  }

  /** Pairs of a cohort, in the order of models. */
  List<Pair> of(ClassCohort cohort) {
    return pairs.get(cohort.name());
  }

  private List<Pair> pairs(ClassCohort cohort, ClassPerformance performance) {
    ClassModel main = performance.models(cohort).get(study.main());
    List<Pair> raw = new ArrayList<>();
    for (Difference d :
        performance.resampled(cohort).against(study.main(), Measure.BRIER, study.level())) {
      ClassModel other = performance.models(cohort).get(d.model());
      PairedTest auc =
          PairedTest.of(
              performance.auc(cohort, main.name()),
              performance.auc(cohort, other.name()),
              study.level());
      McNemar calls =
          McNemar.of(main.repeats().get(0), other.repeats().get(0), study.chosen().threshold());
      raw.add(new Pair(d.model(), auc, Double.NaN, calls, Double.NaN, d.test(), d.holm()));
    }
    double[] auc = holm(raw, p -> p.auc.pValue());
    double[] calls = holm(raw, p -> p.calls.exactP());
    List<Pair> corrected = new ArrayList<>();
    for (int k = 0; k < raw.size(); k++) {
      Pair p = raw.get(k);
      corrected.add(new Pair(p.model, p.auc, auc[k], p.calls, calls[k], p.brier, p.brierHolm));
    }
    return corrected;
  }

  private static double[] holm(List<Pair> pairs, ToDoubleFunction<Pair> p) {
    return Holm.adjust(pairs.stream().mapToDouble(p).toArray());
  }

  StudyTable table() {
    String minus = study.main() + " minus model";
    StudyTable table =
        new StudyTable(
            "C4",
            "Paired comparisons with " + study.main(),
            "cohort",
            "model",
            "AUC: " + minus,
            "p (DeLong)",
            "p (DeLong, Holm)",
            "only " + study.main() + " right",
            "only the model right",
            "p (McNemar)",
            "p (McNemar, Holm)",
            "Brier: " + minus,
            "p (Brier)",
            "p (Brier, Holm)");
    pairs.forEach((cohort, own) -> own.forEach(pair -> add(table.row(cohort, pair.model), pair)));
    return table;
  }

  private static void add(StudyTable.Row row, Pair pair) {
    row.value(value(pair.auc), 3).p(pair.auc.pValue()).p(pair.aucHolm);
    row.count(pair.calls.firstOnly()).count(pair.calls.secondOnly());
    row.p(pair.calls.exactP()).p(pair.callsHolm);
    row.value(value(pair.brier), 4).p(pair.brier.pValue()).p(pair.brierHolm);
  }

  private static StudyValue value(PairedTest test) {
    return new StudyValue(test.difference(), test.standardError(), test.lower(), test.upper());
  }

  String note() {
    return ("All on the same held-out patients. AUC: DeLong's test of the mean over folds. McNemar:"
            + " exact test of who is called right at %s by one of the two only, patients counted"
            + " without weights%s. Brier: %d resamples of patients, below 0 where %s is better."
            + " Holm's correction is over the models of a cohort, for each test by itself. The tests"
            + " take the fitted models as they are, and so say nothing of what other training"
            + " patients would have given.")
        .formatted(
            ClassStudy.plain(study.chosen().threshold()),
            study.repeatsNote().isEmpty() ? "" : ", first repeat",
            study.study().settings().resamples(),
            study.main());
  }
}
