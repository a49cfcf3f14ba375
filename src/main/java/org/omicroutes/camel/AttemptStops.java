package org.omicroutes.camel;

import java.time.Duration;
import java.util.function.Supplier;
import org.omicroutes.step.Execution;
import org.omicroutes.step.RunListener;

/** Leaves a run where that is asked for, between steps and whenever a step says something. */
final class AttemptStops implements RunListener {
  private static final long NANOSECONDS_BETWEEN_QUESTIONS = Duration.ofSeconds(2).toNanos();

  private final Supplier<StopAttempt.Why> question;
  private volatile boolean parking;
  private volatile boolean impatient;
  private volatile StopAttempt.Why why;
  private long asked = System.nanoTime();

  /**
   * @param question why the run is to be left by what the state says; null where it is not, or
   *     where the state does not answer
   */
  AttemptStops(Supplier<StopAttempt.Why> question) {
    this.question = question;
  }

  /** The running step is the last one. */
  void park() {
    parking = true;
  }

  /** The running step is left as soon as it says something. */
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
    check();
  }

  @Override
  public void progress(Execution execution, double fraction, String message) {
    checkInside();
  }

  @Override
  public void note(Execution execution, String message) {
    checkInside();
  }

  /** Who parks lets the steps that run come to their end. */
  private void checkInside() {
    if (why != StopAttempt.Why.PARKED || impatient) {
      check();
    }
  }

  private void check() {
    if (why == null && isTime()) {
      StopAttempt.Why found = question.get();
      // It may have been told to park meanwhile.
      if (found != null) {
        why = found;
      }
    }
    if (why != null) {
      throw new StopAttempt(why);
    }
  }

  private synchronized boolean isTime() {
    long now = System.nanoTime();
    if (now - asked < NANOSECONDS_BETWEEN_QUESTIONS) {
      return false;
    }
    asked = now;
    return true;
  }
}
