package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.StopSignal;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.survival.Bootstrap;
import org.omicroutes.survival.Concordance;
import org.omicroutes.survival.CoxModel;
import org.omicroutes.survival.Estimate;
import org.omicroutes.survival.FleissKappa;
import org.omicroutes.survival.Optimism;
import org.omicroutes.survival.ResampledCalibration;
import org.omicroutes.survival.ResampledWeights;
import org.omicroutes.survival.RestrictedTimeError;

/** T2: how much the results depend on chance, and how much too good they look. */
final class StudyStability {
  private static final int TERTILES = 3;
  private static final int RESAMPLED = 5;
  private static final double EDGE = 1e-10;

  /** Refits of the recalibration, shared among the repeats. */
  static final int OPTIMISM_RESAMPLES = 100;

  /**
   * One model in one cohort, columns in the order of print from the SD of C to kappa.
   *
   * @param values one a column
   */
  private record Row(StudyValue[] values) {}

  private static final String[] COLUMNS = {
    "SD of C",
    "SD of td-AUC",
    "MAE (months)",
    "RMSE (months)",
    "calibration slope",
    "calibration intercept",
    "apparent minus held-out C",
    "bootstrap optimism of C",
    "bootstrap optimism of R2",
    "shrinkage",
    "kappa of risk groups"
  };

  private final Study study;
  private final StudyPerformance performance;
  private final Map<String, Map<String, Row>> rows = new LinkedHashMap<>();

  StudyStability(Study study, StudyPerformance performance) {
    this.study = study;
    this.performance = performance;
    study.cohorts().forEach(c -> rows.put(c.name(), rows(c)));
  }

  private Map<String, Row> rows(StudyCohort cohort) {
    StopSignal stop = StopSignal.current();
    List<List<Resampled>> measures =
        cohort.models().stream().parallel().map(m -> stop.get(() -> resampled(cohort, m))).toList();
    List<FleissKappa> kappas = cohort.models().stream().map(StudyStability::kappa).toList();
    double[] observed = values(cohort, cohort.once(), measures, kappas);
    double[][] replicates =
        Bootstrap.replicates(
            cohort.survival().size(),
            study.settings().resamples(),
            study.settings().seed(),
            drawn -> values(cohort, drawn, measures, kappas));
    List<StudyValue[]> optimism =
        cohort.models().stream().parallel().map(m -> stop.get(() -> optimism(cohort, m))).toList();
    Map<String, Row> found = new LinkedHashMap<>();
    double infinity = Double.POSITIVE_INFINITY;
    for (int m = 0; m < cohort.models().size(); m++) {
      StudyModel model = cohort.models().get(m);
      StudyDiscrimination order = performance.row(cohort, model.name()).order();
      StudyValue[] v = new StudyValue[COLUMNS.length];
      v[0] = spread(model, order.c());
      v[1] = spread(model, order.auc());
      for (int k = 0; k < RESAMPLED; k++) {
        int column = RESAMPLED * m + k;
        double[] drawn = Arrays.stream(replicates).mapToDouble(r -> r[column]).toArray();
        v[k < 4 ? 2 + k : 10] =
            StudyValue.resampled(
                observed[column],
                drawn,
                study.settings().level(),
                k < 2 ? 0 : k == 4 ? -1 : -infinity,
                k == 4 ? 1 : infinity);
      }
      v[6] = apparent(cohort, model, order.c());
      System.arraycopy(optimism.get(m), 0, v, 7, 3);
      found.put(model.name(), new Row(v));
    }
    return found;
  }

  /** The SD over repeats of the mean over folds; limits of the chi-squared distribution. */
  private StudyValue spread(StudyModel model, Estimate[] folds) {
    int repeats = model.repeats();
    double[] means = new double[repeats];
    for (int r = 0; r < repeats; r++) {
      int repeat = r;
      means[r] =
          IntStream.range(0, folds.length)
              .filter(f -> model.folds().get(f).repeat() == repeat && folds[f].estimable())
              .mapToDouble(f -> folds[f].value())
              .average()
              .orElse(Double.NaN);
    }
    double[] known = Arrays.stream(means).filter(Double::isFinite).toArray();
    int freedom = known.length - 1;
    if (freedom < 1) {
      return StudyValue.NONE;
    }
    double mean = Arrays.stream(known).average().orElseThrow();
    double squares = Arrays.stream(known).map(v -> (v - mean) * (v - mean)).sum();
    ChiSquaredDistribution chi = new ChiSquaredDistribution(freedom);
    double tail = (1 - study.settings().level()) / 2;
    return new StudyValue(
        Math.sqrt(squares / freedom),
        Double.NaN,
        Math.sqrt(squares / chi.inverseCumulativeProbability(1 - tail)),
        Math.sqrt(squares / chi.inverseCumulativeProbability(tail)));
  }

  /** What is measured of one model and repeat on resampled patients. */
  private record Resampled(double[] restrictedMeans, ResampledCalibration calibration) {}

  private List<Resampled> resampled(StudyCohort cohort, StudyModel model) {
    double horizon = StudyCohort.days(study.settings().horizonMonths());
    List<Resampled> own = new ArrayList<>();
    double[] days = model.days();
    for (int r = 0; r < model.repeats(); r++) {
      double[] means =
          Arrays.stream(model.curves(r))
              .mapToDouble(curve -> RestrictedTimeError.restrictedMean(days, curve, horizon))
              .toArray();
      double[] survival = model.survivalAt(r, study.settings().horizonMonths());
      own.add(
          new Resampled(
              means, new ResampledCalibration(cohort.times(), cohort.events(), survival, horizon)));
    }
    return own;
  }

  /** Agreement of the repeats on the tertile of each patient's risk; null with one repeat. */
  private static FleissKappa kappa(StudyModel model) {
    int[][] groups = new int[model.repeats()][];
    Arrays.setAll(groups, r -> StudyModel.groups(model.quantiles(r), TERTILES));
    return groups.length < 2 ? null : new FleissKappa(groups, TERTILES);
  }

  private double[] values(
      StudyCohort cohort, int[] drawn, List<List<Resampled>> measures, List<FleissKappa> kappas) {
    double horizon = StudyCohort.days(study.settings().horizonMonths());
    double[] times = cohort.times();
    double[] weights = new ResampledWeights(times, cohort.events(), horizon).of(drawn);
    double[] values = new double[RESAMPLED * measures.size()];
    for (int m = 0; m < measures.size(); m++) {
      int at = RESAMPLED * m;
      for (Resampled repeat : measures.get(m)) {
        double share = 1.0 / measures.get(m).size();
        RestrictedTimeError error =
            RestrictedTimeError.of(repeat.restrictedMeans, times, weights, horizon);
        values[at] += share * error.meanAbsolute() / SurvivalPredictions.DAYS_PER_MONTH;
        values[at + 1] += share * error.rootMeanSquare() / SurvivalPredictions.DAYS_PER_MONTH;
        values[at + 2] += share * repeat.calibration.slope(drawn);
        values[at + 3] += share * repeat.calibration.intercept(drawn);
      }
      values[at + 4] = kappas.get(m) == null ? Double.NaN : kappas.get(m).value(drawn);
    }
    return values;
  }

  /** C on the patients that a fold was fitted on less C on those held out, paired by fold. */
  private StudyValue apparent(StudyCohort cohort, StudyModel model, Estimate[] heldOut) {
    double[] differences = new double[heldOut.length];
    for (int f = 0; f < differences.length; f++) {
      HeldOut training = model.folds().get(f).training();
      differences[f] =
          training == null
              ? Double.NaN
              : Concordance.harrell(
                          training.survival().times(),
                          training.survival().events(),
                          training.predictions().risk())
                      .value()
                  - heldOut[f].value();
    }
    return CorrectedResampledTest.of(differences, cohort.foldCount(), study.settings().level())
        .value();
  }

  /** Optimism of C and R² and the corrected slope of the score; means over repeats. */
  private StudyValue[] optimism(StudyCohort cohort, StudyModel model) {
    int each = (OPTIMISM_RESAMPLES + model.repeats() - 1) / model.repeats();
    double[] sums = new double[3];
    for (int r = 0; r < model.repeats(); r++) {
      int[][] resamples =
          Optimism.resamples(cohort.survival().size(), each, study.settings().seed() + r);
      double[][] score =
          Arrays.stream(model.survivalAt(r, study.settings().horizonMonths()))
              .mapToObj(s -> new double[] {cloglog(s)})
              .toArray(double[][]::new);
      try {
        Optimism found =
            Optimism.of(List.of("score"), score, cohort.survival(), CoxModel.Ties.EFRON, resamples);
        sums[0] += row(found, Optimism.Measure.C_INDEX).optimism();
        sums[1] += row(found, Optimism.Measure.NAGELKERKE_R2).optimism();
        sums[2] += row(found, Optimism.Measure.CALIBRATION_SLOPE).corrected();
      } catch (DataException e) {
        // A score that is the same for everybody has no slope to be optimistic of.
        Arrays.fill(sums, Double.NaN);
      }
    }
    return Arrays.stream(sums)
        .mapToObj(s -> StudyValue.of(s / model.repeats()))
        .toArray(StudyValue[]::new);
  }

  private static Optimism.Row row(Optimism optimism, Optimism.Measure measure) {
    return optimism.rows().get(measure.ordinal());
  }

  private static double cloglog(double survival) {
    return Math.log(-Math.log(Math.min(1 - EDGE, Math.max(EDGE, survival))));
  }

  StudyTable table() {
    String[] columns = new String[2 + COLUMNS.length];
    columns[0] = "cohort";
    columns[1] = "model";
    System.arraycopy(COLUMNS, 0, columns, 2, COLUMNS.length);
    StudyTable table = new StudyTable("T2", "Stability", columns);
    for (StudyCohort cohort : study.cohorts()) {
      rows.get(cohort.name()).forEach((model, row) -> add(table, cohort.name(), model, row.values));
    }
    for (String model : study.several() ? study.models() : List.<String>of()) {
      if (study.everywhere(model)) {
        StudyValue[] means = new StudyValue[COLUMNS.length];
        for (int k = 0; k < means.length; k++) {
          int column = k;
          means[k] = study.mean(c -> rows.get(c.name()).get(model).values[column]);
        }
        add(table, StudyReport.MEAN, model, means);
      }
    }
    return table;
  }

  private static void add(StudyTable table, String cohort, String model, StudyValue[] values) {
    StudyTable.Row row = table.row(cohort, model);
    for (int k = 0; k < values.length; k++) {
      row.value(values[k], k < 2 ? 4 : k == 2 || k == 3 ? 1 : 3);
    }
  }

  String note() {
    int months = study.settings().horizonMonths();
    return """
        SD of C and td-AUC (%d months): over the repeats' means over folds, with chi-squared \
        limits. MAE and RMSE: predicted mean time lived within %d months (area under the predicted \
        curve) against the time lived within them; patients censored before count through inverse \
        probability of censoring weights. Slope: coefficient of log(-log S) in a Cox model of the \
        held-out patients, follow-up cut at %d months (1 is right, below 1 too extreme); this is \
        the shrinkage that the predictions ask for. Intercept: log(observed/expected risk). \
        Apparent minus held-out C: each fitted model on its own training patients less on its test \
        patients, paired by fold (corrected resampled limits); NA where training patients were not \
        predicted. Bootstrap optimism: Harrell's, of a Cox model with the held-out log(-log S) as \
        its only covariate, refitted in %d resamples of patients shared among the repeats; the \
        models themselves are not refitted, so it is the optimism of recalibrating the score, not \
        that of the model. \
        Shrinkage: the bootstrap-corrected slope of the same. Kappa: Fleiss, of the tertiles of \
        risk that a patient is in in each repeat. %s limits of MAE, RMSE, slope, intercept and \
        kappa from %d resamples of patients.%s"""
        .formatted(
            months,
            months,
            months,
            OPTIMISM_RESAMPLES,
            study.percent(),
            study.settings().resamples(),
            study.several() ? StudyPerformance.MEAN_NOTE : "");
  }
}
