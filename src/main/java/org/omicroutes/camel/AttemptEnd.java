package org.omicroutes.camel;

import java.time.Instant;
import org.omicroutes.state.DropState;
import org.omicroutes.state.RunState;

/**
 * How an attempt at a drop ends.
 *
 * @param state of the drop; COMPLETE where it is to be tried again
 * @param again when it may be taken; null for at once, or where it has ended
 * @param counts whether the attempt does
 */
record AttemptEnd(DropState state, Instant again, boolean counts, String reason) {
  RunState ofRun() {
    return switch (state) {
      case DONE -> RunState.COMPLETE;
      case REJECTED -> RunState.EXECUTOR_ERROR;
      default -> RunState.SYSTEM_ERROR;
    };
  }
}
