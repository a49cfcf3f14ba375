package org.omicroutes.camel;

import java.util.concurrent.CancellationException;

/** A run is left at this place; thrown through the step that runs, or instead of the next one. */
final class StopAttempt extends CancellationException {
  private static final long serialVersionUID = 1L;

  /** Why a run is left before its end. */
  enum Why {
    /** The server or the route stops; the drop is given back. */
    PARKED("parked: the server was stopped"),
    /** A person told the run to stop. */
    CANCELED("its run was canceled"),
    /** Others took this instance for dead; the drop is theirs. */
    LOST("another instance has taken the drop");

    private final String reason;

    Why(String reason) {
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  StopAttempt(Why why) {
    super(why.reason());
  }
}
