package org.omicroutes.state;

import java.util.EnumSet;
import java.util.Set;

/** Where a drop stands. The usual way is SEQUENCING, COPYING, COMPLETE, CLAIMED, RUNNING, DONE. */
public enum DropState {
  /** The instrument is at work: the profile's markers of its end are not there yet. */
  SEQUENCING,
  /** Files still change, or the markers of a finished copy are not there yet. */
  COPYING,
  /** All is there; nobody works on it yet, or it waits for its next attempt. */
  COMPLETE,
  /** All of this drop is there, other layers of its patients are not; until a time. */
  WAITING,
  /** An instance has taken it. */
  CLAIMED,
  /** Its workflow runs. */
  RUNNING,
  /** Its results are there. */
  DONE,
  /** Another drop of the same contents has been taken. */
  DUPLICATE,
  /** Its data cannot be used; a person has to mend them. */
  REJECTED,
  /** What went wrong may pass, but the attempts are used up. */
  FAILED,
  /** The folder changed; a later drop of the same folder stands for it. */
  REPLACED;

  private static final Set<DropState> ENDED =
      EnumSet.of(DONE, DUPLICATE, REJECTED, FAILED, REPLACED);

  /** Whether nothing more will happen by itself. */
  public boolean hasEnded() {
    return ENDED.contains(this);
  }

  /** Whether an instance holds it. */
  public boolean isHeld() {
    return this == CLAIMED || this == RUNNING;
  }
}
