package org.omicroutes.camel;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropGroup;
import org.omicroutes.state.DropState;

/** How attempts at a drop may end, with the reasons in plain language. */
final class AttemptEnds {
  private final Drop drop;
  private final DropGroup group;
  private final DropRetries retries;
  private final Clock clock;

  /**
   * @param group the drop with those that it was joined with
   */
  AttemptEnds(Drop drop, DropGroup group, DropRetries retries, Clock clock) {
    this.drop = drop;
    this.group = group;
    this.retries = retries;
    this.clock = clock;
  }

  /**
   * @param results the folder that they are in
   */
  AttemptEnd done(String results) {
    String of = group.isJoined() ? " of the joined drops " + String.join(", ", names()) : "";
    return new AttemptEnd(DropState.DONE, null, true, "results" + of + " in " + results);
  }

  static AttemptEnd stopped(StopAttempt.Why why) {
    return switch (why) {
      case CANCELED -> new AttemptEnd(DropState.REJECTED, null, true, why.reason());
      default -> new AttemptEnd(DropState.COMPLETE, null, false, why.reason());
    };
  }

  /** What is no fault of the drop: it is tried again, as if it had not been tried. */
  static AttemptEnd hindered(DropFailure failure, Instant again) {
    return new AttemptEnd(DropState.COMPLETE, again, false, failure.reason());
  }

  AttemptEnd failed(DropFailure failure) {
    String reason = atFault(failure.reason()) + failure.reason();
    if (!failure.passing()) {
      return new AttemptEnd(DropState.REJECTED, null, true, reason);
    }
    String of = failure.ofServer() ? "" : " of " + retries.attempts();
    String count = "attempt " + drop.attempts() + of;
    if (drop.attempts() >= retries.attempts() && !failure.ofServer()) {
      return new AttemptEnd(DropState.FAILED, null, true, reason + " (" + count + ")");
    }
    Instant next = clock.instant().plus(retries.after(drop.attempts()));
    return new AttemptEnd(DropState.COMPLETE, next, true, reason + " (" + count + "; tried again)");
  }

  /** Of several drops the one whose file is at fault, where the message names it. */
  private String atFault(String message) {
    if (!group.isJoined()) {
      return "";
    }
    String at =
        group.inOrder().stream()
            .filter(one -> message.contains(DropAttempt.folder(one) + "/"))
            .findFirst()
            .map(one -> ", at fault is " + one.path())
            .orElse("");
    return "of the joined drops " + String.join(", ", names()) + at + ": ";
  }

  private List<String> names() {
    return group.inOrder().stream().map(Drop::path).toList();
  }
}
