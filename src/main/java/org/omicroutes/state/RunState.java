package org.omicroutes.state;

import java.util.EnumSet;
import java.util.Set;

/** States of a run, by the names that GA4GH WES 1.1 gives them. */
public enum RunState {
  QUEUED,
  INITIALIZING,
  RUNNING,
  PAUSED,
  COMPLETE,
  /** The data or the workflow were at fault. */
  EXECUTOR_ERROR,
  /** The machine was at fault, more often than is tried. */
  SYSTEM_ERROR,
  CANCELED,
  CANCELING;

  private static final Set<RunState> ENDED =
      EnumSet.of(COMPLETE, EXECUTOR_ERROR, SYSTEM_ERROR, CANCELED);

  /** Whether nothing more will happen. */
  public boolean hasEnded() {
    return ENDED.contains(this);
  }
}
