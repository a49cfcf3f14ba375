package org.omicroutes.camel;

import org.omicroutes.step.Execution;
import org.omicroutes.step.RunListener;

/**
 * Leaves a run where that is asked for, between steps and inside them. Who parks lets the steps
 * that run come to their end.
 */
final class AttemptStops implements RunListener {
  private volatile boolean parking;
  private volatile boolean impatient;
  private volatile StopAttempt.Why why;

  /** The running step is the last one. */
  void park() {
    parking = true;
  }

  /** The running step is left as soon as it notices. */
  void parkNow() {
    parking = true;
    impatient = true;
    if (why == null) {
      why = StopAttempt.Why.PARKED;
    }
  }

  boolean isParking() {
    return parking;
  }

  /** Why the run is left; null where it is not. */
  StopAttempt.Why why() {
    return why;
  }

  /** What is thrown to leave the run. */
  StopAttempt stop(StopAttempt.Why because) {
    why = because;
    return new StopAttempt(because);
  }

  @Override
  public void started(Execution execution) {
    if (parking && why == null) {
      why = StopAttempt.Why.PARKED;
    }
    if (why != null) {
      throw new StopAttempt(why);
    }
  }

  @Override
  public boolean isStopping() {
    return why != null && (why != StopAttempt.Why.PARKED || impatient);
  }
}
