package org.omicroutes.report;

import java.util.List;
import java.util.Optional;
import org.omicroutes.evaluate.ClassReport;

/**
 * A study of death by a horizon as it is to be shown: no list is null; models and cohorts in the
 * order and with the numbers of the {@link StudyView}.
 */
record ClassView(StudyView study, ClassReport report) {

  /** A view of the report; lists that it lacks are taken for empty. */
  static ClassView of(ClassReport r) {
    return new ClassView(
        new StudyView(r.study()),
        new ClassReport(
            r.study(),
            r.outcome(),
            list(r.labels()),
            list(r.roc()),
            list(r.precisionRecall()),
            list(r.histograms()),
            list(r.confusions()),
            list(r.learning()),
            list(r.importance())));
  }

  private static <T> List<T> list(List<T> values) {
    return values == null ? List.of() : values;
  }

  int months() {
    return report.outcome().horizonMonths();
  }

  /** All cohorts that were studied. */
  List<String> cohorts() {
    return report.labels().stream().map(ClassReport.LabelCounts::cohort).toList();
  }

  Optional<ClassReport.LabelCounts> labels(String cohort) {
    return report.labels().stream().filter(l -> l.cohort().equals(cohort)).findFirst();
  }

  /** A drawing's name: with the cohort where there are several. */
  String id(String figure, String cohort) {
    return cohorts().size() > 1 ? figure + "-" + Slug.of(cohort) : figure;
  }

  /** A drawing's title: with the cohort where there are several. */
  String title(String figure, String cohort) {
    return cohorts().size() > 1 ? figure + ", " + study.cohortLabel(cohort) : figure;
  }

  /** {@code 214 labelled, 80 died}. */
  String size(String cohort) {
    return labels(cohort)
        .map(
            l ->
                Numbers.count(l.died() + l.alive())
                    + " labelled, "
                    + Numbers.count(l.died())
                    + " died")
        .orElse("");
  }
}
