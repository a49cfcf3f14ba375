package org.omicroutes.camel;

import java.time.Duration;

/**
 * How often a drop is tried whose trouble may pass, and how long it waits in between.
 *
 * @param attempts at least 1
 * @param backOff before the second attempt; zero or more
 * @param multiplier of the wait from one attempt to the next; at least 1
 * @param most the longest wait
 */
record DropRetries(int attempts, Duration backOff, double multiplier, Duration most) {
  DropRetries {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts: found " + attempts + "; expected 1 or more");
    }
    if (backOff.isNegative() || most.isNegative()) {
      throw new IllegalArgumentException("backOff, maxBackOff: expected no negative duration");
    }
    if (!(multiplier >= 1)) {
      throw new IllegalArgumentException(
          "backOffMultiplier: found " + multiplier + "; expected 1 or more");
    }
  }

  /** The wait after an attempt, numbered from 1. */
  Duration after(int attempt) {
    double wait = backOff.toMillis() * Math.pow(multiplier, Math.max(0, attempt - 1));
    return Duration.ofMillis((long) Math.min(wait, most.toMillis()));
  }
}
