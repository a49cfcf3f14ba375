package org.omicroutes.evaluate;

import com.google.auto.service.AutoService;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.evaluate.EvaluationReport.FoldMetrics;
import org.omicroutes.evaluate.EvaluationReport.Model;
import org.omicroutes.evaluate.EvaluationReport.Patient;
import org.omicroutes.evaluate.EvaluationReport.Value;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.PredictionFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.formats.TextFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;
import org.omicroutes.survival.Horizons;

/** The step {@code evaluate}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class EvaluateStep implements Step<EvaluateStep.Options> {

  /** Parameters of {@code evaluate}. */
  public record Options(
      @Param(value = "The model that the others are compared with.", defaultValue = "moanet")
          String model,
      @Param(
              value = "Horizons to measure at; each prediction file must have them.",
              defaultValue = "12,24,36,48,60",
              range = "> 0, ascending",
              unit = "months")
          List<String> horizons) {
    public Options {
      if (model == null) {
        throw new IllegalArgumentException("model: found nothing, expected a model's name");
      }
      Horizons.parse(horizons);
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("evaluate", "2", Options.class)
          .summary("Measures cross-validated models on the patients they did not see.")
          .details(
              """
              Each prediction file is named `FOLD/MODEL` and may hold any samples; only those whose
              fold in the table is FOLD, and who have survival, are used. A test patient without a
              prediction is an error, so that models are compared on the same patients. Metrics are
              those of `survival-metrics`, in each fold and pooled over all held-out patients; mean,
              SD and SE (SD/√folds) are over the folds where a metric could be estimated. There are no
              bootstrap standard errors here, and `dCalibration` is given pooled only.

              The censoring distribution is estimated in the patients that are measured (the test
              fold; all of them where pooled), so that every figure can be recomputed from
              predictions and survival alone. Risks of different folds are on different scales:
              pooled, C compares patients of one fold only, Uno's C and td-AUC use the quantile of
              the risk within its fold, and so do the risk groups (median and tertiles).

              Differences are main model minus other, paired by fold, with the corrected resampled
              standard error (Nadeau and Bengio 2003: variance × (1/J + 1/(folds-1))) and a t-test
              with J-1 degrees of freedom. What cannot be estimated is null (NA in the tables).
              """)
          .in(
              Port.named(
                  "predictions",
                  Edam.TSV,
                  "Predictions of FOLD/MODEL: sample, risk, survival_12m …"))
          .in(Port.one("folds", Edam.TSV, "Columns sample, fold."))
          .in(Port.one("survival", Edam.TSV, "Columns sample, time (days), event."))
          .out(Port.one("out-metrics", Edam.JSON, "The whole evaluation."))
          .out(
              Port.one(
                  "out-tsv",
                  Edam.TSV,
                  "Columns model, fold (1 …, mean, pooled), metric, horizon_months, estimate, se."))
          .out(
              Port.one(
                  "out-predictions",
                  Edam.TSV,
                  "The main model's held-out predictions: patient, fold, risk, survival_12m …"))
          .out(
              Port.optional(
                  "out-all",
                  Edam.TSV,
                  "All models' held-out predictions: patient, fold, model, risk, survival_12m …"))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    int[] months = Horizons.parse(context.parameters().horizons());
    String mainModel = context.parameters().model();
    SurvivalData survival = TableFiles.readSurvival(context.input("survival"));
    Map<Integer, List<String>> tests = testPatients(context, survival);
    Map<String, Map<Integer, HeldOut>> models = new TreeMap<>();
    for (var entry : context.namedInputs("predictions").entrySet()) {
      String[] name = entry.getKey().split("/", 2);
      if (name.length != 2 || !name[0].matches("[0-9]{1,6}") || name[1].isEmpty()) {
        throw new IllegalArgumentException(
            "predictions: found the name '" + entry.getKey() + "', expected FOLD/MODEL");
      }
      int fold = Integer.parseInt(name[0]);
      if (!tests.containsKey(fold)) {
        throw DataException.in(context.input("folds"))
            .column("fold")
            .error("folds " + tests.keySet(), "the fold of predictions " + entry.getKey());
      }
      List<String> patients = tests.get(fold);
      models
          .computeIfAbsent(name[1], m -> new TreeMap<>())
          .put(
              fold,
              new HeldOut(
                  fold, read(entry.getValue(), patients, months), survival.select(patients)));
    }
    requireWhole(models, mainModel, tests.keySet());
    Map<String, List<HeldOut>> folds = new TreeMap<>();
    models.forEach((name, byFold) -> folds.put(name, List.copyOf(byFold.values())));
    EvaluationReport report = Evaluation.report(folds, mainModel, tests.size());
    Json.write(context.output("out-metrics"), report);
    writeMetrics(context.output("out-tsv"), report);
    writePredictions(
        context.output("out-predictions"), List.of(report.models().get(0)), months, false);
    if (context.optionalOutput("out-all").isPresent()) {
      writePredictions(context.optionalOutput("out-all").get(), report.models(), months, true);
    }
  }

  private static Map<Integer, List<String>> testPatients(
      StepContext<Options> context, SurvivalData survival) throws IOException {
    Path file = context.input("folds");
    SampleTable table = TableFiles.readSamples(file);
    if (!table.hasColumn("fold")) {
      throw DataException.in(file)
          .line(1)
          .error("columns " + table.columnNames(), "a column 'fold'");
    }
    Map<Integer, List<String>> tests = new TreeMap<>();
    int without = 0;
    for (String sample : table.sampleIds()) {
      String fold = table.value(sample, "fold");
      if (fold == null || !fold.matches("[0-9]{1,6}")) {
        throw DataException.in(file)
            .column("fold")
            .error("'" + fold + "' for " + sample, "a whole number");
      }
      if (survival.indexOf(sample) < 0) {
        without++;
      } else {
        tests.computeIfAbsent(Integer.parseInt(fold), f -> new ArrayList<>()).add(sample);
      }
    }
    if (tests.isEmpty()) {
      throw DataException.in(file).error("no sample with survival", "samples with survival");
    }
    if (without > 0) {
      context.note(without + " samples with a fold have no survival and are left out");
    }
    return tests;
  }

  private static SurvivalPredictions read(Path file, List<String> patients, int[] months)
      throws IOException {
    SurvivalPredictions all = PredictionFiles.read(file);
    Set<String> known = new HashSet<>(all.sampleIds());
    for (String patient : patients) {
      if (!known.contains(patient)) {
        throw DataException.in(file)
            .column("sample")
            .error("no prediction of " + patient, "one for each test patient");
      }
    }
    int[] from = new int[months.length];
    for (int h = 0; h < months.length; h++) {
      from[h] = Arrays.binarySearch(all.horizonMonths(), months[h]);
      if (from[h] < 0) {
        throw DataException.in(file)
            .error(
                "horizons " + Arrays.toString(all.horizonMonths()),
                "a column survival_" + months[h] + "m");
      }
    }
    SurvivalPredictions chosen = all.select(patients);
    double[][] curves = new double[patients.size()][months.length];
    for (int i = 0; i < curves.length; i++) {
      for (int h = 0; h < months.length; h++) {
        curves[i][h] = chosen.survival()[i][from[h]];
      }
    }
    return new SurvivalPredictions(patients, chosen.risk(), months, curves);
  }

  private static void requireWhole(
      Map<String, Map<Integer, HeldOut>> models, String mainModel, Set<Integer> folds) {
    if (!models.containsKey(mainModel)) {
      throw new IllegalArgumentException(
          "model: found '" + mainModel + "', expected one of " + models.keySet());
    }
    models.forEach(
        (name, byFold) -> {
          if (!byFold.keySet().equals(folds)) {
            throw new IllegalArgumentException(
                "predictions: found folds "
                    + byFold.keySet()
                    + " of "
                    + name
                    + ", expected "
                    + folds);
          }
        });
  }

  private static void writeMetrics(Path file, EvaluationReport report) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("model\tfold\tmetric\thorizon_months\testimate\tse\n");
      for (Model model : report.models()) {
        for (FoldMetrics fold : model.byFold()) {
          for (Value value : fold.values()) {
            row(out, model.name() + "\t" + fold.fold(), value);
          }
        }
        for (EvaluationReport.Summary s : model.summaries()) {
          row(
              out,
              model.name() + "\tmean",
              new Value(s.metric(), s.horizonMonths(), s.mean(), s.se()));
        }
        for (Value value : model.pooled()) {
          row(out, model.name() + "\tpooled", value);
        }
      }
    }
  }

  private static void row(BufferedWriter out, String start, Value value) throws IOException {
    out.write(start + "\t" + value.metric() + "\t");
    out.write(value.horizonMonths() == null ? "" : value.horizonMonths().toString());
    out.write("\t" + cell(value.estimate()) + "\t" + cell(value.se()) + "\n");
  }

  private static String cell(Double value) {
    return value == null ? "NA" : MatrixFiles.format(value);
  }

  private static void writePredictions(
      Path file, List<Model> models, int[] months, boolean withModel) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("patient\tfold\t" + (withModel ? "model\t" : "") + "risk");
      for (int month : months) {
        out.write("\tsurvival_" + month + "m");
      }
      out.write('\n');
      for (Model model : models) {
        for (Patient patient : model.outOfFold()) {
          out.write(patient.patient() + "\t" + patient.fold());
          out.write((withModel ? "\t" + model.name() : "") + "\t" + cell(patient.risk()));
          for (double s : patient.survival()) {
            out.write("\t" + MatrixFiles.format(s));
          }
          out.write('\n');
        }
      }
    }
  }
}
