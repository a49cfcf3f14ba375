package org.omicroutes.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.omicroutes.formats.DelimitedReader;

/**
 * The history of a model's training, as {@code train} writes it, read network by network.
 *
 * @param fold as {@code REPEAT/FOLD}
 */
record ClassHistoryFiles(String cohort, String model, String fold) {
  private static final List<String> COLUMNS =
      List.of("training_loss", "validation_loss", "training_accuracy", "validation_accuracy");

  private record Epoch(int number, double[] values) {}

  List<ClassReport.LearningCurve> read(Path file) throws IOException {
    Map<String, List<Epoch>> networks = new LinkedHashMap<>();
    try (DelimitedReader in = DelimitedReader.open(file)) {
      int network = in.require("network");
      int epoch = in.require("epoch");
      int[] columns = new int[COLUMNS.size()];
      for (int k = 0; k < columns.length; k++) {
        columns[k] = in.require(COLUMNS.get(k));
      }
      for (var cells = StudyExtraInputs.next(in);
          cells != null;
          cells = StudyExtraInputs.next(in)) {
        double number = StudyExtraInputs.finite(in, epoch, cells);
        List<Epoch> own = networks.computeIfAbsent(cells.get(network), n -> new ArrayList<>());
        int before = own.isEmpty() ? 0 : own.get(own.size() - 1).number;
        if (number != (int) number || number <= before) {
          throw in.here(epoch)
              .error(
                  "'" + cells.get(epoch) + "'",
                  "a whole number above " + before + ", the one before");
        }
        double[] values = new double[columns.length];
        for (int k = 0; k < columns.length; k++) {
          values[k] = StudyExtraInputs.number(in, columns[k], cells);
        }
        own.add(new Epoch((int) number, values));
      }
    }
    List<ClassReport.LearningCurve> curves = new ArrayList<>();
    networks.forEach((network, epochs) -> curves.add(curve(network, epochs)));
    return curves;
  }

  private ClassReport.LearningCurve curve(String network, List<Epoch> epochs) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (Epoch epoch : epochs) {
      if (epoch.values[1] < least) {
        least = epoch.values[1];
        best = epoch.number;
      }
    }
    return new ClassReport.LearningCurve(
        cohort,
        model,
        fold,
        network,
        epochs.stream().mapToInt(Epoch::number).toArray(),
        column(epochs, e -> e.values[0]),
        column(epochs, e -> e.values[1]),
        column(epochs, e -> e.values[2]),
        column(epochs, e -> e.values[3]),
        best);
  }

  private static double[] column(List<Epoch> epochs, ToDoubleFunction<Epoch> value) {
    return epochs.stream().mapToDouble(value).toArray();
  }
}
