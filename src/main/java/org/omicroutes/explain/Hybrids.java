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
import org.omicroutes.cohort.StopSignal;
import org.omicroutes.models.Modality;
import org.omicroutes.models.PatientData;

/**
 * Scores of patients put together of two: some groups of features are a patient's own, the others
 * another patient's. A feature of a modality that its giver lacks is NaN; a modality that every
 * giver of its features lacks is lacking.
 *
 * <p>A modality of one giver is borrowed and not copied, and keeps its giver as origin ({@link
 * LabelledMatrix#origin}); of a mixed one, the giver of most of its features is (of equals, the
 * patient).
 */
final class Hybrids {
  /** Keeps one call of the score within some 30 MB of copied values. */
  private static final int VALUES_PER_CALL = 1 << 22;

  private static final int ROWS_PER_CALL = 1 << 11;

  private final PatientData others;
  private final PatientData patients;
  private final List<Block> blocks = new ArrayList<>();
  private final int rowsPerCall;

  /**
   * @param own says of each group whether it is the patient's own
   */
  record Hybrid(int patient, int other, IntPredicate own) {}

  /**
   * A modality.
   *
   * @param values the columns of patients, then those of others
   * @param ownColumns where patients are in them, -1 where they lack it
   * @param otherColumns where others are in them, -1 where they lack it
   * @param groupOf each feature
   * @param groups those of its features
   */
  private record Block(
      String name,
      Modality.Kind kind,
      LabelledMatrix values,
      int[] ownColumns,
      int[] otherColumns,
      int[] groupOf,
      int[] groups) {
    static final int LACKING = -1;
    static final int MIXED = -2;

    static Block of(String name, Modality own, Modality other, Hybrids all, int[] groupOf) {
      LabelledMatrix left = own.values();
      LabelledMatrix right = other.values();
      int[] ownColumns = columns(left, all.patients);
      int[] otherColumns = columns(right, all.others);
      int[] from = Arrays.stream(ownColumns).filter(c -> c >= 0).toArray();
      int[] rightFrom = Arrays.stream(otherColumns).filter(c -> c >= 0).toArray();
      double[][] rows = new double[groupOf.length][from.length + rightFrom.length];
      for (int f = 0; f < rows.length; f++) {
        for (int c = 0; c < rows[f].length; c++) {
          rows[f][c] =
              c < from.length ? left.at(f, from[c]) : right.at(f, rightFrom[c - from.length]);
        }
      }
      List<String> origins = new ArrayList<>();
      Arrays.stream(from).forEach(c -> origins.add(left.origin(c)));
      Arrays.stream(rightFrom).forEach(c -> origins.add(right.origin(c)));
      return new Block(
          name,
          own.kind(),
          LabelledMatrix.of(left.featureIds(), numbers(origins.size()), rows).withOrigins(origins),
          ranks(ownColumns, 0),
          ranks(otherColumns, from.length),
          groupOf,
          Arrays.stream(groupOf).distinct().toArray());
    }

    private static int[] columns(LabelledMatrix values, PatientData data) {
      return data.patients().stream().mapToInt(values::sampleIndex).toArray();
    }

    /** Columns numbered as they come, from a first number; those below 0 are not counted. */
    private static int[] ranks(int[] columns, int first) {
      int next = first;
      int[] ranks = new int[columns.length];
      for (int i = 0; i < ranks.length; i++) {
        ranks[i] = columns[i] < 0 ? LACKING : next++;
      }
      return ranks;
    }

    /** The hybrid's column where one patient gives all, else MIXED; LACKING without a giver. */
    int column(Hybrid hybrid) {
      int own = ownColumns[hybrid.patient];
      int other = otherColumns[hybrid.other];
      boolean anyOwn = false;
      boolean anyOther = false;
      for (int group : groups) {
        boolean isOwn = hybrid.own.test(group);
        anyOwn |= isOwn;
        anyOther |= !isOwn;
      }
      if (anyOwn && anyOther) {
        return own < 0 && other < 0 ? LACKING : MIXED;
      }
      return anyOwn ? own : anyOther ? other : own;
    }

    /** The modality of some hybrids. */
    LabelledMatrix of(List<Hybrid> hybrids) {
      int[] columns = hybrids.stream().mapToInt(this::column).toArray();
      int[] present = IntStream.range(0, columns.length).filter(h -> columns[h] != -1).toArray();
      int[] mixed = Arrays.stream(present).filter(h -> columns[h] == MIXED).toArray();
      for (int m = 0; m < mixed.length; m++) {
        columns[mixed[m]] = values.sampleCount() + m;
      }
      LabelledMatrix from =
          mixed.length == 0
              ? values
              : with(Arrays.stream(mixed).mapToObj(hybrids::get).toArray(Hybrid[]::new));
      return from.borrow(
          Arrays.stream(present).mapToObj(Integer::toString).toList(),
          Arrays.stream(present).map(h -> columns[h]).toArray());
    }

    /** The values and, in further columns, those of mixed hybrids. */
    private LabelledMatrix with(Hybrid[] mixed) {
      int whole = values.sampleCount();
      double[][] rows = new double[groupOf.length][whole + mixed.length];
      int[] given = new int[mixed.length];
      for (int f = 0; f < rows.length; f++) {
        for (int c = 0; c < whole; c++) {
          rows[f][c] = values.at(f, c);
        }
        for (int m = 0; m < mixed.length; m++) {
          boolean own = mixed[m].own.test(groupOf[f]);
          int column = own ? ownColumns[mixed[m].patient] : otherColumns[mixed[m].other];
          rows[f][whole + m] = column < 0 ? Double.NaN : values.at(f, column);
          given[m] += own ? 1 : 0;
        }
      }
      List<String> origins = new ArrayList<>();
      IntStream.range(0, whole).forEach(c -> origins.add(values.origin(c)));
      for (int m = 0; m < mixed.length; m++) {
        boolean own = 2 * given[m] >= groupOf.length;
        int column = own ? ownColumns[mixed[m].patient] : otherColumns[mixed[m].other];
        origins.add(column < 0 ? "" : values.origin(column));
      }
      return LabelledMatrix.of(values.featureIds(), numbers(origins.size()), rows)
          .withOrigins(origins);
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
    int copied = 0;
    for (Map.Entry<String, Modality> entry : patients.modalities().entrySet()) {
      Modality other = others.modalities().get(entry.getKey());
      int[] groupOf = groups.groupsOf(entry.getKey());
      Block block = Block.of(entry.getKey(), entry.getValue(), other, this, groupOf);
      blocks.add(block);
      copied += block.groups.length > 1 ? groupOf.length : 0;
    }
    this.rowsPerCall =
        copied == 0
            ? ROWS_PER_CALL
            : Math.max(1, Math.min(ROWS_PER_CALL, VALUES_PER_CALL / copied));
  }

  private static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  int patientCount() {
    return patients.patients().size();
  }

  int otherCount() {
    return others.patients().size();
  }

  /** How many hybrids are scored in one call. */
  int rowsPerCall() {
    return rowsPerCall;
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
    Map<String, Modality> modalities = new LinkedHashMap<>();
    for (Block block : blocks) {
      modalities.put(block.name, new Modality(block.kind, block.of(hybrids)));
    }
    return new PatientData(numbers(hybrids.size()), modalities);
  }

  private static double[] finite(Score score, PatientData data) {
    StopSignal.check();
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
