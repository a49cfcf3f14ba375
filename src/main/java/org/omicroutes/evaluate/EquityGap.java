package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.omicroutes.cohort.DataException;

/**
 * How differently a measure turns out in subgroups of patients: its value in each, and the largest
 * less the smallest of them. The interval is of the bootstrap stratified by group: each group's
 * patients are drawn with replacement, as many as there are, and limits are the percentiles moved
 * by the replicates' bias, cut at 0. A gap is never negative, and chance alone makes it larger than
 * 0: a lower limit above 0 proves nothing, a small upper limit shows that the groups are alike.
 *
 * @param groups measured, in the order of their names
 * @param leftOut too small, or without a value
 * @param gap NaN with fewer than two groups, as are the limits
 * @param standardError of the replicates; NaN where more than half of them have no value
 * @param lower 95 % limit
 * @param upper 95 % limit
 */
public record EquityGap(
    List<Group> groups,
    List<Group> leftOut,
    double gap,
    double standardError,
    double lower,
    double upper) {

  /**
   * A subgroup.
   *
   * @param value of the measure; NaN where it was left out
   */
  public record Group(String name, int patients, int events, double value) {}

  /**
   * The smallest group that is measured.
   *
   * @param patients at least 1
   * @param events at least 0
   */
  public record Limits(int patients, int events) {
    public Limits {
      if (patients < 1 || events < 0) {
        throw new IllegalArgumentException(
            "limits " + patients + " patients and " + events + " events, expected >= 1 and >= 0");
      }
    }
  }

  /**
   * @param groupOf name of each patient's group; null where it is not known: the patient is left
   *     out
   * @param events whether the event was seen
   * @param measure from positions of patients (some more than once) to the measure's value; NaN
   *     where there is none
   * @param resamples 0: no interval
   * @throws DataException where the numbers of patients differ
   */
  public static EquityGap of(
      List<String> groupOf,
      boolean[] events,
      ToDoubleFunction<int[]> measure,
      Limits limits,
      int resamples,
      long seed) {
    if (groupOf.size() != events.length) {
      throw DataException.of(
          groupOf.size() + " groups of " + events.length + " patients", "one of each patient");
    }
    Map<String, List<Integer>> byName = new TreeMap<>();
    for (int i = 0; i < events.length; i++) {
      if (groupOf.get(i) != null) {
        byName.computeIfAbsent(groupOf.get(i), k -> new ArrayList<>()).add(i);
      }
    }
    List<Group> groups = new ArrayList<>();
    List<Group> leftOut = new ArrayList<>();
    List<int[]> members = new ArrayList<>();
    byName.forEach(
        (name, list) -> {
          int[] own = list.stream().mapToInt(Integer::intValue).toArray();
          int seen = (int) Arrays.stream(own).filter(i -> events[i]).count();
          boolean enough = own.length >= limits.patients && seen >= limits.events;
          double value = enough ? measure.applyAsDouble(own) : Double.NaN;
          Group group = new Group(name, own.length, seen, value);
          if (Double.isNaN(value)) {
            leftOut.add(group);
          } else {
            groups.add(group);
            members.add(own);
          }
        });
    double gap = range(groups.stream().mapToDouble(Group::value).toArray());
    double[] spread = spread(gap, replicates(members, measure, resamples, seed));
    return new EquityGap(
        List.copyOf(groups), List.copyOf(leftOut), gap, spread[0], spread[1], spread[2]);
  }

  private static double range(double[] values) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double v : values) {
      least = Math.min(least, v);
      most = Math.max(most, v);
    }
    return values.length < 2 ? Double.NaN : most - least;
  }

  private static double[] replicates(
      List<int[]> members, ToDoubleFunction<int[]> measure, int resamples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] gaps = new double[resamples];
    for (int r = 0; r < resamples; r++) {
      double[] values = new double[members.size()];
      for (int g = 0; g < values.length; g++) {
        int[] own = members.get(g);
        int[] drawn = new int[own.length];
        Arrays.setAll(drawn, i -> own[random.nextInt(own.length)]);
        values[g] = measure.applyAsDouble(drawn);
      }
      gaps[r] = range(values);
    }
    return gaps;
  }

  private static double[] spread(double gap, double[] replicates) {
    double[] known = Arrays.stream(replicates).filter(Double::isFinite).sorted().toArray();
    if (Double.isNaN(gap) || known.length < 2 || 2 * known.length < replicates.length) {
      return new double[] {Double.NaN, Double.NaN, Double.NaN};
    }
    double mean = Arrays.stream(known).average().orElseThrow();
    double squares = Arrays.stream(known).map(v -> (v - mean) * (v - mean)).sum();
    return new double[] {
      Math.sqrt(squares / (known.length - 1)),
      Math.max(0, quantile(known, 0.025) - mean + gap),
      Math.max(0, quantile(known, 0.975) - mean + gap)
    };
  }

  /** Straight lines between order statistics (R's type 7). */
  private static double quantile(double[] sorted, double p) {
    double at = p * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
