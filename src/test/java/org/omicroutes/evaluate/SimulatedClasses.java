package org.omicroutes.evaluate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.omicroutes.step.StepTester;

/**
 * The files of a study of death by 36 months: models of falling strength, with training histories,
 * importance and counterfactuals of the first.
 */
public final class SimulatedClasses {
  static final double HORIZON = 36 * 365.25 / 12;

  private final Path dir;
  final String name;
  final int patients;
  final int folds;
  final int repeats;
  final double[] times;
  final boolean[] events;
  final int[][] foldOf;
  final Map<String, double[]> probabilities = new LinkedHashMap<>();
  private final Random random;

  /**
   * @param censored share of patients
   */
  public SimulatedClasses(
      Path dir, String name, int patients, int folds, int repeats, double censored, long seed) {
    this.dir = dir;
    this.name = name;
    this.patients = patients;
    this.folds = folds;
    this.repeats = repeats;
    this.random = new Random(seed);
    times = new double[patients];
    events = new boolean[patients];
    foldOf = new int[repeats][patients];
    double[] score = new double[patients];
    for (int i = 0; i < patients; i++) {
      score[i] = random.nextGaussian();
      double death = -1700 * Math.exp(-score[i]) * Math.log(1 - random.nextDouble());
      double end = random.nextDouble() < censored ? 2400 * random.nextDouble() : 1e9;
      times[i] = Math.max(1, Math.rint(Math.min(death, end)));
      events[i] = death <= end;
      for (int r = 0; r < repeats; r++) {
        foldOf[r][i] = (i + r * (i / folds)) % folds;
      }
    }
    double[] noise = {0.2, 0.5, 1, 1.5, 2, 3, 4, 6};
    String[] models = {
      "mmfn",
      "mmfn-concat",
      "mmfn-genomic",
      "mmfn-clinical",
      "random-forest",
      "svm",
      "logistic",
      "cox"
    };
    for (int m = 0; m < models.length; m++) {
      double[] own = new double[patients];
      for (int i = 0; i < patients; i++) {
        double logit = (score[i] + noise[m] * random.nextGaussian()) / (1 + noise[m]);
        own[i] = 1 / (1 + Math.exp(-1.6 * logit));
      }
      probabilities.put(models[m], own);
    }
  }

  private Path write(String file, String text) throws Exception {
    Path path = dir.resolve(name + "-" + file);
    Files.writeString(path, text);
    return path;
  }

  Path predictionFile(String model, int repeat, int fold) {
    return dir.resolve(name + "-" + model + repeat + fold + ".tsv");
  }

  /** Files of all ports. */
  public void add(StepTester<ClassTablesStep.Options> step) throws Exception {
    addNeeded(step);
    for (int r = 0; r < repeats; r++) {
      for (int f = 0; f < folds; f++) {
        addExtras(step, r, f);
      }
    }
  }

  /** Predictions, folds and survival. */
  void addNeeded(StepTester<ClassTablesStep.Options> step) throws Exception {
    StringBuilder survival = new StringBuilder("sample\ttime\tevent");
    for (int i = 0; i < patients; i++) {
      survival.append("\np%d\t%s\t%d".formatted(i, times[i], events[i] ? 1 : 0));
    }
    step.in("survival", name, write("y.tsv", survival + "\n"));
    for (int r = 0; r < repeats; r++) {
      StringBuilder text = new StringBuilder("sample\tfold");
      for (int i = 0; i < patients; i++) {
        text.append("\np").append(i).append('\t').append(foldOf[r][i] + 1);
      }
      step.in("folds", name + "/" + (r + 1), write("folds" + r + ".tsv", text + "\n"));
      for (int f = 0; f < folds; f++) {
        for (String model : probabilities.keySet()) {
          step.in("predictions", at(r, f) + "/" + model, predictions(model, r, f));
        }
      }
    }
  }

  private String at(int repeat, int fold) {
    return name + "/" + (repeat + 1) + "/" + (fold + 1);
  }

  private Path predictions(String model, int repeat, int fold) throws Exception {
    StringBuilder text = new StringBuilder("sample\trisk\tsurvival_12m\tsurvival_36m");
    double[] p = probabilities.get(model);
    for (int i = 0; i < patients; i++) {
      if (foldOf[repeat][i] == fold) {
        double shifted = Math.min(1, p[i] * (1 + 0.02 * repeat));
        text.append("\np%d\t%s\t%s\t%s".formatted(i, shifted, 1 - shifted / 3, 1 - shifted));
      }
    }
    return write(model + repeat + fold + ".tsv", text + "\n");
  }

  private void addExtras(StepTester<ClassTablesStep.Options> step, int r, int f) throws Exception {
    String file = r + "" + f + ".tsv";
    for (String model : new String[] {"mmfn", "mmfn-concat"}) {
      StringBuilder history =
          new StringBuilder(
              "network\tepoch\tlearning_rate\ttraining_loss\tvalidation_loss"
                  + "\ttraining_accuracy\tvalidation_accuracy");
      for (int network = 1; network <= 2; network++) {
        for (int e = 1; e <= 30 + 3 * f; e++) {
          double fit = 0.35 * Math.exp(-e / 8.0);
          double worse = 0.004 * Math.max(0, e - 18 - f - network);
          history.append(
              "\n%d\t%d\t0.001\t%.4f\t%.4f\t%.4f\t%.4f"
                  .formatted(
                      network,
                      e,
                      0.35 + fit,
                      0.5 + fit / 2 + worse + 0.01 * random.nextDouble(),
                      0.85 - fit,
                      0.74 - fit / 2 - worse / 2));
        }
      }
      step.in("history", at(r, f) + "/" + model, write("h" + model + file, history + "\n"));
    }
    StringBuilder importance =
        new StringBuilder("method\tmodality\tfeature\timportance\tstandard_error\trank");
    for (int g = 1; g <= 24; g++) {
      String feature = g == 3 ? "clinical\tage" : "rna\tGENE" + g;
      importance.append("\nattention\t%s\t%s\t\t".formatted(feature, 0.08 / g));
      importance.append(
          "\npermutation\t%s\t%s\t0.001\t".formatted(feature, 0.03 / (1 + (g * 7) % 24)));
      if (g <= 18) {
        importance.append("\nshapley\t%s\t%s\t0.001\t".formatted(feature, 0.2 / g + 0.001 * f));
      }
    }
    step.in("importance", at(r, f), write("i" + file, importance + "\n"));
    StringBuilder changes =
        new StringBuilder("sample\tprobability\treached_probability\tmodality\tfeature\tfrom\tto");
    double[] p = probabilities.get("mmfn");
    for (int i = 0; i < patients; i++) {
      if (foldOf[r][i] == f && i % 2 == 0) {
        if (Math.abs(p[i] - 0.5) > 0.4) {
          changes.append("\np%d\t%s\t\t\t\t\t".formatted(i, p[i]));
        } else {
          changes.append("\np%d\t%s\t0.5\trna\tGENE1\t0.1\t1.5".formatted(i, p[i]));
          if (i % 4 == 0) {
            changes.append("\np%d\t%s\t0.5\tclinical\tstage\tII\tI".formatted(i, p[i]));
          }
        }
      }
    }
    step.in("counterfactuals", at(r, f), write("c" + file, changes + "\n"));
  }
}
