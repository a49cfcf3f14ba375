package org.omicroutes.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.models.Modality;
import org.omicroutes.models.PatientData;

/**
 * Scores of patients put together of two: some groups of features are a patient's own, the others
 * another patient's. A feature of a modality that its giver lacks is NaN; a modality that every
 * giver of its features lacks is lacking.
 */
final class Hybrids {
  /** Keeps one call of the score within some 30 MB of values. */
  private static final int VALUES_PER_CALL = 1 << 22;

  private final PatientData others;
  private final PatientData patients;
  private final List<Block> blocks = new ArrayList<>();
  private final int rowsPerCall;

  /**
   * @param own says of each group whether it is the patient's own
   */
  record Hybrid(int patient, int other, IntPredicate own) {}

  /** A modality, and where patients and others are in it, -1 where they lack it. */
  private record Block(
      String name,
      Modality.Kind kind,
      LabelledMatrix ownValues,
      LabelledMatrix otherValues,
      int[] ownColumns,
      int[] otherColumns,
      int[] groupOf,
      int[] groups) {

    boolean present(Hybrid hybrid) {
      boolean own = ownColumns[hybrid.patient] >= 0;
      boolean other = otherColumns[hybrid.other] >= 0;
      if (own == other) {
        return own;
      }
      return Arrays.stream(groups).anyMatch(g -> hybrid.own.test(g) == own);
    }

    double value(int feature, Hybrid hybrid) {
      boolean own = hybrid.own.test(groupOf[feature]);
      int column = own ? ownColumns[hybrid.patient] : otherColumns[hybrid.other];
      return column < 0 ? Double.NaN : (own ? ownValues : otherValues).at(feature, column);
    }
  }

  Hybrids(PatientData patients, PatientData others, FeatureGroups groups) {
    if (others.patients().isEmpty()) {
      throw DataException.of("no background patients", "at least one");
    }
    groups.check(patients);
    groups.check(others);
    this.patients = patients;
    this.others = others;
    int features = 1;
    for (Map.Entry<String, Modality> entry : patients.modalities().entrySet()) {
      Modality own = entry.getValue();
      LabelledMatrix otherValues = others.modalities().get(entry.getKey()).values();
      int[] groupOf = groups.groupsOf(entry.getKey());
      blocks.add(
          new Block(
              entry.getKey(),
              own.kind(),
              own.values(),
              otherValues,
              columns(own.values(), patients),
              columns(otherValues, others),
              groupOf,
              Arrays.stream(groupOf).distinct().toArray()));
      features += groupOf.length;
    }
    this.rowsPerCall = Math.max(1, VALUES_PER_CALL / features);
  }

  private static int[] columns(LabelledMatrix values, PatientData data) {
    return data.patients().stream().mapToInt(values::sampleIndex).toArray();
  }

  int patientCount() {
    return patients.patients().size();
  }

  int otherCount() {
    return others.patients().size();
  }

  /** The patients' own scores, asked of the data as they were given. */
  double[] predictions(Score score) {
    return finite(score, patients);
  }

  /** The mean score of the others, asked of the data as they were given. */
  double baseline(Score score) {
    return Arrays.stream(finite(score, others)).average().orElseThrow();
  }

  /** One score a hybrid, asked in as few calls as memory allows. */
  double[] scores(Score score, List<Hybrid> hybrids) {
    double[] scores = new double[hybrids.size()];
    for (int from = 0; from < scores.length; from += rowsPerCall) {
      int to = Math.min(scores.length, from + rowsPerCall);
      double[] part = finite(score, data(hybrids.subList(from, to)));
      System.arraycopy(part, 0, scores, from, part.length);
    }
    return scores;
  }

  private PatientData data(List<Hybrid> hybrids) {
    List<String> ids = IntStream.range(0, hybrids.size()).mapToObj(Integer::toString).toList();
    Map<String, Modality> modalities = new LinkedHashMap<>();
    for (Block block : blocks) {
      int[] present =
          IntStream.range(0, hybrids.size()).filter(h -> block.present(hybrids.get(h))).toArray();
      List<String> features = block.ownValues.featureIds();
      double[][] values = new double[features.size()][present.length];
      for (int f = 0; f < values.length; f++) {
        for (int h = 0; h < present.length; h++) {
          values[f][h] = block.value(f, hybrids.get(present[h]));
        }
      }
      List<String> samples = Arrays.stream(present).mapToObj(ids::get).toList();
      modalities.put(
          block.name, new Modality(block.kind, LabelledMatrix.of(features, samples, values)));
    }
    return new PatientData(ids, modalities);
  }

  private static double[] finite(Score score, PatientData data) {
    double[] scores = score.of(data);
    if (scores.length != data.patients().size()) {
      throw new IllegalStateException(
          scores.length + " scores of " + data.patients().size() + " patients");
    }
    for (double value : scores) {
      if (!Double.isFinite(value)) {
        throw DataException.of("a score of " + value, "a finite score of every patient");
      }
    }
    return scores;
  }
}
