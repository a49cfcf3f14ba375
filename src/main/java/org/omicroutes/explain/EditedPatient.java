package org.omicroutes.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.StopSignal;
import org.omicroutes.models.Modality;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.mmfn.HorizonModel;

/** What a model says of one patient with some variables changed, many changes in one call. */
final class EditedPatient {
  /** Keeps one call within some 30 MB of copied values. */
  private static final int VALUES_PER_CALL = 1 << 22;

  private static final int ROWS_PER_CALL = 1 << 10;

  private final HorizonModel model;
  private final PatientData one;
  private final int rowsPerCall;

  /**
   * @param one a single patient
   */
  EditedPatient(HorizonModel model, PatientData one) {
    this.model = model;
    this.one = one;
    int features =
        one.modalities().values().stream().mapToInt(m -> m.values().featureCount()).sum();
    this.rowsPerCall =
        Math.max(16, Math.min(ROWS_PER_CALL, VALUES_PER_CALL / Math.max(1, features)));
  }

  String id() {
    return one.patients().get(0);
  }

  double[] own(Variable variable) {
    return variable.values(one, id());
  }

  /** The probability with no change. */
  double probability() {
    return probabilities(List.of(Map.of()))[0];
  }

  /**
   * The probability with each of these sets of changes.
   *
   * @param edits new values by variable
   */
  double[] probabilities(List<Map<Variable, double[]>> edits) {
    double[] found = new double[edits.size()];
    for (int from = 0; from < found.length; from += rowsPerCall) {
      StopSignal.check();
      int to = Math.min(found.length, from + rowsPerCall);
      double[] part = model.probability(data(edits.subList(from, to)));
      for (double value : part) {
        if (!(value >= 0 && value <= 1)) {
          throw DataException.of(
              "a probability of " + value + " for patient " + id(), "one from 0 to 1");
        }
      }
      System.arraycopy(part, 0, found, from, part.length);
    }
    return found;
  }

  /** One patient for each set of changes. */
  PatientData data(List<Map<Variable, double[]>> edits) {
    List<String> ids = IntStream.range(0, edits.size()).mapToObj(Integer::toString).toList();
    Map<String, Modality> modalities = new LinkedHashMap<>();
    one.modalities()
        .forEach(
            (name, block) ->
                modalities.put(
                    name, new Modality(block.kind(), edited(name, block.values(), ids, edits))));
    return new PatientData(ids, modalities);
  }

  private LabelledMatrix edited(
      String modality,
      LabelledMatrix values,
      List<String> ids,
      List<Map<Variable, double[]>> edits) {
    int own = values.sampleIndex(id());
    if (own < 0) {
      return values.borrow(List.of(), new int[0]);
    }
    boolean isTouched =
        edits.stream()
            .anyMatch(e -> e.keySet().stream().anyMatch(v -> v.modality().equals(modality)));
    if (!isTouched) {
      int[] same = new int[ids.size()];
      Arrays.fill(same, own);
      return values.borrow(ids, same);
    }
    List<double[]> rows = new ArrayList<>();
    for (int f = 0; f < values.featureCount(); f++) {
      double[] row = new double[ids.size()];
      Arrays.fill(row, values.at(f, own));
      rows.add(row);
    }
    for (int e = 0; e < ids.size(); e++) {
      for (Map.Entry<Variable, double[]> edit : edits.get(e).entrySet()) {
        Variable variable = edit.getKey();
        for (int k = 0; k < variable.rows().length && variable.modality().equals(modality); k++) {
          rows.get(variable.rows()[k])[e] = edit.getValue()[k];
        }
      }
    }
    return LabelledMatrix.of(values.featureIds(), ids, rows.toArray(double[][]::new));
  }
}
