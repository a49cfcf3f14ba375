package org.omicroutes.reduce;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TextFiles;

/**
 * Writes the tables of {@code differential}: one row a gene, {@code NA} where there is no value.
 */
final class DifferentialTables {
  private DifferentialTables() {}

  static void write(Path file, List<String> genes, ModeratedTest.Result result) throws IOException {
    List<String> levels = result.levels();
    StringBuilder header = new StringBuilder("gene");
    for (int g = 1; g < levels.size(); g++) {
      header.append(levels.size() == 2 ? "\tlogFC" : "\tlogFC." + levels.get(g));
    }
    header.append("\tAveExpr\t").append(levels.size() == 2 ? "t" : "F");
    header.append("\tP.Value\tadj.P.Val\n");
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.append(header);
      for (int i = 0; i < genes.size(); i++) {
        out.write(genes.get(i));
        cells(out, result.logFoldChange()[i]);
        cells(out, result.average()[i], result.statistic()[i], result.p()[i], result.adjusted()[i]);
        out.write('\n');
      }
    }
  }

  static void write(Path file, List<String> genes, CoxPerGene.Result result, boolean coefficients)
      throws IOException {
    double[] waldP = result.waldP();
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("gene\tn\tevents\tz\tP.Value\tadj.P.Val");
      out.write(coefficients ? "\tcoef\tse.coef\twald.z\twald.P.Value\n" : "\n");
      for (int i = 0; i < genes.size(); i++) {
        out.write(genes.get(i));
        cells(out, result.n()[i], result.events()[i]);
        cells(out, result.z()[i], result.p()[i], result.adjusted()[i]);
        if (coefficients) {
          double coefficient = result.coefficient()[i];
          double se = result.standardError()[i];
          cells(out, coefficient, se, coefficient / se, waldP[i]);
        }
        out.write('\n');
      }
    }
  }

  private static void cells(BufferedWriter out, double... values) throws IOException {
    for (double value : values) {
      out.write('\t');
      out.write(MatrixFiles.format(value));
    }
  }
}
