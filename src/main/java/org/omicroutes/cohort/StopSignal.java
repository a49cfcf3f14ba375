package org.omicroutes.cohort;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Whether the work that a thread is at is still wanted. Whoever has long work done wraps it in
 * {@link #during}; the loops inside call {@link #check}, which ends the work with a {@link
 * CancellationException}. Work that is handed to other threads takes the signal along: {@link
 * #current} where it is handed out, {@link #get} or {@link #run} where it is done.
 *
 * <p>A check costs some tens of nanoseconds: it belongs into loops whose rounds take a microsecond
 * or more, and at least one into all that takes a second.
 */
public final class StopSignal {
  private static final long BETWEEN_QUESTIONS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final StopSignal NEVER = new StopSignal(() -> false, null);
  private static final ThreadLocal<StopSignal> CURRENT = ThreadLocal.withInitial(() -> NEVER);

  private final BooleanSupplier isAsked;
  private final Thread owner;
  private volatile long lastQuestion = System.nanoTime() - BETWEEN_QUESTIONS;
  private volatile boolean isStopped;

  /**
   * @param owner whose interruption stops the work, too; null for none
   */
  private StopSignal(BooleanSupplier isAsked, Thread owner) {
    this.isAsked = isAsked;
    this.owner = owner;
  }

  /**
   * Does work that stops where it is told to, or where this thread is interrupted. Once stopped it
   * stays so: every later check ends it, too.
   *
   * @param isAsked whether the work is to stop; called by any of its threads
   */
  public static <T> T during(BooleanSupplier isAsked, Callable<T> work) throws Exception {
    StopSignal outer = CURRENT.get();
    CURRENT.set(new StopSignal(isAsked, Thread.currentThread()));
    try {
      return work.call();
    } finally {
      CURRENT.set(outer);
    }
  }

  /** Of the work that this thread is at. */
  public static StopSignal current() {
    return CURRENT.get();
  }

  /**
   * @throws CancellationException where the work that this thread is at is to stop
   */
  public static void check() {
    CURRENT.get().require();
  }

  /** Does a part of the work on this thread, whichever it is. */
  public <T> T get(Supplier<T> part) {
    StopSignal outer = CURRENT.get();
    CURRENT.set(this);
    try {
      require();
      return part.get();
    } finally {
      CURRENT.set(outer);
    }
  }

  /** As {@link #get}, for a part without a result. */
  public void run(Runnable part) {
    get(
        () -> {
          part.run();
          return null;
        });
  }

  private void require() {
    if (this == NEVER) {
      return;
    }
    long now = System.nanoTime();
    if (!isStopped && now - lastQuestion >= BETWEEN_QUESTIONS) {
      lastQuestion = now;
      if (owner.isInterrupted() || isAsked.getAsBoolean()) {
        isStopped = true;
      }
    }
    if (isStopped) {
      throw new CancellationException("the run was told to stop");
    }
  }
}
