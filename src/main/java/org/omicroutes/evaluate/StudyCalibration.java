package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.omicroutes.cohort.StopSignal;
import org.omicroutes.survival.Bootstrap;
import org.omicroutes.survival.BrierDecomposition;
import org.omicroutes.survival.BrierScore;
import org.omicroutes.survival.CalibratedOutcomes;
import org.omicroutes.survival.Calibration;
import org.omicroutes.survival.Estimate;
import org.omicroutes.survival.ResampledCalibration;
import org.omicroutes.survival.ResampledDecomposition;

/** T6: whether predicted probabilities and intervals mean what they say. */
final class StudyCalibration {
  /** Columns that are resampled, in the order of print; NLL and the late Brier are not. */
  private static final int RESAMPLED = 7;

  private static final int BRIER = 5;

  /**
   * ECE, by chance, MCE, slope, NLL, Brier, reliability, resolution, uncertainty, within groups.
   */
  private static final int COLUMNS = 10;

  private static final String POOLED_NOTE =
      " Rows 'pooled': all cohorts' patients together, of the models that all cohorts have; their"
          + " groups mix cohorts and are larger, so that chance adds less.";

  private final Study study;
  private final Map<String, Map<String, StudyValue[]>> rows = new LinkedHashMap<>();

  StudyCalibration(Study study) {
    this.study = study;
    study.cohorts().forEach(c -> rows.put(c.name(), rows(c)));
    if (study.several()) {
      rows.put(StudyReport.POOLED, pooled());
    }
  }

  /**
   * The same of all cohorts' patients; censoring differs too much for one weighting of them all.
   */
  private Map<String, StudyValue[]> pooled() {
    Map<String, StudyValue[]> found = rows(StudyPool.of(study));
    found.values().forEach(row -> Arrays.fill(row, BRIER, COLUMNS, StudyValue.NONE));
    return found;
  }

  /** Of a model that the cohort has. */
  StudyValue expectedError(StudyCohort cohort, String model) {
    return rows.get(cohort.name()).get(model)[0];
  }

  /** What is measured of one model and repeat on resampled patients; late may be null. */
  private record Resampled(
      ResampledCalibration errors, ResampledDecomposition main, ResampledDecomposition late) {}

  private Map<String, StudyValue[]> rows(StudyCohort cohort) {
    List<List<Resampled>> measures =
        cohort.models().stream().map(m -> resampled(cohort, m)).toList();
    double[] observed = values(cohort.once(), measures);
    double[][] replicates =
        Bootstrap.replicates(
            cohort.survival().size(),
            study.settings().resamples(),
            study.settings().seed(),
            drawn -> values(drawn, measures));
    Map<String, StudyValue[]> found = new LinkedHashMap<>();
    for (int m = 0; m < measures.size(); m++) {
      StudyModel model = cohort.models().get(m);
      StudyValue[] row = new StudyValue[COLUMNS];
      for (int k = 0; k < RESAMPLED; k++) {
        int column = RESAMPLED * m + k;
        double[] drawn = Arrays.stream(replicates).mapToDouble(r -> r[column]).toArray();
        boolean bounded = k < 2 || k > 2 && k < 6;
        row[k == 0 ? 0 : k < 3 ? k + 1 : k + 3] =
            StudyValue.resampled(
                observed[column],
                drawn,
                study.settings().level(),
                bounded ? 0 : Double.NEGATIVE_INFINITY,
                bounded ? 1 : Double.POSITIVE_INFINITY);
      }
      row[1] = byChance(cohort, model);
      row[4] = likelihood(cohort, model);
      row[BRIER] = late(cohort, model);
      found.put(model.name(), row);
    }
    return found;
  }

  private List<Resampled> resampled(StudyCohort cohort, StudyModel model) {
    StudySettings s = study.settings();
    List<Resampled> own = new ArrayList<>();
    for (int r = 0; r < model.repeats(); r++) {
      double[] survival = model.survivalAt(r, s.horizonMonths());
      double[] late = model.survivalAt(r, s.lateMonths());
      double day = StudyCohort.days(s.horizonMonths());
      own.add(
          new Resampled(
              new ResampledCalibration(cohort.times(), cohort.events(), survival, day),
              decomposition(cohort, survival, day),
              late == null ? null : decomposition(cohort, late, StudyCohort.days(s.lateMonths()))));
    }
    return own;
  }

  private static ResampledDecomposition decomposition(
      StudyCohort cohort, double[] survival, double day) {
    return new ResampledDecomposition(
        cohort.times(), cohort.events(), survival, day, Calibration.GROUPS);
  }

  private static double[] values(int[] drawn, List<List<Resampled>> measures) {
    double[] values = new double[RESAMPLED * measures.size()];
    for (int m = 0; m < measures.size(); m++) {
      int at = RESAMPLED * m;
      double share = 1.0 / measures.get(m).size();
      for (Resampled repeat : measures.get(m)) {
        Calibration.Errors errors = repeat.errors.errors(drawn, Calibration.GROUPS);
        values[at] += share * errors.expected();
        values[at + 1] += share * errors.maximum();
        values[at + 2] += share * repeat.main.of(drawn).slope();
        BrierDecomposition late = repeat.late == null ? null : repeat.late.of(drawn);
        values[at + 3] += share * part(late, BrierDecomposition::reliability);
        values[at + 4] += share * part(late, BrierDecomposition::resolution);
        values[at + 5] += share * part(late, BrierDecomposition::uncertainty);
        values[at + 6] += share * part(late, d -> d.withinVariance() - d.withinCovariance());
      }
    }
    return values;
  }

  private static double part(BrierDecomposition late, ToDoubleFunction<BrierDecomposition> term) {
    return late == null ? Double.NaN : term.applyAsDouble(late);
  }

  /** The ECE if predictions were right, the same patients' luck in all repeats. */
  private StudyValue byChance(StudyCohort cohort, StudyModel model) {
    double day = StudyCohort.days(study.settings().horizonMonths());
    CalibratedOutcomes outcomes = new CalibratedOutcomes(cohort.times(), cohort.events(), day);
    SplittableRandom root = new SplittableRandom(study.settings().seed());
    SplittableRandom[] sources = new SplittableRandom[study.settings().resamples()];
    Arrays.setAll(sources, d -> root.split());
    StopSignal stop = StopSignal.current();
    double[] drawn =
        Arrays.stream(sources)
            .parallel()
            .map(source -> stop.get(() -> outcomes.draw(source)))
            .mapToDouble(
                draw ->
                    IntStream.range(0, model.repeats())
                        .mapToDouble(r -> stop.get(() -> byChance(outcomes, draw, model, r)))
                        .average()
                        .orElseThrow())
            .toArray();
    double mean = Arrays.stream(drawn).average().orElseThrow();
    return StudyValue.resampled(mean, drawn, study.settings().level(), 0, 1);
  }

  private static double byChance(
      CalibratedOutcomes outcomes, CalibratedOutcomes.Draw draw, StudyModel model, int repeat) {
    return outcomes.errors(draw, model.days(), model.curves(repeat), Calibration.GROUPS).expected();
  }

  /** Each patient by their mean over repeats. */
  private StudyValue likelihood(StudyCohort cohort, StudyModel model) {
    int n = cohort.survival().size();
    double[] own = new double[n];
    for (int i = 0; i < n; i++) {
      for (int r = 0; r < model.repeats(); r++) {
        double[][] curve = {model.curves(r)[i]};
        double[] time = {cohort.survival().time(i)};
        boolean[] event = {cohort.survival().event(i)};
        own[i] +=
            BrierDecomposition.negativeLogLikelihood(model.days(), curve, time, event)
                / model.repeats();
      }
    }
    double mean = Arrays.stream(own).average().orElseThrow();
    double squares = Arrays.stream(own).map(v -> (v - mean) * (v - mean)).sum();
    double se = Math.sqrt(squares / Math.max(1, n - 1) / n);
    return StudyValue.normal(mean, se, study.settings().level(), 0, Double.POSITIVE_INFINITY);
  }

  private StudyValue late(StudyCohort cohort, StudyModel model) {
    int months = study.settings().lateMonths();
    Estimate[] scores = new Estimate[model.repeats()];
    for (int r = 0; r < scores.length; r++) {
      double[] survival = model.survivalAt(r, months);
      if (survival == null) {
        return StudyValue.NONE;
      }
      scores[r] =
          BrierScore.at(cohort.times(), cohort.events(), survival, StudyCohort.days(months));
    }
    return StudyModel.meanOverRepeats(scores, study.settings().level());
  }

  StudyTable table() {
    StudySettings s = study.settings();
    String at = " " + s.horizonMonths() + " m";
    StudyTable table =
        new StudyTable(
            "T6",
            "Calibration",
            "cohort",
            "model",
            "ECE" + at,
            "ECE by chance" + at,
            "MCE" + at,
            "reliability slope" + at,
            "NLL",
            "Brier " + s.lateMonths() + " m",
            "reliability",
            "resolution",
            "uncertainty",
            "within groups");
    for (StudyCohort cohort : study.cohorts()) {
      rows.get(cohort.name()).forEach((model, row) -> add(table, cohort.name(), model, row));
    }
    for (String model : study.several() ? study.models() : List.<String>of()) {
      if (study.everywhere(model)) {
        StudyValue[] means = new StudyValue[COLUMNS];
        for (int k = 0; k < COLUMNS; k++) {
          int column = k;
          means[k] = study.mean(c -> rows.get(c.name()).get(model)[column]);
        }
        add(table, StudyReport.MEAN, model, means);
      }
    }
    rows.getOrDefault(StudyReport.POOLED, Map.of())
        .forEach((model, row) -> add(table, StudyReport.POOLED, model, row));
    return table;
  }

  private static void add(StudyTable table, String cohort, String model, StudyValue[] values) {
    StudyTable.Row row = table.row(cohort, model);
    for (int k = 0; k < values.length; k++) {
      row.value(values[k], k == 3 || k == 4 ? 3 : 4);
    }
  }

  String note() {
    StudySettings s = study.settings();
    return """
        All held-out patients, means over repeats. ECE and MCE: mean and largest |predicted - \
        observed| survival at %d months over %d groups of equal size, observed by \
        Kaplan-Meier; \
        chance alone makes both larger than 0; by chance: the mean ECE, and the range of %s of \
        them, of %d draws of outcomes from the predicted curves, censored as the patients were. \
        Reliability slope: of the groups' observed on \
        predicted survival (weighted least squares). NLL: nats a patient of the predicted curves \
        at their horizons. Brier at %d months = reliability - resolution + uncertainty + within \
        groups (variance of the predictions within groups less twice their covariance with the \
        outcome), inverse probability of censoring weights. %s limits: from influences (Brier), the \
        spread of the patients (NLL), else from %d resamples of patients.%s"""
        .formatted(
            s.horizonMonths(),
            Calibration.GROUPS,
            study.percent(),
            s.resamples(),
            s.lateMonths(),
            study.percent(),
            s.resamples(),
            study.several() ? StudyPerformance.MEAN_NOTE + POOLED_NOTE : "");
  }
}
