package org.omicroutes.evaluate;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The first line of the report: how well the main model does, and against whom. */
record ClassHeadline(ClassStudy study, ClassPerformance performance, ClassComparisons comparisons) {

  String text() {
    String main = study.main();
    boolean several = study.study().several();
    String where =
        several
            ? " on average over " + study.cohorts().size() + " cohorts"
            : " in " + study.cohorts().get(0).name();
    String first =
        "%s tells who dies by %d months with an AUC of %s%s"
            .formatted(main, study.months(), StudyTable.print(auc(main), 3), where);
    return first + "; " + best() + (several ? "." : ". " + tested());
  }

  private StudyValue auc(String model) {
    return study.study().mean(c -> performance.area(study.cohort(c), model));
  }

  /** Of the models that every cohort has. */
  private String best() {
    double own = auc(study.main()).estimate();
    String best = null;
    double most = Double.NEGATIVE_INFINITY;
    for (String model : study.study().models()) {
      double value = auc(model).estimate();
      if (!model.equals(study.main()) && study.study().everywhere(model) && value > most) {
        most = value;
        best = model;
      }
    }
    if (best == null) {
      return "there is no other model to hold it against";
    }
    String other = best + " with " + StudyTable.number(most, 3);
    return most > own
        ? "the highest is that of " + other
        : "the next is " + (most == own ? "as high: " : "") + other;
  }

  /** By DeLong's test with Holm's correction, in the one cohort. */
  private String tested() {
    List<ClassComparisons.Pair> pairs = comparisons.of(study.cohorts().get(0));
    if (pairs.isEmpty()) {
      return "";
    }
    double alpha = 1 - study.level();
    String above = names(pairs, p -> p.aucHolm() < alpha && p.auc().difference() > 0);
    String below = names(pairs, p -> p.aucHolm() < alpha && p.auc().difference() < 0);
    return "After Holm's correction its AUC is higher than that of %s and lower than that of %s."
        .formatted(above, below);
  }

  private static String names(
      List<ClassComparisons.Pair> pairs, Predicate<ClassComparisons.Pair> which) {
    String names =
        pairs.stream()
            .filter(which)
            .map(ClassComparisons.Pair::model)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "none" : names;
  }
}
