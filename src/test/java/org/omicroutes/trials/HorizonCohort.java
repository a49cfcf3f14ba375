package org.omicroutes.trials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.StringJoiner;

/** Files of a small cohort of which about half die within two years: of age and of two genes. */
public final class HorizonCohort {
  /** Months by which about half have died. */
  public static final int HORIZON = 24;

  public static final int PATIENTS = 90;
  private static final int GENES = 20;
  private static final double MEDIAN_DAYS = HORIZON * 30.4375;

  private final Random random = new Random(7);
  private final double[][] genes = new double[GENES][PATIENTS];

  private HorizonCohort() {}

  /**
   * Writes {@code samplesheet.csv}, {@code clinical.tsv} and {@code rna.tsv} (log values, with a
   * few missing), and a {@code network.tsv}.
   *
   * @return the samplesheet
   */
  public static Path in(Path folder) throws IOException {
    return new HorizonCohort().write(Files.createDirectories(folder));
  }

  private Path write(Path folder) throws IOException {
    List<String> clinical = new ArrayList<>(List.of("patient\ttime\tevent\tage\tsex\tstage"));
    for (int i = 0; i < PATIENTS; i++) {
      for (double[] gene : genes) {
        gene[i] = 8 + 2 * random.nextGaussian();
      }
      long age = Math.round(40 + 40 * random.nextDouble());
      int stage = i % 3;
      double score = 0.04 * (age - 60) + 0.4 * (genes[0][i] - 8) - 0.3 * (genes[1][i] - 8);
      double days = -Math.log(random.nextDouble()) / Math.log(2) * MEDIAN_DAYS / Math.exp(score);
      double seen = (0.6 + 3 * random.nextDouble()) * MEDIAN_DAYS;
      clinical.add(
          "P%d\t%d\t%d\t%s\t%s\t%s"
              .formatted(
                  i,
                  1 + Math.round(Math.min(days, seen)),
                  days <= seen ? 1 : 0,
                  i % 17 == 5 ? "" : "" + age,
                  i % 2 == 0 ? "female" : "male",
                  "I".repeat(stage + 1)));
    }
    Files.write(folder.resolve("clinical.tsv"), clinical);
    Files.write(folder.resolve("rna.tsv"), matrix());
    Files.writeString(folder.resolve("network.tsv"), "gene1\tgene2\nG0\tG1\nG1\tG2\nG2\tG3\n");
    return Files.writeString(
        folder.resolve("samplesheet.csv"),
        "layer,format,path\nclinical,clinical,clinical.tsv\nrna,matrix,rna.tsv\n");
  }

  private List<String> matrix() {
    StringJoiner header = new StringJoiner("\t").add("feature");
    for (int i = 0; i < PATIENTS; i++) {
      header.add("P" + i);
    }
    List<String> rows = new ArrayList<>(List.of(header.toString()));
    for (int g = 0; g < GENES; g++) {
      StringJoiner row = new StringJoiner("\t").add("G" + g);
      for (int i = 0; i < PATIENTS; i++) {
        row.add((g + i) % 31 == 0 ? "NA" : String.format(Locale.ROOT, "%.4f", genes[g][i]));
      }
      rows.add(row.toString());
    }
    return rows;
  }
}
