package org.omicroutes.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.evaluate.EvaluationReport;
import org.omicroutes.evaluate.EvaluationReport.AucPoint;
import org.omicroutes.evaluate.EvaluationReport.CalibrationPoint;
import org.omicroutes.evaluate.EvaluationReport.Curve;
import org.omicroutes.evaluate.EvaluationReport.Difference;
import org.omicroutes.evaluate.EvaluationReport.FoldMetrics;
import org.omicroutes.evaluate.EvaluationReport.Model;
import org.omicroutes.evaluate.EvaluationReport.Patient;
import org.omicroutes.evaluate.EvaluationReport.RiskGroups;
import org.omicroutes.evaluate.EvaluationReport.Summary;
import org.omicroutes.evaluate.EvaluationReport.Value;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.step.StepTester;

/** The files of a made-up run: simulated numbers in the shapes that the other steps write. */
final class SampleRun {
  static final List<Integer> HORIZONS = List.of(12, 24, 36, 48, 60);
  private static final int PATIENTS = 260;
  private static final int FOLDS = 5;

  private final Path dir;
  private final Random random = new Random(7);
  private final double[] risk = new double[PATIENTS];
  private final double[] months = new double[PATIENTS];
  private final boolean[] event = new boolean[PATIENTS];
  final Map<String, Path> files = new LinkedHashMap<>();

  SampleRun(Path dir) throws IOException {
    this.dir = Files.createDirectories(dir);
    for (int i = 0; i < PATIENTS; i++) {
      risk[i] = random.nextGaussian();
      double death = -Math.log(1 - random.nextDouble()) * 70 * Math.exp(-0.9 * risk[i]);
      double end = 12 + 90 * random.nextDouble();
      months[i] = Math.max(0.2, Math.min(death, end));
      event[i] = death <= end;
    }
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("moanet", 0.713);
    scores.put("cox-clinical", 0.642);
    scores.put("ridge", 0.688);
    scores.put("kaplan-meier", 0.5);
    metrics(scores);
    flow();
    predictions();
    genes("TP53");
    layers();
    network();
  }

  private Path write(String port, String name, String text) throws IOException {
    Path file = Files.writeString(dir.resolve(name), text);
    files.put(port, file);
    return file;
  }

  /** The metrics of models with these mean C-indices, the first being the main one. */
  void metrics(Map<String, Double> scores) throws IOException {
    String main = scores.keySet().iterator().next();
    List<Model> models = new ArrayList<>();
    scores.forEach((name, c) -> models.add(model(name, c, scores.get(main), name.equals(main))));
    EvaluationReport report =
        new EvaluationReport(
            main,
            HORIZONS,
            FOLDS,
            PATIENTS,
            (int) IntStream.range(0, PATIENTS).filter(i -> event[i]).count(),
            Map.of("cIndex", "Harrell’s concordance.", "ibs", "Integrated Brier score."),
            models);
    Path file = dir.resolve("metrics.json");
    Json.write(file, report);
    files.put("metrics", file);
  }

  private Model model(String name, double c, double best, boolean main) {
    Random noise = new Random(name.hashCode());
    List<FoldMetrics> folds = new ArrayList<>();
    for (int f = 0; f < FOLDS; f++) {
      double value = c == 0.5 ? 0.5 : c + 0.035 * ((f - 2) / 1.4);
      folds.add(new FoldMetrics(f + 1, 52, 20, List.of(new Value("cIndex", null, value, 0.03))));
    }
    List<Summary> summaries = new ArrayList<>();
    double se = c == 0.5 ? 0 : 0.018;
    summaries.add(new Summary("cIndex", null, FOLDS, c, se * 2.2, se));
    summaries.add(new Summary("unoC", null, FOLDS, c - 0.006, se * 2.2, se));
    summaries.add(new Summary("ibs", null, FOLDS, 0.24 - (c - 0.5) / 3, 0.01, 0.005));
    for (int h : HORIZONS) {
      double auc = c == 0.5 ? 0.5 : c + 0.03 + 0.02 * noise.nextGaussian();
      summaries.add(new Summary("tdAuc", h, FOLDS, auc, 0.05, c == 0.5 ? 0 : 0.022));
      summaries.add(new Summary("calibrationSlope", h, FOLDS, 0.9 + 0.1 * c, 0.1, 0.05));
    }
    List<Difference> differences =
        main ? List.of() : List.of(new Difference("cIndex", null, FOLDS, best - c, 0.011, 0.012));
    return new Model(
        name,
        folds,
        summaries,
        List.of(new Value("calibrationSlope", 36, 0.93, 0.1)),
        differences,
        main ? List.of(groups(2), groups(3)) : List.of(),
        main ? calibration() : List.of(),
        List.of(new AucPoint(12, c, 0.02)),
        main ? outOfFold() : List.of());
  }

  private List<CalibrationPoint> calibration() {
    double[] predicted = {0.31, 0.52, 0.66, 0.78, 0.9};
    double[] observed = {0.36, 0.5, 0.7, 0.75, 0.91};
    List<CalibrationPoint> points = new ArrayList<>();
    for (int b = 0; b < 5; b++) {
      points.add(
          new CalibrationPoint(
              36, b + 1, 52, predicted[b], observed[b], observed[b] - .12, observed[b] + .09));
    }
    return points;
  }

  private List<Patient> outOfFold() {
    Integer[] order = order();
    List<Patient> patients = new ArrayList<>();
    for (int k = 0; k < PATIENTS; k++) {
      int i = order[k];
      double quantile = (k + 0.5) / PATIENTS;
      double days = months[i] * 30.4375;
      patients.add(new Patient(id(i), i % FOLDS, risk[i], quantile, days, event[i], new double[5]));
    }
    return patients;
  }

  private Integer[] order() {
    Integer[] order = IntStream.range(0, PATIENTS).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> risk[i]));
    return order;
  }

  private RiskGroups groups(int groups) {
    Integer[] order = order();
    String[] names =
        groups == 2 ? new String[] {"low", "high"} : new String[] {"low", "middle", "high"};
    List<Curve> curves = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      Integer[] members =
          Arrays.copyOfRange(order, g * PATIENTS / groups, (g + 1) * PATIENTS / groups);
      curves.add(curve(names[g], members));
    }
    return new RiskGroups(groups, 41.3, groups - 1, 1.1e-9, curves);
  }

  private Curve curve(String name, Integer[] members) {
    Arrays.sort(members, Comparator.comparingDouble(i -> months[i]));
    int n = members.length;
    double[][] values = new double[4][n + 1];
    int[] atRisk = new int[n + 1];
    boolean[] censored = new boolean[n + 1];
    Arrays.fill(values[1], 0, 1, 1);
    Arrays.fill(values[2], 0, 1, 1);
    Arrays.fill(values[3], 0, 1, 1);
    atRisk[0] = n;
    double survival = 1;
    double greenwood = 0;
    int deaths = 0;
    for (int k = 0; k < n; k++) {
      atRisk[k + 1] = n - k;
      censored[k + 1] = !event[members[k]];
      if (event[members[k]] && n - k > 1) {
        deaths++;
        survival *= 1 - 1.0 / (n - k);
        greenwood += 1.0 / ((double) (n - k) * (n - k - 1));
      }
      values[0][k + 1] = months[members[k]];
      values[1][k + 1] = survival;
      values[2][k + 1] = survival * Math.exp(-1.96 * Math.sqrt(greenwood));
      values[3][k + 1] = Math.min(1, survival * Math.exp(1.96 * Math.sqrt(greenwood)));
    }
    return new Curve(name, n, deaths, values[0], values[1], values[2], values[3], atRisk, censored);
  }

  private void flow() throws IOException {
    write(
        "flow",
        "flow.json",
        """
        {"patients":{"withOutcome":260,"withAnyLayer":254,"kept":260},
         "layers":[
          {"name":"rna","kind":"counts","features":18342,"patients":251,"kept":242,"setAside":[
            {"reason":"normal tissue sample","count":31,"examples":["P001-11","P017-11"]},
            {"reason":"second sample of a patient","count":4,"examples":["P090-01B"]}]},
          {"name":"methylation","kind":"beta","features":21044,"patients":196,"setAside":[
            {"reason":"CpG without a gene","count":2210,"examples":["cg0001"]}]},
          {"name":"mutation","kind":"maf","features":9120,"patients":231,"setAside":[]}],
         "overlap":[{"layers":["rna","methylation","mutation"],"patients":151},
          {"layers":["rna","mutation"],"patients":62},
          {"layers":["rna","methylation"],"patients":23},
          {"layers":["methylation","mutation"],"patients":16},
          {"layers":["mutation"],"patients":2},{"layers":[],"patients":6}],
         "clinical":{"setAside":[
          {"reason":"time is 0 or negative","count":7,"examples":["P301"]},
          {"reason":"stage [Discrepancy]: value left missing","count":11,"examples":["P004"]}]}}
        """);
  }

  private void predictions() throws IOException {
    StringBuilder text = new StringBuilder("patient\tfold\trisk");
    HORIZONS.forEach(h -> text.append("\tsurvival_").append(h).append('m'));
    StringBuilder survival = new StringBuilder("sample\ttime\tevent\n");
    for (int i = 0; i < PATIENTS; i++) {
      text.append('\n').append(id(i)).append('\t').append(i % FOLDS).append('\t').append(risk[i]);
      for (int h : HORIZONS) {
        text.append('\t').append(Math.exp(-h / 70.0 * Math.exp(0.8 * risk[i])));
      }
      survival.append(id(i)).append('\t').append(months[i] * 30.4375);
      survival.append('\t').append(event[i] ? 1 : 0).append('\n');
    }
    write("predictions", "predictions.tsv", text.append('\n').toString());
    write("survival", "survival.tsv", survival.toString());
  }

  /** The ranked genes; the first is called {@code first}. */
  void genes(String first) throws IOException {
    String[] names = {
      first, "MDM2", "ATM", "CHEK2", "CDKN1A", "BRCA1", "BRCA2", "RAD51", "PALB2", "PIK3CA", "AKT1",
      "PTEN", "MTOR", "PIK3R1", "EGFR", "ERBB2", "GRB2", "SOS1", "KRAS", "BRAF", "MAP2K1", "MAPK1",
      "MYC", "MAX", "CCND1", "CDK4", "RB1", "E2F1", "GATA3", "ESR1", "FOXA1", "CDH1"
    };
    Random edges = new Random(3);
    StringBuilder text = new StringBuilder("rank\tgene\tscore\tseed\tmodule\tneighbours\tlayers\n");
    for (int i = 0; i < names.length; i++) {
      List<String> beside = new ArrayList<>();
      beside.add(
          names[i == 0 ? 1 : (i - 1) / 2 * 2 == i ? 0 : Math.max(0, i - 1 - edges.nextInt(3))]);
      if (edges.nextInt(3) > 0) {
        beside.add(names[edges.nextInt(names.length)]);
      }
      text.append(i + 1).append('\t').append(names[i]).append('\t').append(0.09 / Math.sqrt(i + 1));
      text.append('\t').append(i % 4 == 0 ? 1 : 0).append('\t').append(1 + i / 9).append('\t');
      text.append(String.join(",", beside)).append('\t').append("rna,mutation\n");
    }
    write("biomarkers", "biomarkers.tsv", text.toString());
  }

  private void layers() throws IOException {
    int features = 300;
    double[][] before = new double[features][PATIENTS];
    double[][] after = new double[features][PATIENTS];
    StringBuilder batches = new StringBuilder("sample\tbatch\n");
    for (int i = 0; i < PATIENTS; i++) {
      batches.append(id(i)).append("\tplate ").append("ABCD".charAt(i % 4)).append('\n');
    }
    for (int f = 0; f < features; f++) {
      double[] shift = {random.nextGaussian(), random.nextGaussian(), 0, 0.6};
      double loading = random.nextGaussian();
      for (int i = 0; i < PATIENTS; i++) {
        after[f][i] = 0.5 * loading * risk[i] + random.nextGaussian();
        before[f][i] = after[f][i] + shift[i % 4];
      }
    }
    before[0][0] = Double.NaN;
    List<String> ids = IntStream.range(0, PATIENTS).mapToObj(SampleRun::id).toList();
    List<String> genes = IntStream.range(0, features).mapToObj(f -> "G" + f).toList();
    MatrixFiles.write(dir.resolve("before.tsv"), LabelledMatrix.of(genes, ids, before));
    MatrixFiles.write(dir.resolve("after.tsv"), LabelledMatrix.of(genes, ids, after));
    files.put("before", dir.resolve("before.tsv"));
    files.put("after", dir.resolve("after.tsv"));
    write("batches", "batches.tsv", batches.toString());
    double[][] factors = new double[8][PATIENTS];
    for (int k = 0; k < 8; k++) {
      for (int i = 0; i < PATIENTS; i++) {
        factors[k][i] = (k == 0 ? 0.9 * risk[i] : 0) + random.nextGaussian() * 0.8;
      }
    }
    List<String> names = IntStream.rangeClosed(1, 8).mapToObj(k -> "Factor" + k).toList();
    MatrixFiles.write(dir.resolve("factors.tsv"), LabelledMatrix.of(names, ids, factors));
    files.put("factors", dir.resolve("factors.tsv"));
  }

  private void network() throws IOException {
    StringBuilder r2 = new StringBuilder("view\tfactor\tr2\n");
    StringBuilder attention = new StringBuilder("query_modality\tkey_modality\tweight\n");
    String[] views = {"rna", "methylation", "mutation"};
    for (String view : views) {
      for (int k = 1; k <= 8; k++) {
        double share = 0.2 * Math.exp(-k / 3.0) * random.nextDouble();
        r2.append(view).append("\tFactor").append(k).append('\t').append(share).append('\n');
      }
    }
    for (String from : new String[] {"clinical", "rna", "methylation", "mutation"}) {
      for (String to : new String[] {"clinical", "rna", "methylation", "mutation"}) {
        double weight = 0.1 + 0.4 * random.nextDouble();
        attention.append(from + "\t" + to + "\t" + weight + "\n");
      }
    }
    StringBuilder history = new StringBuilder("member\tepoch\ttrain_loss\tvalidation_loss\n");
    for (int member = 1; member <= 5; member++) {
      for (int e = 1; e <= 60; e++) {
        double train = 3.2 + Math.exp(-e / 18.0) + 0.02 * random.nextGaussian();
        double valid = 3.5 + Math.exp(-e / 12.0) * 0.8 + e * 0.004 + 0.03 * random.nextGaussian();
        history.append(member + "\t" + e + "\t" + train + "\t" + valid + "\n");
      }
    }
    write("r2", "r2.tsv", r2.toString());
    write("attention", "attention.tsv", attention.toString());
    write("history", "history.tsv", history.toString());
  }

  static String id(int i) {
    return String.format("P%03d", i + 1);
  }

  /** A step with all files of the run on its ports, ready to run. */
  StepTester<ReportStep.Options> step(Path out) {
    StepTester<ReportStep.Options> step = StepTester.of(new ReportStep()).out("out", out);
    files.forEach(
        (port, file) -> {
          boolean named = port.equals("before") || port.equals("after");
          step.in(port, named ? "rna" : file.toString(), file);
        });
    return step;
  }
}
