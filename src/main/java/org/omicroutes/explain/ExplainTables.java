package org.omicroutes.explain;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TextFiles;
import org.omicroutes.models.AttentiveModel.Attention;
import org.omicroutes.models.UncertainModel.Uncertainty;

/** What the steps of this room write. */
final class ExplainTables {
  private ExplainTables() {}

  static void writeValues(Path file, ShapleyValues found) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      row(out, "sample", "group", "value", "baseline", "prediction");
      for (int p = 0; p < found.patients().size(); p++) {
        for (int g = 0; g < found.groups().size(); g++) {
          row(
              out,
              found.patients().get(p),
              found.groups().get(g),
              number(found.values()[p][g]),
              number(found.baseline()),
              number(found.predictions()[p]));
        }
      }
    }
  }

  static void writeImportance(Path file, List<GlobalImportance.Importance> importance)
      throws IOException {
    double sum = importance.stream().mapToDouble(GlobalImportance.Importance::meanAbsolute).sum();
    try (BufferedWriter out = TextFiles.writer(file)) {
      row(out, "group", "mean_absolute", "standard_error", "lower", "upper", "share");
      for (GlobalImportance.Importance of : importance) {
        row(
            out,
            of.group(),
            number(of.meanAbsolute()),
            number(of.standardError()),
            number(of.lower()),
            number(of.upper()),
            number(sum > 0 ? of.meanAbsolute() / sum : Double.NaN));
      }
    }
  }

  static void writeFeatures(Path file, Map<String, List<FeatureShapley.Part>> parts)
      throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      row(out, "sample", "group", "modality", "feature", "value", "standard_error");
      for (Map.Entry<String, List<FeatureShapley.Part>> patient : parts.entrySet()) {
        for (FeatureShapley.Part part : patient.getValue()) {
          row(
              out,
              patient.getKey(),
              part.group(),
              part.modality() == null ? "NA" : part.modality(),
              part.feature() == null ? "NA" : part.feature(),
              number(part.value()),
              number(part.standardError()));
        }
      }
    }
  }

  static void writeDrops(Path file, List<PermutationImportance.Drop> drops) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      row(out, "group", "drop", "standard_error");
      for (PermutationImportance.Drop drop : drops) {
        row(out, drop.group(), number(drop.drop()), number(drop.standardError()));
      }
    }
  }

  /**
   * @param found by horizon, one a patient
   */
  static void writeUncertainty(
      Path file, List<String> patients, int[] months, Uncertainty[][] found, double level)
      throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      row(
          out,
          "sample",
          "horizon_months",
          "survival",
          "total_variance",
          "data_variance",
          "model_variance",
          "lower_days",
          "median_days",
          "upper_days",
          "level",
          "bound_days",
          "bound_alpha");
      for (int p = 0; p < patients.size(); p++) {
        for (int h = 0; h < months.length; h++) {
          Uncertainty of = found[h][p];
          row(
              out,
              patients.get(p),
              Integer.toString(months[h]),
              number(of.parts().mean()),
              number(of.parts().variance()),
              number(of.parts().dataVariance()),
              number(of.parts().modelVariance()),
              number(of.interval().lower()),
              number(of.interval().median()),
              number(of.interval().upper()),
              number(level),
              number(of.lowerBound()),
              number(of.boundAlpha()));
        }
      }
    }
  }

  static void writeAttention(Path file, List<Attention> attention) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      row(out, "query_modality", "key_modality", "weight");
      for (Attention pair : attention) {
        row(out, pair.query(), pair.key(), number(pair.weight()));
      }
    }
  }

  /** As R reads it: NA, Inf. */
  private static String number(double value) {
    return Double.isInfinite(value) ? value > 0 ? "Inf" : "-Inf" : MatrixFiles.format(value);
  }

  private static void row(BufferedWriter out, String... cells) throws IOException {
    out.write(String.join("\t", cells));
    out.write('\n');
  }
}
