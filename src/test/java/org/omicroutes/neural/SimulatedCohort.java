package org.omicroutes.neural;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;

/** Patients with three modalities, whose hazard has a linear part and a cross-modal product. */
final class SimulatedCohort {
  final Map<String, LabelledMatrix> matrices = new LinkedHashMap<>();
  final SurvivalData survival;
  final double[] linear;

  SimulatedCohort(int n, int featuresEach, double main, double interaction, long seed) {
    Random random = new Random(seed);
    List<String> samples = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      samples.add("P" + i);
    }
    for (String name : List.of("clinical", "rna", "methylation")) {
      List<String> features = new ArrayList<>();
      double[][] rows = new double[featuresEach][n];
      for (int f = 0; f < featuresEach; f++) {
        features.add("f" + f);
        for (int i = 0; i < n; i++) {
          rows[f][i] = random.nextGaussian();
        }
      }
      matrices.put(name, LabelledMatrix.of(features, samples, rows));
    }
    linear = new double[n];
    double[] times = new double[n];
    boolean[] events = new boolean[n];
    for (int i = 0; i < n; i++) {
      double a = matrices.get("clinical").at(0, i);
      double b = matrices.get("rna").at(0, i);
      linear[i] = main * (a + b);
      double eta = linear[i] + interaction * b * matrices.get("methylation").at(0, i);
      double death = -Math.log(1 - random.nextDouble()) * 1000 * Math.exp(-eta);
      double censored = -Math.log(1 - random.nextDouble()) * 1500;
      events[i] = death <= censored;
      times[i] = Math.ceil(Math.min(death, censored));
    }
    survival = new SurvivalData(samples, times, events);
  }

  Tokens tokens() {
    return Tokens.of(matrices);
  }

  /** The same with NaN for a modality of every third patient. */
  SimulatedCohort withHoles(String modality) {
    LabelledMatrix full = matrices.get(modality);
    double[][] rows = full.toArray();
    for (double[] row : rows) {
      for (int i = 0; i < row.length; i += 3) {
        row[i] = Double.NaN;
      }
    }
    matrices.put(modality, full.withValues(rows));
    return this;
  }
}
