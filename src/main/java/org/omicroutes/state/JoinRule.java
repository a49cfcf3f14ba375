package org.omicroutes.state;

import java.time.Duration;
import java.util.List;

/**
 * When the drops of a route are joined before they run.
 *
 * @param layers that each patient of a drop must have, in this drop or in others; none: every drop
 *     runs by itself
 * @param waitingTime after which a complete drop runs with what there is; zero or more
 */
public record JoinRule(List<String> layers, Duration waitingTime) {
  /** Every drop runs by itself. */
  public static final JoinRule NONE = new JoinRule(List.of(), Duration.ZERO);

  public JoinRule {
    layers = List.copyOf(layers);
    if (waitingTime.isNegative()) {
      throw new IllegalArgumentException(
          "waitingTime: found " + waitingTime + "; expected no negative duration");
    }
  }

  public boolean joins() {
    return !layers.isEmpty();
  }
}
