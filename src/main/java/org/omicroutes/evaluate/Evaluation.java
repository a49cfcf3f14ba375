package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.evaluate.EvaluationReport.AucPoint;
import org.omicroutes.evaluate.EvaluationReport.CalibrationPoint;
import org.omicroutes.evaluate.EvaluationReport.FoldMetrics;
import org.omicroutes.evaluate.EvaluationReport.Model;
import org.omicroutes.evaluate.EvaluationReport.Patient;
import org.omicroutes.evaluate.EvaluationReport.Value;
import org.omicroutes.survival.BrierScore;
import org.omicroutes.survival.Calibration;
import org.omicroutes.survival.Estimate;
import org.omicroutes.survival.SurvivalMetrics;
import org.omicroutes.survival.TimeDependentAuc;

/**
 * Measures models on held-out patients, fold by fold and pooled.
 *
 * <p>The censoring distribution of weighted measures is estimated in the same patients that are
 * measured (the test fold; all patients where pooled), so that each figure can be checked from the
 * predictions alone. Risks of different folds come from different models and need not be on one
 * scale: pooled, {@code cIndex} compares patients of the same fold only, and {@code unoC} and
 * {@code tdAuc} use the quantile of the risk within the fold.
 */
final class Evaluation {
  private static final int AUC_GRID_MONTHS = 3;
  private static final int MIN_PER_BIN = 10;

  /** Log-rank tests are in {@link EvaluationReport.RiskGroups}, whose groups are cut by fold. */
  private static final String RISK_GROUPS = "logRank";

  private Evaluation() {}

  /**
   * @param models model name to its folds, all with the same patients and horizons
   */
  static EvaluationReport report(
      Map<String, List<HeldOut>> models, String mainModel, int foldCount) {
    Map<String, List<FoldMetrics>> byFold = new LinkedHashMap<>();
    models.forEach(
        (name, folds) -> byFold.put(name, folds.stream().map(Evaluation::fold).toList()));
    List<Model> evaluated = new ArrayList<>();
    models.forEach(
        (name, folds) ->
            evaluated.add(
                model(name, folds, byFold.get(name), byFold.get(mainModel), mainModel, foldCount)));
    evaluated.sort(
        (a, b) -> {
          int main = Boolean.compare(b.name().equals(mainModel), a.name().equals(mainModel));
          return main != 0 ? main : a.name().compareTo(b.name());
        });
    HeldOut all = HeldOut.pooled(models.get(mainModel));
    return new EvaluationReport(
        mainModel,
        Arrays.stream(all.predictions().horizonMonths()).boxed().toList(),
        foldCount,
        all.survival().size(),
        all.survival().eventCount(),
        definitions(),
        evaluated);
  }

  private static Map<String, String> definitions() {
    Map<String, String> definitions = SurvivalMetrics.definitions();
    definitions.keySet().removeIf(name -> name.startsWith(RISK_GROUPS));
    return definitions;
  }

  private static Model model(
      String name,
      List<HeldOut> folds,
      List<FoldMetrics> metrics,
      List<FoldMetrics> main,
      String mainModel,
      int foldCount) {
    HeldOut all = HeldOut.pooled(folds);
    double[] quantiles = new double[0];
    int[] strata = new int[all.survival().size()];
    int[] foldOf = new int[strata.length];
    int at = 0;
    for (int f = 0; f < folds.size(); f++) {
      quantiles = HeldOut.append(quantiles, folds.get(f).riskQuantiles());
      int size = folds.get(f).survival().size();
      Arrays.fill(strata, at, at + size, f);
      Arrays.fill(foldOf, at, at + size, folds.get(f).fold());
      at += size;
    }
    double[] times = all.survival().times();
    boolean[] events = all.survival().events();
    return new Model(
        name,
        metrics,
        FoldStatistics.summaries(metrics),
        values(all.predictions(), all.survival(), strata, quantiles),
        name.equals(mainModel) ? List.of() : FoldStatistics.differences(main, metrics, foldCount),
        List.of(
            RiskGroupCurves.of(times, events, quantiles, 2),
            RiskGroupCurves.of(times, events, quantiles, 3)),
        calibration(all),
        aucOverTime(times, events, quantiles, all.predictions().horizonMonths()),
        patients(all, foldOf, quantiles));
  }

  private static FoldMetrics fold(HeldOut fold) {
    SurvivalData survival = fold.survival();
    return new FoldMetrics(
        fold.fold(),
        survival.size(),
        survival.eventCount(),
        values(fold.predictions(), survival, new int[survival.size()], fold.predictions().risk())
            .stream()
            // A test statistic grows with the samples: its mean over folds says nothing.
            .filter(v -> !v.metric().equals(EvaluationReport.D_CALIBRATION))
            .toList());
  }

  private static List<Value> values(
      SurvivalPredictions predictions, SurvivalData survival, int[] strata, double[] ranks) {
    return SurvivalMetrics.of(
            predictions, survival, strata, ranks, BrierScore.Integration.TRAPEZOID)
        .stream()
        .filter(m -> !m.name().startsWith(RISK_GROUPS))
        .map(
            m ->
                new Value(
                    m.name(), m.horizonMonths(), orNull(m.value()), orNull(m.standardError())))
        .toList();
  }

  private static List<CalibrationPoint> calibration(HeldOut all) {
    List<CalibrationPoint> points = new ArrayList<>();
    int[] months = all.predictions().horizonMonths();
    int groups =
        Math.max(
            1, Math.min(SurvivalMetrics.CALIBRATION_GROUPS, all.survival().size() / MIN_PER_BIN));
    for (int h = 0; h < months.length; h++) {
      List<Calibration.Bin> bins =
          Calibration.bins(
              all.survival().times(),
              all.survival().events(),
              SurvivalMetrics.column(all.predictions(), h),
              all.predictions().horizonDays(h),
              groups);
      for (int b = 0; b < bins.size(); b++) {
        Calibration.Bin bin = bins.get(b);
        points.add(
            new CalibrationPoint(
                months[h],
                b + 1,
                bin.samples(),
                bin.predicted(),
                orNull(bin.observed()),
                orNull(bin.lower()),
                orNull(bin.upper())));
      }
    }
    return points;
  }

  private static List<AucPoint> aucOverTime(
      double[] times, boolean[] events, double[] quantiles, int[] months) {
    List<AucPoint> points = new ArrayList<>();
    int last = months.length == 0 ? 0 : months[months.length - 1];
    for (int month = AUC_GRID_MONTHS; month <= last; month += AUC_GRID_MONTHS) {
      Estimate auc =
          TimeDependentAuc.at(times, events, quantiles, month * SurvivalPredictions.DAYS_PER_MONTH);
      points.add(new AucPoint(month, orNull(auc.value()), orNull(auc.standardError())));
    }
    return points;
  }

  private static List<Patient> patients(HeldOut all, int[] foldOf, double[] quantiles) {
    List<Patient> patients = new ArrayList<>();
    for (int i = 0; i < foldOf.length; i++) {
      patients.add(
          new Patient(
              all.survival().sampleIds().get(i),
              foldOf[i],
              all.predictions().risk()[i],
              quantiles[i],
              all.survival().time(i),
              all.survival().event(i),
              all.predictions().survival()[i]));
    }
    return patients;
  }

  /** JSON has no NaN. */
  static Double orNull(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
