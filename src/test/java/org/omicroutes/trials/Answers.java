package org.omicroutes.trials;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How requests were answered, by operation. Several threads may add. */
final class Answers {
  private static final long LONGEST_MICROSECONDS = 120_000_000;
  private static final int DIGITS = 3;
  private static final int OK = 200;
  private static final int SERVER_ERROR = 500;

  private final Map<Operation, OfOne> all = new EnumMap<>(Operation.class);

  Answers() {
    for (Operation operation : Operation.values()) {
      all.put(operation, new OfOne());
    }
  }

  /** Of one operation; times in microseconds. */
  static final class OfOne {
    private final Histogram times = new ConcurrentHistogram(LONGEST_MICROSECONDS, DIGITS);
    private final LongAdder errors = new LongAdder();
    private final LongAdder others = new LongAdder();

    long requests() {
      return times.getTotalCount();
    }

    /** Answers of 500 and above. */
    long errors() {
      return errors.sum();
    }

    /** Other answers than 200, and requests without any. */
    long others() {
      return others.sum();
    }

    double milliseconds(double percentile) {
      return times.getValueAtPercentile(percentile) / 1000.0;
    }
  }

  /**
   * A request has ended.
   *
   * @param status of HTTP; 0 for no answer
   */
  void add(Operation operation, long nanoseconds, int status) {
    OfOne one = all.get(operation);
    one.times.recordValue(Math.min(nanoseconds / 1000, LONGEST_MICROSECONDS));
    if (status >= SERVER_ERROR) {
      one.errors.increment();
    } else if (status != OK) {
      one.others.increment();
    }
  }

  OfOne of(Operation operation) {
    return all.get(operation);
  }

  /** Whether nothing failed and what is limited took less than this, 99 of 100 times. */
  boolean isWithin(double milliseconds) {
    return all.entrySet().stream()
        .allMatch(
            entry ->
                entry.getValue().errors() == 0
                    && entry.getValue().others() == 0
                    && (!entry.getKey().isLimited()
                        || entry.getValue().milliseconds(99) < milliseconds));
  }

  long requests() {
    return all.values().stream().mapToLong(OfOne::requests).sum();
  }
}
