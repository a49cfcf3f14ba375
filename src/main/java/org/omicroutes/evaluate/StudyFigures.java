package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.evaluate.StudyReport.AttentionWeight;
import org.omicroutes.evaluate.StudyReport.AucCurve;
import org.omicroutes.evaluate.StudyReport.EventCounts;
import org.omicroutes.evaluate.StudyReport.FactorPoint;
import org.omicroutes.evaluate.StudyReport.RiskGroupCurve;
import org.omicroutes.survival.KaplanMeier;

/** The data of the figures that no table holds. */
final class StudyFigures {
  private static final int[] MONTHS = {6, 12, 18, 24, 30, 36, 42, 48, 54, 60};
  private static final String[] GROUPS = {"low", "middle", "high"};
  private static final int DIMENSIONS = 3;

  private final Study study;

  StudyFigures(Study study) {
    this.study = study;
  }

  /** td-AUC as in T1 at each month, and its mean over cohorts. */
  List<AucCurve> aucCurves() {
    Map<String, Map<String, StudyValue[]>> found = new LinkedHashMap<>();
    List<AucCurve> curves = new ArrayList<>();
    for (StudyCohort cohort : study.cohorts()) {
      Map<String, StudyValue[]> own = new LinkedHashMap<>();
      for (StudyModel model : cohort.models()) {
        StudyValue[] values = new StudyValue[MONTHS.length];
        for (int m = 0; m < values.length; m++) {
          values[m] =
              model.meanOverFolds(
                  StudyDiscrimination.auc(model, MONTHS[m]), study.settings().level());
        }
        own.put(model.name(), values);
        curves.add(curve(cohort.name(), model.name(), values));
      }
      found.put(cohort.name(), own);
    }
    for (String model : study.several() ? study.models() : List.<String>of()) {
      if (study.everywhere(model)) {
        StudyValue[] values = new StudyValue[MONTHS.length];
        for (int m = 0; m < values.length; m++) {
          int month = m;
          values[m] = study.mean(c -> found.get(c.name()).get(model)[month]);
        }
        curves.add(curve(StudyReport.MEAN, model, values));
      }
    }
    return curves;
  }

  private static AucCurve curve(String cohort, String model, StudyValue[] values) {
    return new AucCurve(
        cohort,
        model,
        MONTHS.clone(),
        Arrays.stream(values).mapToDouble(StudyValue::estimate).toArray(),
        Arrays.stream(values).mapToDouble(StudyValue::lower).toArray(),
        Arrays.stream(values).mapToDouble(StudyValue::upper).toArray());
  }

  /** Of each cohort, and summed over them. */
  List<EventCounts> eventCounts() {
    List<EventCounts> counts = new ArrayList<>();
    int[] allEvents = new int[MONTHS.length];
    int[] allAtRisk = new int[MONTHS.length];
    for (StudyCohort cohort : study.cohorts()) {
      int[] events = new int[MONTHS.length];
      int[] atRisk = new int[MONTHS.length];
      for (int m = 0; m < MONTHS.length; m++) {
        double day = StudyCohort.days(MONTHS[m]);
        for (int i = 0; i < cohort.survival().size(); i++) {
          boolean by = cohort.survival().time(i) <= day;
          events[m] += by && cohort.survival().event(i) ? 1 : 0;
          atRisk[m] += by ? 0 : 1;
        }
        allEvents[m] += events[m];
        allAtRisk[m] += atRisk[m];
      }
      counts.add(new EventCounts(cohort.name(), MONTHS.clone(), events, atRisk));
    }
    if (study.several()) {
      counts.add(new EventCounts(StudyReport.MEAN, MONTHS.clone(), allEvents, allAtRisk));
    }
    return counts;
  }

  /** Tertile of each patient's mean quantile over repeats, 0 to 2. */
  private static int[] tertiles(StudyModel model) {
    return StudyModel.groups(model.meanQuantiles(), DIMENSIONS);
  }

  /** Patients with all three factors. */
  List<FactorPoint> factorPoints() {
    List<FactorPoint> points = new ArrayList<>();
    for (StudyCohort cohort : study.cohorts()) {
      LabelledMatrix factors = cohort.factors();
      if (factors == null || factors.featureCount() < DIMENSIONS) {
        continue;
      }
      int[] groups = tertiles(cohort.model(study.settings().main()));
      List<String> patients = cohort.survival().sampleIds();
      for (int i = 0; i < groups.length; i++) {
        int column = factors.sampleIds().indexOf(patients.get(i));
        if (column >= 0) {
          double[] at =
              IntStream.range(0, DIMENSIONS).mapToDouble(f -> factors.at(f, column)).toArray();
          if (Arrays.stream(at).allMatch(Double::isFinite)) {
            points.add(new FactorPoint(cohort.name(), patients.get(i), at, groups[i] + 1));
          }
        }
      }
    }
    return points;
  }

  /** Main model and baseline; one group a patient. */
  List<RiskGroupCurve> riskGroups() {
    List<RiskGroupCurve> curves = new ArrayList<>();
    for (StudyCohort cohort : study.cohorts()) {
      for (StudyModel model : shown(study, cohort)) {
        int[] groups = tertiles(model);
        for (int g = 0; g < GROUPS.length; g++) {
          int group = g;
          int[] own = IntStream.range(0, groups.length).filter(i -> groups[i] == group).toArray();
          if (own.length > 0) {
            curves.add(riskGroup(cohort, model.name(), GROUPS[g], own));
          }
        }
      }
    }
    return curves;
  }

  /** The models whose curves are drawn one by one. */
  static List<StudyModel> shown(Study study, StudyCohort cohort) {
    return Stream.of(study.settings().main(), study.settings().baseline())
        .distinct()
        .map(cohort::model)
        .filter(model -> model != null)
        .toList();
  }

  private static RiskGroupCurve riskGroup(
      StudyCohort cohort, String model, String group, int[] own) {
    boolean[] events = new boolean[own.length];
    for (int k = 0; k < own.length; k++) {
      events[k] = cohort.survival().event(own[k]);
    }
    KaplanMeier km =
        KaplanMeier.of(
            Arrays.stream(own).mapToDouble(i -> cohort.survival().time(i)).toArray(), events);
    int size = km.times().length;
    double[] months = new double[size + 1];
    double[] survival = new double[size + 1];
    double[] lower = new double[size + 1];
    double[] upper = new double[size + 1];
    int[] atRisk = new int[size + 1];
    survival[0] = 1;
    lower[0] = 1;
    upper[0] = 1;
    atRisk[0] = own.length;
    for (int k = 0; k < size; k++) {
      double s = km.survival()[k];
      double[] limits = km.interval(k, KaplanMeier.Interval.LOG_LOG);
      months[k + 1] = km.times()[k] / SurvivalPredictions.DAYS_PER_MONTH;
      survival[k + 1] = s;
      // There are no limits as long as nobody died, and none once nobody is left.
      lower[k + 1] = s == 1 ? 1 : s == 0 ? 0 : limits[0];
      upper[k + 1] = s == 0 ? upper[k] : s == 1 ? 1 : limits[1];
      atRisk[k + 1] = km.atRisk()[k];
    }
    return new RiskGroupCurve(cohort.name(), model, group, months, survival, lower, upper, atRisk);
  }

  /** The mean over folds of each cohort, and over the cohorts that have the pair. */
  List<AttentionWeight> attention() {
    List<AttentionWeight> weights = new ArrayList<>();
    Map<List<String>, List<Double>> over = new LinkedHashMap<>();
    for (StudyCohort cohort : study.cohorts()) {
      Map<List<String>, List<Double>> pairs = new LinkedHashMap<>();
      for (AttentionWeight w : cohort.attention()) {
        pairs.computeIfAbsent(List.of(w.query(), w.key()), p -> new ArrayList<>()).add(w.weight());
      }
      pairs.forEach(
          (pair, values) -> {
            double mean = mean(values);
            over.computeIfAbsent(pair, p -> new ArrayList<>()).add(mean);
            weights.add(new AttentionWeight(cohort.name(), pair.get(0), pair.get(1), mean));
          });
    }
    if (study.several()) {
      over.forEach(
          (pair, values) ->
              weights.add(
                  new AttentionWeight(StudyReport.MEAN, pair.get(0), pair.get(1), mean(values))));
    }
    return weights;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
