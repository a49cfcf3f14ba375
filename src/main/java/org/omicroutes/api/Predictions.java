package org.omicroutes.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.api.PredictModel.Interval;
import org.omicroutes.api.PredictModel.Prediction;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.formats.PredictionFiles;

/** What the workflow {@code predict} wrote, as an answer. */
final class Predictions {
  private static final List<String> INTERVAL =
      List.of("lower_days", "median_days", "upper_days", "level", "bound_days", "bound_alpha");

  private Predictions() {}

  /**
   * @param uncertainty null where the model offers none
   */
  static List<Prediction> read(Path predictions, Path uncertainty) throws IOException {
    SurvivalPredictions found = PredictionFiles.read(predictions);
    Map<String, Interval> intervals = uncertainty == null ? Map.of() : intervals(uncertainty);
    List<Prediction> patients = new ArrayList<>();
    for (int i = 0; i < found.sampleIds().size(); i++) {
      String id = found.sampleIds().get(i);
      Map<String, Double> survival = new LinkedHashMap<>();
      for (int h = 0; h < found.horizonMonths().length; h++) {
        survival.put(found.horizonMonths()[h] + "m", found.survival()[i][h]);
      }
      patients.add(new Prediction(id, found.risk()[i], survival, intervals.get(id)));
    }
    return patients;
  }

  /** The interval is the same in all rows of a patient, one a horizon. */
  private static Map<String, Interval> intervals(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> header = Arrays.asList(lines.get(0).split("\t"));
    Map<String, Interval> intervals = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split("\t", -1);
      List<Double> values =
          INTERVAL.stream().map(name -> finite(cells[header.indexOf(name)])).toList();
      intervals.put(
          cells[header.indexOf("sample")],
          new Interval(
              values.get(0),
              values.get(1),
              values.get(2),
              values.get(3),
              values.get(4),
              values.get(5)));
    }
    return intervals;
  }

  /**
   * @return null for {@code Inf} and {@code NA}
   */
  private static Double finite(String cell) {
    return cell.matches("[-+0-9.eE]+") ? Double.valueOf(cell) : null;
  }

  /** One row a patient; the columns of intervals only where there are any. */
  static String tsv(List<Prediction> patients) {
    boolean hasIntervals = patients.stream().anyMatch(p -> p.interval() != null);
    StringBuilder out = new StringBuilder("sample\trisk");
    patients.get(0).survival().keySet().forEach(months -> out.append("\tsurvival_" + months));
    if (hasIntervals) {
      INTERVAL.forEach(name -> out.append('\t').append(name));
    }
    out.append('\n');
    for (Prediction patient : patients) {
      out.append(patient.id()).append('\t').append(patient.risk());
      patient.survival().values().forEach(value -> out.append('\t').append(value));
      if (hasIntervals) {
        cells(patient.interval()).forEach(v -> out.append('\t').append(v == null ? "NA" : v));
      }
      out.append('\n');
    }
    return out.toString();
  }

  private static List<Double> cells(Interval interval) {
    return interval == null
        ? Arrays.asList(new Double[INTERVAL.size()])
        : Arrays.asList(
            interval.lowerDays(),
            interval.medianDays(),
            interval.upperDays(),
            interval.level(),
            interval.boundDays(),
            interval.boundAlpha());
  }
}
