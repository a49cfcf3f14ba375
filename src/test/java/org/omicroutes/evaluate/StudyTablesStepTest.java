package org.omicroutes.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.formats.Json;
import org.omicroutes.step.StepTester;

/** A perfect model, one that guesses and one that says the same of everybody. */
class StudyTablesStepTest {
  private static final int PATIENTS = 90;
  private static final int FOLDS = 3;
  private static final int REPEATS = 2;
  private static final int[] MONTHS = {12, 24, 36, 48, 60};

  @TempDir Path dir;

  /** A cohort that is written to files; nobody is censored unless asked for. */
  private final class Simulated {
    final String name;
    final double[] times = new double[PATIENTS];
    final boolean[] events = new boolean[PATIENTS];
    final int[][] foldOf = new int[REPEATS][PATIENTS];
    final Map<String, double[]> risks = new TreeMap<>();
    final long seed;
    int ablated = REPEATS;

    Simulated(String name, long seed, double censored) {
      this.name = name;
      this.seed = seed;
      Random random = new Random(seed);
      for (int i = 0; i < PATIENTS; i++) {
        times[i] = 30 + 30 * i + random.nextInt(20);
        events[i] = random.nextDouble() >= censored;
        for (int r = 0; r < REPEATS; r++) {
          foldOf[r][i] = random.nextInt(FOLDS);
        }
      }
      double[] noise = random.doubles(PATIENTS).toArray();
      risks.put("moanet", Arrays.stream(times).map(t -> -t / 1000).toArray());
      risks.put("kernel-ensemble", noise);
      risks.put("constant", new double[PATIENTS]);
    }

    Path write(String file, String text) throws Exception {
      Path path = dir.resolve(name + "-" + file);
      java.nio.file.Files.writeString(path, text);
      return path;
    }

    /** Curves that fall faster with the risk. */
    Path predictions(String model, int repeat, int fold, double[] risk, boolean all)
        throws Exception {
      StringBuilder text = new StringBuilder("sample\trisk");
      for (int month : MONTHS) {
        text.append("\tsurvival_").append(month).append('m');
      }
      for (int i = 0; i < PATIENTS; i++) {
        if (all || foldOf[repeat][i] == fold) {
          text.append("\np").append(i).append('\t').append(risk[i] + 10 * fold);
          for (int month : MONTHS) {
            text.append('\t').append(Math.exp(-month / 40.0 * Math.exp(risk[i])));
          }
        }
      }
      return write(model + repeat + fold + ".tsv", text + "\n");
    }

    void add(StepTester<StudyTablesStep.Options> step) throws Exception {
      StringBuilder survival = new StringBuilder("sample\ttime\tevent");
      StringBuilder clinical = new StringBuilder("sample\tage\tgender\trace\tajcc_stage");
      for (int i = 0; i < PATIENTS; i++) {
        survival.append("\np%d\t%s\t%d".formatted(i, times[i], events[i] ? 1 : 0));
        clinical.append(
            "\np%d\t%d\t%s\t%s\t%s"
                .formatted(
                    i,
                    50 + i % 30,
                    i % 2 == 0 ? "MALE" : "FEMALE",
                    i < 4 ? "ASIAN" : "WHITE",
                    i % 3 == 0 ? "Stage IIA" : i % 3 == 1 ? "Stage III" : "NA"));
      }
      step.in("survival", name, write("y.tsv", survival + "\n"));
      step.in("covariates", name, write("x.tsv", clinical + "\n"));
      for (int r = 0; r < REPEATS; r++) {
        StringBuilder folds = new StringBuilder("sample\tfold");
        for (int i = 0; i < PATIENTS; i++) {
          folds.append("\np").append(i).append('\t').append(foldOf[r][i]);
        }
        step.in("folds", name + "/" + r, write("folds" + r + ".tsv", folds + "\n"));
        for (int f = 0; f < FOLDS; f++) {
          for (var model : risks.entrySet()) {
            boolean all = model.getKey().equals("moanet");
            step.in(
                "predictions",
                name + "/" + r + "/" + f + "/" + model.getKey(),
                predictions(model.getKey(), r, f, model.getValue(), all));
          }
          addExtras(step, r, f);
        }
      }
      StringBuilder factors = new StringBuilder("factor");
      for (int i = 0; i < PATIENTS; i++) {
        factors.append("\tp").append(i);
      }
      for (int k = 0; k < 4; k++) {
        factors.append("\nf").append(k);
        for (int i = 0; i < PATIENTS; i++) {
          factors.append('\t').append(i * (k + 1) / 10.0);
        }
      }
      step.in("factors", name, write("factors.tsv", factors + "\n"));
    }

    private void addExtras(StepTester<StudyTablesStep.Options> step, int r, int f)
        throws Exception {
      String at = name + "/" + r + "/" + f;
      double[] noise = risks.get("kernel-ensemble");
      if (r < ablated) {
        step.in("ablations", at + "/without-rna", predictions("wr", r, f, noise, false));
      }
      step.in("missing", at + "/rna+cnv", predictions("m", r, f, noise, false));
      StringBuilder shapley = new StringBuilder("sample\tgroup\tvalue\tbaseline\tprediction");
      StringBuilder sure =
          new StringBuilder(
              "sample\thorizon_months\tsurvival\ttotal_variance\tdata_variance\tmodel_variance\t"
                  + "lower_days\tmedian_days\tupper_days\tlevel\tbound_days\tbound_alpha");
      for (int i = 0; i < PATIENTS; i++) {
        if (foldOf[r][i] == f) {
          shapley.append("\np%d\trna\t%s\t1\t%s".formatted(i, -0.3, 0.8));
          shapley.append("\np%d\tclinical\t%s\t1\t%s".formatted(i, 0.1, 0.8));
          sure.append(
              "\np%d\t36\t0.5\t0.25\t0.2\t0.05\t%s\t500\t%s\t0.9\t%s\t0.1"
                  .formatted(i, i < 30 ? 5000 : 10, "Infinity", 20));
        }
      }
      step.in("shapley", at + "/moanet", write("s" + r + f + ".tsv", shapley + "\n"));
      step.in("uncertainty", at, write("u" + r + f + ".tsv", sure + "\n"));
      step.in(
          "attention",
          at,
          write(
              "a" + r + f + ".tsv", "query_modality\tkey_modality\tweight\nrna\tcnv\t" + f + "\n"));
    }
  }

  private StepTester<StudyTablesStep.Options> step(Simulated... cohorts) throws Exception {
    var step = StepTester.of(new StudyTablesStep()).param("resamples", 50);
    for (Simulated cohort : cohorts) {
      cohort.add(step);
    }
    return step.out("out-json", dir.resolve("study.json")).out("out-tables", dir.resolve("tables"));
  }

  private StudyReport run(Simulated... cohorts) throws Exception {
    step(cohorts).run();
    return Json.read(dir.resolve("study.json"), StudyReport.class);
  }

  private static String cell(StudyReport report, String table, String column, String... words) {
    StudyReport.Table found =
        report.tables().stream().filter(t -> t.id().equals(table)).findFirst().orElseThrow();
    List<String> row =
        found.rows().stream()
            .filter(r -> r.subList(0, words.length).equals(List.of(words)))
            .findFirst()
            .orElseThrow();
    return row.get(found.columns().indexOf(column));
  }

  /** The figure before the interval. */
  private static double number(String cell) {
    return Double.parseDouble(cell.split(" ")[0]);
  }

  @Test
  void perfectAndConstantModelsHaveTheValuesTheyMust() throws Exception {
    StudyReport report = run(new Simulated("A", 3, 0));
    assertThat(cell(report, "T1", "C", "A", "moanet")).isEqualTo("1.000 (1.000 to 1.000)");
    assertThat(cell(report, "T1", "td-AUC 36 m", "A", "moanet")).startsWith("1.000");
    assertThat(cell(report, "T1", "C", "A", "constant")).isEqualTo("0.500 (0.500 to 0.500)");
    assertThat(cell(report, "T1", "R2 (D)", "A", "constant")).isEqualTo("NA");
    assertThat(cell(report, "T1", "C: moanet minus model", "A", "constant"))
        .isEqualTo("0.500 (0.500 to 0.500)");
    assertThat(cell(report, "T1", "p", "A", "moanet")).isEmpty();
    assertThat(cell(report, "T2", "SD of C", "A", "moanet")).startsWith("0.0000");
    assertThat(cell(report, "T2", "apparent minus held-out C", "A", "moanet")).startsWith("0.000");
    assertThat(cell(report, "T2", "apparent minus held-out C", "A", "constant")).isEqualTo("NA");
    assertThat(report.headline())
        .startsWith("moanet has the best mean C, 1.000 in A. No baseline beats moanet");
  }

  @Test
  void discriminationAndItsTestsAreThoseOfTheFolds() throws Exception {
    Simulated cohort = new Simulated("A", 4, 0);
    StudyReport report = run(cohort);
    double[] differences = new double[REPEATS * FOLDS];
    double sum = 0;
    for (int k = 0; k < differences.length; k++) {
      double c = concordance(cohort, k / FOLDS, k % FOLDS);
      sum += c / differences.length;
      differences[k] = 1 - c;
    }
    assertThat(number(cell(report, "T1", "C", "A", "kernel-ensemble")))
        .isCloseTo(sum, within(0.00051));
    double mean = 1 - sum;
    double variance = 0;
    for (double d : differences) {
      variance += (d - mean) * (d - mean) / (differences.length - 1);
    }
    double error = Math.sqrt(variance * (1.0 / differences.length + 1.0 / (FOLDS - 1)));
    String[] row = {"A", "C", "moanet", "kernel-ensemble"};
    assertThat(number(cell(report, "T1-differences", "standard error", row)))
        .isCloseTo(error, within(0.000051));
    assertThat(number(cell(report, "T1-differences", "reference minus model", row)))
        .isCloseTo(mean, within(0.00051));
    assertThat(cell(report, "T1-differences", "pairs", row)).isEqualTo("6");
  }

  /** Pairs counted one by one, of the guesses in one fold without censoring. */
  private static double concordance(Simulated cohort, int repeat, int fold) {
    double[] risk = cohort.risks.get("kernel-ensemble");
    double right = 0;
    double pairs = 0;
    for (int i = 0; i < PATIENTS; i++) {
      for (int j = 0; j < PATIENTS; j++) {
        boolean inside = cohort.foldOf[repeat][i] == fold && cohort.foldOf[repeat][j] == fold;
        if (inside && cohort.times[i] < cohort.times[j]) {
          pairs++;
          right += risk[i] > risk[j] ? 1 : 0;
        }
      }
    }
    return right / pairs;
  }

  @Test
  void f1AndRestrictedTimesAreCountedByHandWithoutCensoring() throws Exception {
    Simulated cohort = new Simulated("A", 5, 0);
    StudyReport report = run(cohort);
    double f1 = 0;
    double absolute = 0;
    double horizon = 36 * 365.25 / 12;
    double[] risk = cohort.risks.get("kernel-ensemble");
    for (int r = 0; r < REPEATS; r++) {
      double hits = 0;
      double wrong = 0;
      for (int i = 0; i < PATIENTS; i++) {
        int below = 0;
        int size = 0;
        for (int j = 0; j < PATIENTS; j++) {
          if (cohort.foldOf[r][j] == cohort.foldOf[r][i]) {
            size++;
            below += risk[j] < risk[i] ? 1 : 0;
          }
        }
        boolean called = (below + 0.5) / size >= 0.5;
        boolean event = cohort.times[i] <= horizon;
        hits += called && event ? 1 : 0;
        wrong += called != event ? 1 : 0;
        double area = 0;
        double before = 1;
        for (int month : new int[] {12, 24, 36}) {
          double s = Math.exp(-month / 40.0 * Math.exp(risk[i]));
          area += 12 * (before + s) / 2;
          before = s;
        }
        double seen = Math.min(cohort.times[i], horizon) * 12 / 365.25;
        absolute += Math.abs(area - seen) / PATIENTS / REPEATS;
      }
      f1 += 2 * hits / (2 * hits + wrong) / REPEATS;
    }
    assertThat(number(cell(report, "T1", "F1 36 m", "A", "kernel-ensemble")))
        .isCloseTo(f1, within(0.00051));
    assertThat(number(cell(report, "T2", "MAE (months)", "A", "kernel-ensemble")))
        .isCloseTo(absolute, within(0.051));
  }

  @Test
  void importanceAblationMissingLayersAndIntervals() throws Exception {
    StudyReport report = run(new Simulated("A", 6, 0));
    assertThat(cell(report, "T3", "mean |SHAP|", "A", "moanet", "rna"))
        .isEqualTo("0.3000 (0.3000 to 0.3000)");
    assertThat(cell(report, "T3", "share", "A", "moanet", "clinical"))
        .isEqualTo("0.250 (0.250 to 0.250)");
    assertThat(cell(report, "T4", "C", "A", "full")).startsWith("1.000");
    double without = number(cell(report, "T4", "C", "A", "without-rna"));
    assertThat(without).isBetween(0.3, 0.7);
    assertThat(number(cell(report, "T4", "C: full minus variant", "A", "without-rna")))
        .isCloseTo(1 - without, within(0.0011));
    assertThat(report.missingLayers()).extracting(m -> m.missing().size()).containsExactly(0, 2);
    // A third of the intervals starts after the end, of patients who do not live to month 60.
    assertThat(cell(report, "T6-intervals", "coverage", "A", "survival interval"))
        .startsWith("0.667");
    assertThat(cell(report, "T6-intervals", "coverage", "A", "conformal lower bound"))
        .startsWith("1.000");
    assertThat(report.attention())
        .containsExactly(new StudyReport.AttentionWeight("A", "rna", "cnv", 1.0));
    assertThat(report.setting().cohorts().get(0).layers()).containsExactly("cnv", "rna");
    assertThat(cell(report, "published", "ours (moanet)", "C", "0.791", "A")).startsWith("1.000");
  }

  @Test
  void ablationsMayBeOfTheFirstRepeatAlone() throws Exception {
    Simulated cohort = new Simulated("A", 4, 0);
    cohort.risks.put("moanet", cohort.risks.get("kernel-ensemble"));
    cohort.ablated = 1;
    StudyReport report = run(cohort);
    double first = 0;
    for (int f = 0; f < FOLDS; f++) {
      first += concordance(cohort, 0, f) / FOLDS;
    }
    assertThat(number(cell(report, "T4", "C", "A", "full"))).isCloseTo(first, within(0.00051));
    assertThat(number(cell(report, "T4", "C", "A", "without-rna")))
        .isCloseTo(first, within(0.00051));
    assertThat(number(cell(report, "T1", "C", "A", "moanet"))).isNotCloseTo(first, within(0.001));
  }

  @Test
  void subgroupsThatAreTooSmallAreSaidToBe() throws Exception {
    StudyReport report = run(new Simulated("A", 7, 0.3));
    String[] asian = {"A", "moanet", "race", "asian"};
    assertThat(cell(report, "T5", "patients", asian)).isEqualTo("4");
    assertThat(cell(report, "T5", "C", asian)).isEmpty();
    assertThat(cell(report, "T5", "remark", asian))
        .isEqualTo("too small: fewer than 20 patients or 5 events");
    String[] race = {"A", "moanet", "race", "largest gap"};
    assertThat(cell(report, "T5", "C", race)).isEqualTo("NA");
    assertThat(cell(report, "T5", "remark", race))
        .isEqualTo("fewer than two groups are large enough");
    assertThat(cell(report, "T5", "C", "A", "moanet", "sex", "female")).startsWith("1.000");
    assertThat(cell(report, "T5", "C", "A", "moanet", "sex", "largest gap")).startsWith("0.000");
    assertThat(cell(report, "T5", "patients", "A", "moanet", "age", ">=65")).isEqualTo("45");
    assertThat(cell(report, "T5", "patients", "A", "moanet", "stage", "II")).isEqualTo("30");
  }

  @Test
  void figuresHoldWhatTheyDraw() throws Exception {
    Simulated cohort = new Simulated("A", 8, 0.3);
    StudyReport report = run(cohort);
    var curve = report.aucCurves().stream().filter(c -> c.model().equals("moanet")).toList();
    assertThat(curve).hasSize(1);
    assertThat(curve.get(0).auc()[5]).isEqualTo(1);
    var counts = report.eventCounts().get(0);
    int seen = 0;
    for (int i = 0; i < PATIENTS; i++) {
      seen += cohort.events[i] && cohort.times[i] <= 36 * 365.25 / 12 ? 1 : 0;
    }
    assertThat(counts.events()[5]).isEqualTo(seen);
    assertThat(report.factorPoints()).hasSize(PATIENTS);
    assertThat(report.factorPoints().get(0).group()).isEqualTo(3);
    assertThat(report.riskGroups()).hasSize(6);
    assertThat(report.riskGroups().get(0).survival()[0]).isEqualTo(1);
    // The perfect model separates the outcomes: it has no belt.
    assertThat(report.calibration()).hasSize(1);
    var belt = report.calibration().get(0);
    assertThat(belt.model()).isEqualTo("kernel-ensemble");
    for (int g = 0; g < belt.predicted().length; g++) {
      assertThat(belt.lower95()[g]).isLessThan(belt.lower80()[g]);
      assertThat(belt.lower80()[g]).isLessThan(belt.observed()[g]);
      assertThat(belt.observed()[g]).isLessThan(belt.upper80()[g]);
      assertThat(belt.upper80()[g]).isLessThan(belt.upper95()[g]);
    }
    assertThat(belt.rug()).hasSize(PATIENTS);
  }

  @Test
  void severalCohortsAreAveragedWithTheirStandardError() throws Exception {
    Simulated[] cohorts = {
      new Simulated("A", 1, 0), new Simulated("B", 2, 0), new Simulated("C", 3, 0.4)
    };
    StudyReport report = run(cohorts);
    double[] own = new double[3];
    for (int k = 0; k < 3; k++) {
      own[k] = number(cell(report, "T1", "C", cohorts[k].name, "kernel-ensemble"));
    }
    double mean = Arrays.stream(own).average().orElseThrow();
    assertThat(number(cell(report, "T1", "C", "mean", "kernel-ensemble")))
        .isCloseTo(mean, within(0.0011));
    double sd = Math.sqrt(Arrays.stream(own).map(v -> (v - mean) * (v - mean)).sum() / 2);
    String[] row = {"mean", "C", "moanet", "kernel-ensemble"};
    assertThat(number(cell(report, "T1-differences", "standard error", row)))
        .isCloseTo(sd / Math.sqrt(3), within(0.001));
    assertThat(cell(report, "T1-differences", "pairs", row)).isEqualTo("3");
    assertThat(report.headline()).contains("1.000 over 3 cohorts");
    assertThat(cell(report, "T5", "C", "mean", "moanet", "cohort", "largest gap"))
        .isEqualTo("0.000 (0.000 to 0.000)");
    assertThat(cell(report, "T5", "patients", "mean", "moanet", "sex", "male"))
        .isEqualTo(Integer.toString(3 * PATIENTS / 2));
    assertThat(cell(report, "T6-intervals", "coverage", "mean", "conformal lower bound"))
        .startsWith("1.000");
    assertThat(report.aucCurves()).filteredOn(c -> c.cohort().equals("mean")).hasSize(3);
    String chance = "ECE by chance 36 m";
    assertThat(number(cell(report, "T6", chance, "pooled", "kernel-ensemble")))
        .isLessThan(0.8 * number(cell(report, "T6", chance, "mean", "kernel-ensemble")));
    assertThat(cell(report, "T6", "Brier 60 m", "pooled", "kernel-ensemble")).isEqualTo("NA");
  }

  @Test
  void saysWhenABaselineWins() throws Exception {
    Simulated cohort = new Simulated("A", 3, 0);
    double[] perfect = cohort.risks.get("moanet");
    cohort.risks.put("moanet", cohort.risks.get("kernel-ensemble"));
    cohort.risks.put("kernel-ensemble", perfect);
    StudyReport report = run(cohort);
    assertThat(report.headline())
        .startsWith(
            "kernel-ensemble has the best mean C, 1.000 in A. A baseline beats moanet:"
                + " kernel-ensemble has 1.000 against");
  }

  @Test
  void sameInputGivesTheSameBytes() throws Exception {
    var step = step(new Simulated("A", 9, 0.3));
    step.run();
    List<byte[]> first = new ArrayList<>();
    try (var files = Files.walk(dir.resolve("tables"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        first.add(Files.readAllBytes(file));
      }
    }
    byte[] json = Files.readAllBytes(dir.resolve("study.json"));
    step.run();
    assertThat(Files.readAllBytes(dir.resolve("study.json"))).isEqualTo(json);
    try (var files = Files.walk(dir.resolve("tables"))) {
      int k = 0;
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        assertThat(Files.readAllBytes(file)).isEqualTo(first.get(k++));
      }
      assertThat(k).isEqualTo(first.size()).isGreaterThan(10);
    }
  }

  @Test
  void aMissingTestPatientIsAnErrorThatNamesTheFile() throws Exception {
    Simulated cohort = new Simulated("A", 3, 0);
    var step = step(cohort);
    Path file = dir.resolve("A-constant10.tsv");
    List<String> lines = Files.readAllLines(file);
    String gone = lines.get(1).split("\t")[0];
    lines.remove(1);
    Files.write(file, lines);
    assertThatThrownBy(step::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("A-constant10.tsv")
        .hasMessageContaining("no prediction of " + gone);
  }

  @Test
  void shapleyValuesOfAnUnknownModelAreAnError() throws Exception {
    var step = step(new Simulated("A", 3, 0));
    step.in("shapley", "A/0/0/moannet", dir.resolve("A-s00.tsv"));
    assertThatThrownBy(step::run).hasMessageContaining("shapley: found model moannet of A");
  }

  @Test
  void aMissingFoldIsSaid() throws Exception {
    Simulated cohort = new Simulated("A", 3, 0);
    var step = step(cohort);
    step.in("predictions", "A/0/0/cox", dir.resolve("A-constant00.tsv"));
    assertThatThrownBy(step::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found no REPEAT/FOLD [0/1, 0/2, 1/0, 1/1, 1/2] of A and cox");
  }
}
