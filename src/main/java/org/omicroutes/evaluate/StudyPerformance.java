package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.survival.Bootstrap;
import org.omicroutes.survival.BrierScore;
import org.omicroutes.survival.Estimate;
import org.omicroutes.survival.ResampledLogRank;
import org.omicroutes.survival.ResampledSeparation;
import org.omicroutes.survival.ResampledWeights;

/** T1: how well each model predicts. */
final class StudyPerformance {
  /**
   * One model in one cohort.
   *
   * @param ibs Brier score integrated up to the last horizon
   * @param logRank chi-squared of the two groups at the median risk
   * @param explained Royston and Sauerbrei's R²_D
   */
  record Row(
      StudyDiscrimination order,
      StudyValue f1,
      StudyValue brier,
      StudyValue ibs,
      StudyValue logRank,
      StudyValue explained) {}

  private final Study study;
  private final Map<String, Map<String, Row>> rows = new LinkedHashMap<>();

  StudyPerformance(Study study) {
    this.study = study;
    study.cohorts().forEach(c -> rows.put(c.name(), rows(c)));
  }

  /** Null where the cohort has no such model. */
  Row row(StudyCohort cohort, String model) {
    return rows.get(cohort.name()).get(model);
  }

  private Map<String, Row> rows(StudyCohort cohort) {
    double[][] resampled = resampled(cohort);
    double[] observed = values(cohort, cohort.once(), measures(cohort));
    Map<String, Row> found = new LinkedHashMap<>();
    double level = study.settings().level();
    for (int m = 0; m < cohort.models().size(); m++) {
      StudyModel model = cohort.models().get(m);
      StudyValue[] value = new StudyValue[3];
      for (int k = 0; k < 3; k++) {
        int column = 3 * m + k;
        double[] replicates = Arrays.stream(resampled).mapToDouble(r -> r[column]).toArray();
        double most = k == 1 ? Double.POSITIVE_INFINITY : 1;
        value[k] = StudyValue.resampled(observed[column], replicates, level, 0, most);
      }
      found.put(
          model.name(),
          new Row(
              StudyDiscrimination.of(model, study.settings()),
              value[0],
              brier(cohort, model, study.settings().horizonMonths()),
              integrated(cohort, model),
              value[1],
              value[2]));
    }
    return found;
  }

  /** What is measured of one model and repeat on resampled patients. */
  private record Measures(
      boolean[] high, ResampledLogRank logRank, ResampledSeparation separation) {}

  private static List<List<Measures>> measures(StudyCohort cohort) {
    List<List<Measures>> all = new ArrayList<>();
    for (StudyModel model : cohort.models()) {
      List<Measures> own = new ArrayList<>();
      for (int r = 0; r < model.repeats(); r++) {
        int[] groups = StudyModel.groups(model.quantiles(r), 2);
        boolean[] high = new boolean[groups.length];
        for (int i = 0; i < high.length; i++) {
          high[i] = groups[i] == 1;
        }
        own.add(
            new Measures(
                high,
                new ResampledLogRank(cohort.times(), cohort.events(), high),
                new ResampledSeparation(cohort.times(), cohort.events(), model.quantiles(r))));
      }
      all.add(own);
    }
    return all;
  }

  private double[][] resampled(StudyCohort cohort) {
    List<List<Measures>> measures = measures(cohort);
    return Bootstrap.replicates(
        cohort.survival().size(),
        study.settings().resamples(),
        study.settings().seed(),
        drawn -> values(cohort, drawn, measures));
  }

  /** F1, log-rank and R² of each model, means over repeats. */
  private double[] values(StudyCohort cohort, int[] drawn, List<List<Measures>> measures) {
    ResampledWeights censoring =
        new ResampledWeights(
            cohort.times(), cohort.events(), StudyCohort.days(study.settings().horizonMonths()));
    double[] weights = censoring.of(drawn);
    double[] values = new double[3 * measures.size()];
    for (int m = 0; m < measures.size(); m++) {
      List<Measures> own = measures.get(m);
      for (Measures repeat : own) {
        values[3 * m] += f1(repeat.high, censoring, weights) / own.size();
        values[3 * m + 1] += repeat.logRank.chiSquare(drawn) / own.size();
        values[3 * m + 2] += repeat.separation.measure(drawn)[1] / own.size();
      }
    }
    return values;
  }

  /**
   * F1 of calling the patients above the median risk events by the horizon; NaN where none is
   * either called or a case.
   */
  static double f1(boolean[] called, ResampledWeights censoring, double[] weights) {
    double hits = 0;
    double wrong = 0;
    for (int i = 0; i < called.length; i++) {
      boolean event = censoring.isCase(i);
      hits += called[i] && event ? weights[i] : 0;
      wrong += called[i] != event ? weights[i] : 0;
    }
    return 2 * hits / (2 * hits + wrong);
  }

  /** The mean over repeats of the Brier score of all patients. */
  private StudyValue brier(StudyCohort cohort, StudyModel model, int month) {
    Estimate[] scores = new Estimate[model.repeats()];
    for (int r = 0; r < scores.length; r++) {
      scores[r] = brierOf(cohort, model, r, month);
    }
    return StudyModel.meanOverRepeats(scores, study.settings().level());
  }

  private static Estimate brierOf(StudyCohort cohort, StudyModel model, int repeat, int month) {
    return BrierScore.at(
        cohort.times(), cohort.events(), model.survivalAt(repeat, month), StudyCohort.days(month));
  }

  private StudyValue integrated(StudyCohort cohort, StudyModel model) {
    int[] months = model.months();
    Estimate[] integrated = new Estimate[model.repeats()];
    for (int r = 0; r < integrated.length; r++) {
      Estimate[] scores = new Estimate[months.length];
      for (int h = 0; h < months.length; h++) {
        scores[h] = brierOf(cohort, model, r, months[h]);
      }
      integrated[r] = BrierScore.integrated(model.days(), scores, BrierScore.Integration.TRAPEZOID);
    }
    return StudyModel.meanOverRepeats(integrated, study.settings().level());
  }

  StudyTable table() {
    StudySettings s = study.settings();
    String at = " " + s.horizonMonths() + " m";
    StudyTable table =
        new StudyTable(
            "T1",
            "Performance of all models",
            "cohort",
            "model",
            "td-AUC" + at,
            "C",
            "C: " + s.main() + " minus model",
            "p",
            "p (Holm)",
            "F1" + at,
            "Brier" + at,
            "IBS",
            "log-rank chi2",
            "R2 (D)");
    for (StudyCohort cohort : study.cohorts()) {
      StudyComparisons.Family family =
          StudyComparisons.family(study, this, cohort, s.main(), StudyComparisons.Measure.C);
      for (StudyModel model : cohort.models()) {
        add(table, cohort.name(), model.name(), row(cohort, model.name()), family);
      }
    }
    if (study.several()) {
      addMeans(table);
    }
    return table;
  }

  private void addMeans(StudyTable table) {
    StudyComparisons.Family family =
        StudyComparisons.overCohorts(
            study, this, study.settings().main(), StudyComparisons.Measure.C);
    for (String model : study.models()) {
      if (study.everywhere(model)) {
        Row mean =
            new Row(
                new StudyDiscrimination(
                    null,
                    null,
                    study.mean(c -> row(c, model).order.meanC()),
                    study.mean(c -> row(c, model).order.meanAuc())),
                study.mean(c -> row(c, model).f1),
                study.mean(c -> row(c, model).brier),
                study.mean(c -> row(c, model).ibs),
                study.mean(c -> row(c, model).logRank),
                study.mean(c -> row(c, model).explained));
        add(table, StudyReport.MEAN, model, mean, family);
      }
    }
  }

  private static void add(
      StudyTable table, String cohort, String model, Row row, StudyComparisons.Family family) {
    StudyTable.Row line = table.row(cohort, model);
    line.value(row.order.meanAuc(), 3).value(row.order.meanC(), 3);
    CorrectedResampledTest test = family.tests().get(model);
    if (test == null) {
      line.text("").text("").text("");
    } else {
      line.value(test.value(), 3).p(test.pValue()).p(family.holm().get(model));
    }
    line.value(row.f1, 3).value(row.brier, 4).value(row.ibs, 4);
    line.value(row.logRank, 1).value(row.explained, 3);
  }

  String note() {
    StudySettings s = study.settings();
    return """
        Held-out patients only. td-AUC and C are means over the test folds of all repeats, with %s \
        limits from the patients' influences (a patient of several repeats counts once). \
        Differences are paired by fold, with the corrected resampled t-test of Nadeau and Bengio \
        and Holm's correction over the models. F1: patients above the median risk of their fold \
        are called events by %d months; those censored before count through inverse probability of \
        censoring weights, as in Brier and IBS (straight lines between the horizons of the \
        predictions, divided by the last one). F1, log-rank chi2 (median groups) and R2 (Royston \
        and Sauerbrei's D) are of all patients, by the quantile of risk within the fold, means \
        over repeats, with limits from %d resamples of patients. Limits take the fitted models as \
        they are.%s"""
        .formatted(
            study.percent(), s.horizonMonths(), s.resamples(), study.several() ? MEAN_NOTE : "");
  }

  /** What every table with a mean over cohorts says of it. */
  static final String MEAN_NOTE =
      " Rows 'mean' are means over cohorts with t limits from their standard error over cohorts,"
          + " cohorts without a value left out; their tests are paired over cohorts.";
}
