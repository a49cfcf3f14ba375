package org.omicroutes.neural;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TextFiles;

/** The files that the steps around {@link MoaNet} share. */
final class MoaNetFiles {
  private MoaNetFiles() {}

  static Tokens tokens(Map<String, Path> files) throws IOException {
    Map<String, LabelledMatrix> matrices = new LinkedHashMap<>();
    for (var entry : files.entrySet()) {
      matrices.put(entry.getKey(), MatrixFiles.read(entry.getValue()));
    }
    Tokens tokens = Tokens.of(matrices);
    if (tokens.width() == 0 || tokens.sampleIds().isEmpty()) {
      throw DataException.in(files.values().iterator().next())
          .error("no values", "at least one feature and one sample");
    }
    return tokens;
  }

  /** The score of each sample; NaN where the file has none. */
  static double[] offset(Path file, List<String> samples) throws IOException {
    LabelledMatrix matrix = MatrixFiles.read(file);
    if (matrix.featureCount() != 1) {
      throw DataException.in(file).error(matrix.featureCount() + " rows", "one row of scores");
    }
    double[] offset = new double[samples.size()];
    for (int i = 0; i < offset.length; i++) {
      int column = matrix.sampleIndex(samples.get(i));
      offset[i] = column < 0 ? Double.NaN : matrix.at(0, column);
    }
    return offset;
  }

  static MoaNet model(Path file) throws IOException {
    MoaNet model = Json.read(file, MoaNet.class);
    if (model.format() != MoaNet.FORMAT || model.members() == null || model.scaler() == null) {
      throw DataException.in(file)
          .error("format " + model.format(), "a MOANet model of format " + MoaNet.FORMAT);
    }
    return model;
  }

  static void writeAttention(Path file, List<MoaNet.Attention> attention) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("query_modality\tkey_modality\tweight\n");
      for (var a : attention) {
        out.write(a.query() + "\t" + a.key() + "\t" + MatrixFiles.format(a.weight()) + "\n");
      }
    }
  }
}
