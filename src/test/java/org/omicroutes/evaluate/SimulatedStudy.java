package org.omicroutes.evaluate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.omicroutes.step.StepTester;

/**
 * The files of a cohort's study: a perfect model (moanet), one that guesses and one that says the
 * same of everybody; nobody is censored unless asked for.
 */
final class SimulatedStudy {
  static final int PATIENTS = 90;
  static final int FOLDS = 3;
  static final int REPEATS = 2;
  private static final int[] MONTHS = {12, 24, 36, 48, 60};

  private final Path dir;
  final String name;
  final double[] times = new double[PATIENTS];
  final boolean[] events = new boolean[PATIENTS];
  final int[][] foldOf = new int[REPEATS][PATIENTS];
  final Map<String, double[]> risks = new TreeMap<>();
  final long seed;
  int ablated = REPEATS;

  SimulatedStudy(Path dir, String name, long seed, double censored) {
    this.dir = dir;
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

  private Path write(String file, String text) throws Exception {
    Path path = dir.resolve(name + "-" + file);
    Files.writeString(path, text);
    return path;
  }

  /** Curves that fall faster with the risk. */
  private Path predictions(String model, int repeat, int fold, double[] risk, boolean all)
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

  private void addExtras(StepTester<StudyTablesStep.Options> step, int r, int f) throws Exception {
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
        write("a" + r + f + ".tsv", "query_modality\tkey_modality\tweight\nrna\tcnv\t" + f + "\n"));
  }

  /** Pairs counted one by one, of the guesses in one fold without censoring. */
  double concordance(int repeat, int fold) {
    double[] risk = risks.get("kernel-ensemble");
    double right = 0;
    double pairs = 0;
    for (int i = 0; i < PATIENTS; i++) {
      for (int j = 0; j < PATIENTS; j++) {
        boolean inside = foldOf[repeat][i] == fold && foldOf[repeat][j] == fold;
        if (inside && times[i] < times[j]) {
          pairs++;
          right += risk[i] > risk[j] ? 1 : 0;
        }
      }
    }
    return right / pairs;
  }
}
