package org.omicroutes.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.omicroutes.survival.SurvivalInterval;

/** Whether the main model's survival intervals and lower bounds hold what they promise (T6). */
final class StudyCoverage {
  private final Study study;

  StudyCoverage(Study study) {
    this.study = study;
  }

  /**
   * How well intervals or bounds of a cohort hold.
   *
   * @param patients of whom it is known
   * @param data variance from the data; NaN for bounds
   */
  private record Coverage(
      StudyValue nominal, StudyValue value, int patients, StudyValue data, StudyValue model) {}

  /** Coverage of the main model's intervals and bounds, empty where none were given. */
  StudyTable table() {
    StudyTable table =
        new StudyTable(
            "T6-intervals",
            "Coverage and uncertainty of " + study.settings().main(),
            "cohort",
            "what",
            "nominal coverage",
            "coverage",
            "patients",
            "variance from the data",
            "variance from the model");
    for (boolean bounds : new boolean[] {false, true}) {
      String what = bounds ? "conformal lower bound" : "survival interval";
      Map<String, Coverage> found = new LinkedHashMap<>();
      for (StudyCohort cohort : study.cohorts()) {
        Coverage coverage = coverage(cohort, bounds);
        if (coverage != null) {
          found.put(cohort.name(), coverage);
          add(table, cohort.name(), what, coverage);
        }
      }
      if (found.size() > 1) {
        add(
            table,
            StudyReport.MEAN,
            what,
            new Coverage(
                mean(found, Coverage::nominal),
                mean(found, Coverage::value),
                found.values().stream().mapToInt(Coverage::patients).sum(),
                mean(found, Coverage::data),
                mean(found, Coverage::model)));
      }
    }
    return table;
  }

  private StudyValue mean(Map<String, Coverage> found, Function<Coverage, StudyValue> value) {
    return StudyValue.overCohorts(
        found.values().stream().map(value).toList(), study.settings().level());
  }

  private static void add(StudyTable table, String cohort, String what, Coverage coverage) {
    table
        .row(cohort, what)
        .value(coverage.nominal.estimate(), 3)
        .value(coverage.value, 3)
        .count(coverage.patients)
        .value(coverage.data, 4)
        .value(coverage.model, 4);
  }

  /** Means over repeats; null where nothing is known. */
  private Coverage coverage(StudyCohort cohort, boolean bounds) {
    int repeats = cohort.uncertainty().size();
    double[] sums = new double[5];
    int patients = 0;
    for (List<StudyCohort.Uncertain> repeat : cohort.uncertainty()) {
      List<StudyCohort.Uncertain> known =
          repeat.stream().filter(u -> !Double.isNaN(bounds ? u.bound() : u.lower())).toList();
      if (known.isEmpty()) {
        return null;
      }
      double horizon = horizon(cohort, known);
      SurvivalInterval.Coverage held = coverage(cohort, known, bounds, horizon);
      patients = Math.max(patients, held.known());
      sums[1] += held.value();
      sums[2] += held.standardError();
      for (StudyCohort.Uncertain u : known) {
        sums[0] +=
            (bounds ? 1 - u.alpha() : interval(u).promised(u.level(), horizon)) / known.size();
        sums[3] += bounds ? Double.NaN : u.dataVariance() / known.size();
        sums[4] += bounds ? Double.NaN : u.modelVariance() / known.size();
      }
    }
    return repeats == 0
        ? null
        : new Coverage(
            StudyValue.of(sums[0] / repeats),
            StudyValue.normal(sums[1] / repeats, sums[2] / repeats, study.settings().level(), 0, 1),
            patients,
            StudyValue.of(sums[3] / repeats),
            StudyValue.of(sums[4] / repeats));
  }

  private SurvivalInterval.Coverage coverage(
      StudyCohort cohort, List<StudyCohort.Uncertain> known, boolean bounds, double horizon) {
    double[] times = new double[known.size()];
    boolean[] events = new boolean[times.length];
    SurvivalInterval[] intervals = new SurvivalInterval[times.length];
    for (int k = 0; k < times.length; k++) {
      StudyCohort.Uncertain u = known.get(k);
      times[k] = cohort.survival().time(u.patient());
      events[k] = cohort.survival().event(u.patient());
      intervals[k] =
          bounds
              ? new SurvivalInterval(u.bound(), Double.NaN, Double.POSITIVE_INFINITY)
              : interval(u);
    }
    return SurvivalInterval.coverage(times, events, intervals, horizon);
  }

  private static SurvivalInterval interval(StudyCohort.Uncertain u) {
    return new SurvivalInterval(u.lower(), Double.NaN, u.upper());
  }

  /** The late month, or the end of follow-up where it comes before. */
  private double horizon(StudyCohort cohort, List<StudyCohort.Uncertain> known) {
    double last =
        known.stream().mapToDouble(u -> cohort.survival().time(u.patient())).max().orElse(0);
    return Math.min(last, StudyCohort.days(study.settings().lateMonths()));
  }

  String note() {
    return """
        Share of held-out patients whose survival time lies in their interval, or beyond their \
        bound, times cut at %d months or at the end of follow-up; patients censored before that is \
        settled count through inverse probability of censoring weights. Nominal: what the intervals \
        promise by then; one whose upper end lies beyond misses nobody there and is to hold more \
        than its level. Means over repeats, %s \
        limits with the standard error of one repeat. Variance of being alive at the horizon of \
        the predictions: mean over patients, what comes from the data and what the members of the \
        model differ by."""
        .formatted(study.settings().lateMonths(), study.percent());
  }
}
