package org.omicroutes.survival;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TableFiles;

/** A seeded cohort whose first two features drive survival. */
record Simulated(LabelledMatrix features, SurvivalData survival) {

  static Simulated cohort(int samples, int features, long seed) {
    Random random = new Random(seed);
    List<String> ids = new ArrayList<>();
    List<String> names = new ArrayList<>();
    double[][] x = new double[features][samples];
    for (int f = 0; f < features; f++) {
      names.add("f" + f);
      for (int s = 0; s < samples; s++) {
        x[f][s] = random.nextGaussian();
      }
    }
    double[] times = new double[samples];
    boolean[] events = new boolean[samples];
    for (int s = 0; s < samples; s++) {
      ids.add("p" + s);
      double eta = x[0][s] - (features > 1 ? x[1][s] : 0);
      double death = -Math.log(random.nextDouble()) * 1000 * Math.exp(-eta);
      double censoring = -Math.log(random.nextDouble()) * 3000;
      times[s] = Math.ceil(Math.min(death, censoring)) + 1;
      events[s] = death <= censoring;
    }
    return new Simulated(LabelledMatrix.of(names, ids, x), new SurvivalData(ids, times, events));
  }

  Path writeFeatures(Path file) throws IOException {
    MatrixFiles.write(file, features);
    return file;
  }

  Path writeSurvival(Path file) throws IOException {
    TableFiles.writeSurvival(file, survival);
    return file;
  }
}
