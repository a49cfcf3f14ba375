package org.omicroutes.step;

/** Hears of everything that happens in a run. Called from the threads that run the steps. */
public interface RunListener {

  /** A workflow begins; the first that is heard of a run. */
  default void runStarted(String workflow) {}

  /**
   * A workflow has ended; the last that is heard of a run, on the thread on which it began.
   *
   * @param failure null where all went well
   */
  default void runEnded(Throwable failure) {}

  /** A step is about to run (never called for one whose result is reused). */
  default void started(Execution execution) {}

  /** How far a running step has come, 0 to 1. */
  default void progress(Execution execution, double fraction, String message) {}

  /** A step has something to say. */
  default void note(Execution execution, String message) {}

  /** A step's outputs are in place, newly made or reused. */
  default void finished(Execution execution) {}

  /** A step failed; its outputs were discarded. */
  default void failed(Execution execution, Exception cause) {}

  /**
   * Whether the run is to end. Asked before every step and many times a second while one runs, by
   * any of its threads, so that it has to answer at once; the step then ends with a {@link
   * java.util.concurrent.CancellationException}.
   */
  default boolean isStopping() {
    return false;
  }
}
