package org.omicroutes.explain;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TextFiles;

/** Writes what variables matter, and how far the methods agree. */
final class ImportanceTables {
  private ImportanceTables() {}

  /** By method, the most important first; equal ones have the same rank. */
  static void write(Path file, List<ClassImportance> all) throws IOException {
    Map<String, List<ClassImportance>> methods = new LinkedHashMap<>();
    all.forEach(one -> methods.computeIfAbsent(one.method(), m -> new ArrayList<>()).add(one));
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("method\tmodality\tfeature\timportance\tstandard_error\trank\n");
      for (List<ClassImportance> method : methods.values()) {
        method.sort(Comparator.comparingDouble(ClassImportance::importance).reversed());
        int rank = 0;
        for (int k = 0; k < method.size(); k++) {
          ClassImportance one = method.get(k);
          boolean ties = k > 0 && one.importance() == method.get(k - 1).importance();
          rank = ties ? rank : k + 1;
          String cells =
              String.join(
                  "\t",
                  one.method(),
                  one.variable().modality(),
                  one.variable().name(),
                  MatrixFiles.format(one.importance()),
                  MatrixFiles.format(one.standardError()),
                  Integer.toString(rank));
          out.write(cells + "\n");
        }
      }
    }
  }

  static void writeAgreement(Path file, List<RankAgreement> pairs) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("first\tsecond\tfeatures\tspearman\ttop\tshared\tonly_first\tonly_second\n");
      for (RankAgreement pair : pairs) {
        String cells =
            String.join(
                "\t",
                pair.first(),
                pair.second(),
                Integer.toString(pair.variables()),
                MatrixFiles.format(pair.spearman()),
                Integer.toString(pair.top()),
                Integer.toString(pair.shared()),
                names(pair.onlyFirst()),
                names(pair.onlySecond()));
        out.write(cells + "\n");
      }
    }
  }

  private static String names(List<Variable> variables) {
    return variables.stream().map(Variable::name).collect(Collectors.joining(","));
  }
}
