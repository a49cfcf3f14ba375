package org.omicroutes.evaluate;

import java.util.List;
import java.util.function.Function;

/**
 * What the tables are made of.
 *
 * @param models names of all cohorts' models in the order of print
 */
record Study(List<StudyCohort> cohorts, List<String> models, StudySettings settings) {

  /** Whether there is a mean over cohorts to be told. */
  boolean several() {
    return cohorts.size() > 1;
  }

  /** The mean over the cohorts; what is null counts as not estimable. */
  StudyValue mean(Function<StudyCohort, StudyValue> value) {
    return StudyValue.overCohorts(
        cohorts.stream()
            .map(c -> value.apply(c) == null ? StudyValue.NONE : value.apply(c))
            .toList(),
        settings.level());
  }

  /** Whether a model was fitted in every cohort. */
  boolean everywhere(String model) {
    return cohorts.stream().allMatch(c -> c.model(model) != null);
  }

  /** The level as it is written: {@code 95 %}. */
  String percent() {
    return StudyTable.number(100 * settings.level(), 3).replaceFirst("\\.?0+$", "") + " %";
  }

  /**
   * @throws IllegalArgumentException where a cohort has no model of the name
   */
  static void requireMain(List<StudyCohort> cohorts, String main) {
    for (StudyCohort cohort : cohorts) {
      if (cohort.model(main) == null) {
        throw new IllegalArgumentException(
            "model: found '"
                + main
                + "', expected one of "
                + cohort.models().stream().map(StudyModel::name).toList()
                + " (cohort "
                + cohort.name()
                + ")");
      }
    }
  }
}
