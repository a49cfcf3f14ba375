package org.omicroutes.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.omicroutes.cohort.SurvivalData;

/**
 * Follow-up in pieces with about as many events each. Whoever enters a piece is at risk from its
 * start, so that within one no entry times are needed.
 *
 * @param ends of the pieces in days, but for the last one, which has no end
 */
record TimePieces(double[] ends) {

  /** One for each {@code events} events, at most {@code most}, at least one. */
  static TimePieces of(SurvivalData survival, int events, int most) {
    double[] seen =
        IntStream.range(0, survival.size())
            .filter(survival::event)
            .mapToDouble(survival::time)
            .sorted()
            .toArray();
    int pieces = Math.max(1, Math.min(most, seen.length / events));
    double[] ends = new double[pieces - 1];
    Arrays.setAll(ends, k -> seen[(k + 1) * seen.length / pieces - 1]);
    return new TimePieces(Arrays.stream(ends).distinct().toArray());
  }

  int count() {
    return ends.length + 1;
  }

  /** Rows of those still at risk when a piece starts. */
  int[] atRisk(SurvivalData survival, int piece) {
    double start = piece == 0 ? 0 : ends[piece - 1];
    return IntStream.range(0, survival.size()).filter(i -> survival.time(i) > start).toArray();
  }

  /** What happens to some rows until a piece ends. */
  SurvivalData until(SurvivalData survival, int[] rows, int piece) {
    double end = piece == ends.length ? Double.POSITIVE_INFINITY : ends[piece];
    List<String> ids = new ArrayList<>();
    double[] times = new double[rows.length];
    boolean[] events = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      ids.add(survival.sampleIds().get(rows[i]));
      times[i] = Math.min(end, survival.time(rows[i]));
      events[i] = survival.event(rows[i]) && survival.time(rows[i]) <= end;
    }
    return new SurvivalData(ids, times, events);
  }
}
