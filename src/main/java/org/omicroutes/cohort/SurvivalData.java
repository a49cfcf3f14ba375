package org.omicroutes.cohort;

import java.util.List;

/**
 * Right-censored survival of a set of samples: time in days (&gt; 0) and whether the event was seen
 * at that time (false: censored). Immutable; no missing values, patients without an outcome are set
 * aside before.
 */
public final class SurvivalData {
  private final Labels samples;
  private final double[] times;
  private final boolean[] events;

  /**
   * Takes over the arrays.
   *
   * @param times days, each finite and &gt; 0
   * @throws DataException where a time is not a positive number or a sample is there twice
   */
  public SurvivalData(List<String> sampleIds, double[] times, boolean[] events) {
    if (times.length != sampleIds.size() || events.length != sampleIds.size()) {
      throw new IllegalArgumentException(
          sampleIds.size() + " samples, " + times.length + " times, " + events.length + " events");
    }
    for (int i = 0; i < times.length; i++) {
      if (!(times[i] > 0) || Double.isInfinite(times[i])) {
        throw DataException.of(
            "survival time " + times[i] + " of sample " + sampleIds.get(i), "days > 0");
      }
    }
    this.samples = new Labels(sampleIds, "sample");
    this.times = times;
    this.events = events;
  }

  public List<String> sampleIds() {
    return samples.names();
  }

  public int size() {
    return times.length;
  }

  public int indexOf(String sampleId) {
    return samples.find(sampleId);
  }

  public double time(int i) {
    return times[i];
  }

  public boolean event(int i) {
    return events[i];
  }

  /** A copy of the times in days. */
  public double[] times() {
    return times.clone();
  }

  /** A copy of the event flags. */
  public boolean[] events() {
    return events.clone();
  }

  public int eventCount() {
    int count = 0;
    for (boolean event : events) {
      count += event ? 1 : 0;
    }
    return count;
  }

  /** The named samples in the given order; an unknown one is a programming error. */
  public SurvivalData select(List<String> sampleIds) {
    int[] from = samples.positions(sampleIds);
    double[] time = new double[from.length];
    boolean[] event = new boolean[from.length];
    for (int i = 0; i < from.length; i++) {
      time[i] = times[from[i]];
      event[i] = events[from[i]];
    }
    return new SurvivalData(sampleIds, time, event);
  }

  /** Those of {@code wanted} that have an outcome, in the order of {@code wanted}. */
  public List<String> knownSamples(List<String> wanted) {
    return wanted.stream().filter(samples::contains).toList();
  }
}
