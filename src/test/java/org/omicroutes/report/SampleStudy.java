package org.omicroutes.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.omicroutes.evaluate.StudyReport;
import org.omicroutes.evaluate.StudyReport.AttentionWeight;
import org.omicroutes.evaluate.StudyReport.AucCurve;
import org.omicroutes.evaluate.StudyReport.CalibrationBelt;
import org.omicroutes.evaluate.StudyReport.Cohort;
import org.omicroutes.evaluate.StudyReport.EventCounts;
import org.omicroutes.evaluate.StudyReport.FactorPoint;
import org.omicroutes.evaluate.StudyReport.ImportanceShare;
import org.omicroutes.evaluate.StudyReport.MissingLayers;
import org.omicroutes.evaluate.StudyReport.RiskGroupCurve;
import org.omicroutes.evaluate.StudyReport.Setting;
import org.omicroutes.evaluate.StudyReport.Table;

/** A made-up study in the shapes that {@code study-tables} writes. */
final class SampleStudy {
  static final List<String> ALL_MODELS =
      List.of(
          "cox",
          "coxnet",
          "rsf",
          "mofa-cox",
          "netdx",
          "snf-cox",
          "survival-gnn",
          "transformer",
          "moanet",
          "ridge",
          "late-fusion",
          "block-ridge",
          "kernel-ensemble",
          "stacked");
  static final List<String> ALL_COHORTS =
      List.of("LUAD", "BRCA", "KIRC", "HNSC", "LGG", "BLCA", "STAD", "COAD");
  private static final int[] MONTHS = {6, 12, 18, 24, 30, 36, 42, 48, 54, 60};
  private static final List<String> LAYERS = List.of("cnv", "methylation", "mutation", "rna");
  private static final String[] GROUPS = {
    "clinical", "RNA factors", "network biomarkers", "methylation", "mutation burden", "copy number"
  };

  private final Random random = new Random(11);
  private final List<String> cohorts;
  private final List<String> models;
  private final List<Cohort> studied = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();
  private final List<AucCurve> curves = new ArrayList<>();
  private final List<EventCounts> counts = new ArrayList<>();
  private final List<FactorPoint> factors = new ArrayList<>();
  private final List<ImportanceShare> importance = new ArrayList<>();
  private final List<CalibrationBelt> belts = new ArrayList<>();
  private final List<RiskGroupCurve> groups = new ArrayList<>();
  private final List<MissingLayers> missing = new ArrayList<>();
  private final List<AttentionWeight> attention = new ArrayList<>();

  private SampleStudy(int cohorts, int models) {
    this.cohorts = ALL_COHORTS.subList(0, cohorts);
    List<String> chosen = new ArrayList<>(ALL_MODELS.subList(0, models));
    if (!chosen.contains("moanet")) {
      chosen.set(models - 1, "moanet");
    }
    this.models = chosen;
  }

  /** A study with everything in it; the main model is moanet. */
  static StudyReport of(int cohorts, int models) {
    SampleStudy study = new SampleStudy(cohorts, models);
    for (String cohort : study.cohorts) {
      int patients = 180 + study.random.nextInt(420);
      study.studied.add(
          new Cohort(cohort, patients, patients / 3, 22 + 20 * study.random.nextDouble(), LAYERS));
      study.discrimination(cohort, 0.09);
      study.patients(cohort, patients);
      study.belt(cohort, "moanet", patients);
      study.belt(cohort, study.models.get(0), patients);
      study.shares(cohort);
      study.layers(cohort);
    }
    if (cohorts > 1) {
      study.discrimination(StudyReport.MEAN, 0.025);
      study.shares(StudyReport.MEAN);
      study.layers(StudyReport.MEAN);
    }
    study.tables();
    return study.report();
  }

  private StudyReport report() {
    return new StudyReport(
        new Setting("moanet", models, studied, 5, 3, 36, 1),
        "The baseline kernel Cox ensemble does better than MOANet: td-AUC at 36 months .731.",
        tables,
        curves,
        counts,
        factors,
        importance,
        belts,
        groups,
        missing,
        attention);
  }

  private double skill(String model) {
    return 0.64 + 0.1 * (model.equals("moanet") ? 0.95 : ALL_MODELS.indexOf(model) / 14.0);
  }

  private void discrimination(String cohort, double half) {
    double shift = cohort.equals(StudyReport.MEAN) ? 0 : 0.08 * (random.nextDouble() - 0.5);
    for (String model : models) {
      double[] auc = new double[MONTHS.length];
      double walk = 0.02 * random.nextGaussian();
      for (int i = 0; i < auc.length; i++) {
        walk += 0.008 * random.nextGaussian();
        auc[i] = Math.min(0.95, skill(model) + shift + walk + 0.03 * Math.exp(-i / 3.0));
      }
      double[] low = map(auc, v -> v - half - 0.02 * random.nextDouble());
      double[] high = map(auc, v -> Math.min(1, v + half));
      curves.add(new AucCurve(cohort, model, MONTHS.clone(), auc, low, high));
    }
    int[] events = IntStream.range(0, 10).map(i -> 8 + 14 * i - i * i / 2).toArray();
    int[] atRisk = IntStream.range(0, 10).map(i -> 400 - 36 * i).toArray();
    counts.add(new EventCounts(cohort, MONTHS.clone(), events, atRisk));
  }

  private static double[] map(double[] values, ToDoubleFunction<Double> f) {
    return Arrays.stream(values).map(f::applyAsDouble).toArray();
  }

  private void patients(String cohort, int patients) {
    double[][] times = new double[3][patients / 3];
    for (int i = 0; i < patients; i++) {
      int group = i % 3;
      double shift = 0.9 * (group - 1);
      factors.add(
          new FactorPoint(
              cohort,
              cohort + "-" + i,
              new double[] {
                shift + random.nextGaussian(),
                0.5 * shift + random.nextGaussian(),
                random.nextGaussian()
              },
              group + 1));
      if (i / 3 < times[group].length) {
        times[group][i / 3] = -Math.log(1 - random.nextDouble()) * (140 - 45 * group);
      }
    }
    for (String model : List.of("moanet", models.get(0))) {
      String[] names = {"low", "middle", "high"};
      for (int g = 0; g < 3; g++) {
        groups.add(curve(cohort, model, names[g], times[g].clone()));
      }
    }
    for (String query : List.of("clinical", "rna", "methylation", "mutation", "network")) {
      for (String key : List.of("clinical", "rna", "methylation", "mutation", "network")) {
        attention.add(new AttentionWeight(cohort, query, key, 0.08 + 0.24 * random.nextDouble()));
      }
    }
  }

  /** Half of the patients are censored, at random. */
  private RiskGroupCurve curve(String cohort, String model, String group, double[] times) {
    Arrays.sort(times);
    int n = times.length;
    double[][] v = new double[4][n + 1];
    int[] atRisk = new int[n + 1];
    v[1][0] = v[2][0] = v[3][0] = 1;
    atRisk[0] = n;
    double survival = 1;
    double variance = 0;
    for (int k = 0; k < n; k++) {
      int left = n - k;
      if (random.nextBoolean() && left > 1) {
        survival *= 1 - 1.0 / left;
        variance += 1.0 / ((double) left * (left - 1));
      }
      v[0][k + 1] = times[k];
      v[1][k + 1] = survival;
      v[2][k + 1] = survival * Math.exp(-1.96 * Math.sqrt(variance));
      v[3][k + 1] = Math.min(1, survival * Math.exp(1.96 * Math.sqrt(variance)));
      atRisk[k + 1] = left;
    }
    return new RiskGroupCurve(cohort, model, group, v[0], v[1], v[2], v[3], atRisk);
  }

  private void belt(String cohort, String model, int patients) {
    double[] rug = new double[patients];
    boolean[] events = new boolean[patients];
    for (int i = 0; i < patients; i++) {
      rug[i] = Math.min(0.97, Math.max(0.02, 0.35 + 0.17 * random.nextGaussian()));
      events[i] = random.nextDouble() < rug[i];
    }
    double bend = 0.25 * (random.nextDouble() - 0.5);
    double[] predicted = IntStream.rangeClosed(0, 60).mapToDouble(i -> 0.04 + i * 0.013).toArray();
    double[] observed = map(predicted, p -> p + bend * p * (1 - p));
    double[] width = map(predicted, p -> 0.03 + 0.35 * (p - 0.35) * (p - 0.35) * 2);
    double[][] limits = new double[4][predicted.length];
    double[] factors = {-0.65, 0.65, -1, 1};
    for (int k = 0; k < 4; k++) {
      for (int i = 0; i < predicted.length; i++) {
        limits[k][i] = Math.min(1, Math.max(0, observed[i] + factors[k] * width[i]));
      }
    }
    belts.add(
        new CalibrationBelt(
            cohort, model, 36, predicted, observed, limits[0], limits[1], limits[2], limits[3], rug,
            events));
  }

  private void shares(String cohort) {
    for (String model : models) {
      double[] size = new double[GROUPS.length];
      for (int g = 0; g < size.length; g++) {
        size[g] = (g == 0 ? 0.6 : 0.4 / (g + 1)) * (0.4 + random.nextDouble());
      }
      double sum = Arrays.stream(size).sum();
      for (int g = 0; g < size.length; g++) {
        importance.add(
            new ImportanceShare(
                cohort, model, GROUPS[g], size[g], size[g] * 0.8, size[g] * 1.2, size[g] / sum));
      }
    }
  }

  private void layers(String cohort) {
    double base = 0.735 + (cohort.equals(StudyReport.MEAN) ? 0 : 0.05 * random.nextGaussian());
    double half = cohort.equals(StudyReport.MEAN) ? 0.02 : 0.06;
    for (int set = 0; set < 1 << LAYERS.size(); set++) {
      List<String> gone = new ArrayList<>();
      double auc = base + 0.004 * random.nextGaussian();
      for (int l = 0; l < LAYERS.size(); l++) {
        if ((set >> l & 1) == 1) {
          gone.add(LAYERS.get(l));
          auc -= l == 3 ? 0.035 : 0.006;
        }
      }
      missing.add(new MissingLayers(cohort, gone, auc, auc - half, auc + half));
    }
  }

  private static String cell(double value, double half) {
    return String.format(
        java.util.Locale.ROOT, "%.3f (%.3f to %.3f)", value, value - half, value + half);
  }

  private void tables() {
    List<List<String>> performance = new ArrayList<>();
    List<List<String>> calibration = new ArrayList<>();
    List<String> where = new ArrayList<>(cohorts);
    if (cohorts.size() > 1) {
      where.add(StudyReport.MEAN);
    }
    for (String cohort : where) {
      for (String model : models) {
        double s = skill(model) + 0.01 * random.nextGaussian();
        boolean main = model.equals("moanet");
        performance.add(
            List.of(
                cohort,
                model,
                cell(s + 0.02, 0.05),
                cell(s, 0.04),
                main ? "" : cell(skill("moanet") - s, 0.02),
                main ? "" : "0.031",
                main ? "" : "<0.001",
                cell(s - 0.2, 0.05),
                cell(0.3 - s / 6, 0.02),
                cell(0.28 - s / 6, 0.02),
                cell(200 * (s - 0.6), 4),
                model.equals("rsf") ? "NA" : cell(s - 0.5, 0.05)));
        calibration.add(
            List.of(
                cohort,
                model,
                cell(0.03 + 0.04 * random.nextDouble(), 0.01),
                cell(0.09, 0.02),
                cell(0.8 + 0.4 * random.nextDouble(), 0.1),
                cell(0.55, 0.02)));
      }
    }
    tables.add(
        new Table(
            "T1",
            "Performance of all models",
            "Means over test folds; intervals by the corrected t.",
            List.of(
                "cohort",
                "model",
                "td-AUC 36 m",
                "C",
                "C: moanet minus model",
                "p",
                "p (Holm)",
                "F1 36 m",
                "Brier 36 m",
                "IBS",
                "log-rank chi2",
                "R2 (D)"),
            performance));
    tables.add(
        new Table(
            "T6",
            "Calibration",
            "At 36 months.",
            List.of("cohort", "model", "ECE", "MCE", "reliability slope", "NLL"),
            calibration));
    tables.add(
        new Table(
            "published",
            "The paper's figures beside ours",
            "The paper's figures come from data that we do not have.",
            List.of("measure", "published, on data we do not have", "cohort", "ours (moanet)"),
            List.of(
                List.of("td-AUC at 36 months", "0.837", where.get(0), cell(0.73, 0.04)),
                List.of("C", "0.791", where.get(0), cell(0.70, 0.04)))));
  }
}
