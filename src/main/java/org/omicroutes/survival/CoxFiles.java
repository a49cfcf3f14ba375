package org.omicroutes.survival;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.formats.TextFiles;

/** The tables that the step {@code cox} reads and writes. */
final class CoxFiles {
  private static final double Z = 1.959963984540054;

  private CoxFiles() {}

  /** The strata of these samples, in their order. */
  static List<String> readStrata(Path file, List<String> samples) throws IOException {
    return column(file, "stratum", samples);
  }

  /** The weights of these samples, in their order. */
  static double[] readWeights(Path file, SurvivalData survival) throws IOException {
    List<String> cells = column(file, "weight", survival.sampleIds());
    double[] weights = new double[cells.size()];
    boolean event = false;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weight(file, cells.get(i), survival.sampleIds().get(i));
      event |= survival.event(i) && weights[i] > 0;
    }
    if (!event) {
      throw DataException.in(file)
          .column("weight")
          .error("no event with a weight above 0", "at least one");
    }
    return weights;
  }

  private static double weight(Path file, String cell, String sample) {
    try {
      double weight = Double.parseDouble(cell);
      if (weight >= 0 && !Double.isInfinite(weight)) {
        return weight;
      }
      throw new NumberFormatException(cell);
    } catch (NumberFormatException e) {
      throw DataException.in(file)
          .column("weight")
          .error("'" + cell + "' of sample " + sample, "a number >= 0", e);
    }
  }

  private static List<String> column(Path file, String name, List<String> samples)
      throws IOException {
    List<String> values = readOptional(file, name, samples);
    int missing = values.indexOf(null);
    if (missing >= 0) {
      throw DataException.in(file)
          .column(name)
          .error("none of sample " + samples.get(missing), "one for every sample");
    }
    return values;
  }

  /** A column of a table for these samples, in their order; null where a sample has no value. */
  static List<String> readOptional(Path file, String name, List<String> samples)
      throws IOException {
    SampleTable table = TableFiles.readSamples(file);
    if (!table.hasColumn(name)) {
      throw DataException.in(file)
          .line(1)
          .error("columns " + String.join(", ", table.columnNames()), "a column " + name);
    }
    List<String> values = new ArrayList<>();
    for (String sample : samples) {
      values.add(table.value(sample, name));
    }
    return values;
  }

  /**
   * @param robust whether tests and limits take the robust standard errors
   */
  static void writeCoefficients(Path file, CoxModel model, boolean robust) throws IOException {
    double[] modelBased = model.standardErrors();
    double[] sandwich = model.robustStandardErrors();
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("feature\tcoef\tse\tz\tp\thr\thr.lower\thr.upper\trobust.se\n");
      for (int j = 0; j < modelBased.length; j++) {
        double b = model.coefficients()[j];
        double se = robust ? sandwich[j] : modelBased[j];
        write(
            out,
            model.features().get(j),
            b,
            modelBased[j],
            b / se,
            CoxModel.twoSided(b / se),
            Math.exp(b),
            Math.exp(b - Z * se),
            Math.exp(b + Z * se),
            sandwich[j]);
      }
    }
  }

  /**
   * @param strata names, none where there is one baseline
   */
  static void writeBaselines(Path file, List<String> strata, List<BreslowBaseline> baselines)
      throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("stratum\ttime\thazard\tsurvival\n");
      for (int s = 0; s < baselines.size(); s++) {
        BreslowBaseline baseline = baselines.get(s);
        for (int k = 0; k < baseline.times().length; k++) {
          double hazard = baseline.cumulativeHazard()[k];
          String stratum = strata.isEmpty() ? "all" : strata.get(s);
          write(out, stratum, baseline.times()[k], hazard, Math.exp(-hazard));
        }
      }
    }
  }

  static void writeProportionalHazards(Path file, ProportionalHazardsTest test) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("feature\tchisq\tdf\tp\n");
      for (int j = 0; j < test.features().size(); j++) {
        write(out, test.features().get(j), test.tests().get(j));
      }
      write(out, "GLOBAL", test.global());
    }
  }

  static void writeTests(Path file, CoxModel model) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("test\tchisq\tdf\tp\n");
      write(out, "likelihood-ratio", model.likelihoodRatioTest());
      write(out, "wald", model.waldTest());
      write(out, "score", model.scoreTest());
    }
  }

  private static void write(BufferedWriter out, String name, ChiSquareTest test)
      throws IOException {
    write(out, name, test.statistic(), test.degreesOfFreedom(), test.pValue());
  }

  private static void write(BufferedWriter out, String name, double... values) throws IOException {
    out.write(name);
    for (double value : values) {
      out.write("\t" + MatrixFiles.format(value));
    }
    out.write('\n');
  }
}
