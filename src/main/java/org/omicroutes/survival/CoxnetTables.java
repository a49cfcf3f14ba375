package org.omicroutes.survival;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.formats.TextFiles;
import org.omicroutes.step.StepContext;

/** The tables that {@link CoxnetStep} reads and writes. */
final class CoxnetTables {
  private CoxnetTables() {}

  /** The offsets of these samples; one that is missing is an error. */
  static double[] offsets(StepContext<?> context, List<String> samples) throws IOException {
    Path file =
        context
            .optionalInput("offsets")
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "offsets: found nothing, expected a table sample, offset (the model was"
                            + " fitted with one)"));
    SampleTable table = TableFiles.readSamples(file);
    if (!table.hasColumn("offset")) {
      throw DataException.in(file)
          .line(1)
          .error("columns " + table.columnNames(), "a column 'offset'");
    }
    Set<String> known = Set.copyOf(table.sampleIds());
    double[] offsets = new double[samples.size()];
    for (int i = 0; i < offsets.length; i++) {
      String cell = known.contains(samples.get(i)) ? table.value(samples.get(i), "offset") : null;
      try {
        offsets[i] = Double.parseDouble(cell == null ? "" : cell);
        if (!Double.isFinite(offsets[i])) {
          throw new NumberFormatException(cell);
        }
      } catch (NumberFormatException e) {
        throw DataException.in(file)
            .column("offset")
            .error(
                (cell == null ? "nothing" : "'" + cell + "'") + " for sample " + samples.get(i),
                "a number",
                e);
      }
    }
    return offsets;
  }

  static void writeCoefficients(Optional<Path> file, List<String> features, double[] coefficients)
      throws IOException {
    if (file.isEmpty()) {
      return;
    }
    try (BufferedWriter out = TextFiles.writer(file.get())) {
      out.write("feature\tcoef\n");
      for (int j = 0; j < coefficients.length; j++) {
        out.write(features.get(j) + "\t" + MatrixFiles.format(coefficients[j]) + "\n");
      }
    }
  }

  /**
   * @param validated null where nothing was cross-validated
   */
  static void writePath(
      Optional<Path> file, CoxElasticNetPath path, CoxElasticNetCv validated, int chosen)
      throws IOException {
    if (file.isEmpty()) {
      return;
    }
    try (BufferedWriter out = TextFiles.writer(file.get())) {
      out.write("lambda\tdf\tdevianceRatio\tcvm\tcvsd\tchosen\n");
      for (int k = 0; k < path.size(); k++) {
        double[] row = {
          path.lambdas()[k],
          path.degreesOfFreedom(k),
          path.devianceRatios()[k],
          validated == null ? Double.NaN : validated.mean()[k],
          validated == null ? Double.NaN : validated.standardError()[k],
        };
        for (double value : row) {
          out.write(MatrixFiles.format(value) + "\t");
        }
        out.write((k == chosen ? 1 : 0) + "\n");
      }
    }
  }

  static void writeAll(Optional<Path> file, CoxElasticNetPath path, List<String> features)
      throws IOException {
    if (file.isEmpty()) {
      return;
    }
    try (BufferedWriter out = TextFiles.writer(file.get())) {
      out.write("lambda\tfeature\tcoef\n");
      for (int k = 0; k < path.size(); k++) {
        CoxElasticNetPath.Coefficients at = path.coefficients().get(k);
        for (int j = 0; j < at.features().length; j++) {
          out.write(MatrixFiles.format(path.lambdas()[k]) + "\t");
          out.write(features.get(at.features()[j]) + "\t");
          out.write(MatrixFiles.format(at.values()[j]) + "\n");
        }
      }
    }
  }
}
