package org.omicroutes.step;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.omicroutes.cohort.StopSignal;

/**
 * Runs steps. Every execution has a key, the SHA-256 of the step's version, its parameters, the
 * hashes of everything it reads and which outputs were asked for; with a {@link RunDirectory} a
 * result with the same key is taken instead of running again. Outputs appear whole or not at all.
 * Safe for use from several threads.
 */
public final class StepRunner {
  private final RunDirectory memory;
  private final List<RunListener> listeners;
  private final Map<String, Object> running = new ConcurrentHashMap<>();
  private final Planning planning;
  private final StoredResults stored;
  private final StepWork work;
  private int atWork;
  private volatile boolean isEnding;

  private StepRunner(RunDirectory memory, List<RunListener> listeners, History history) {
    this.memory = memory;
    this.listeners = List.copyOf(listeners);
    Path root = memory == null ? null : memory.root();
    Hashes hashes = new Hashes();
    FileRefs refs = new FileRefs(root, hashes);
    OutputPlaces places = new OutputPlaces(root);
    planning = new Planning(refs, history);
    stored = new StoredResults(memory, hashes, refs, places);
    work = new StepWork(memory, refs, places, this.listeners, this::requireGoingOn);
  }

  /** A runner that remembers nothing: every step runs. */
  public static StepRunner withoutMemory(RunListener... listeners) {
    return new StepRunner(null, List.of(listeners), new History(List.of()));
  }

  /** A runner that reuses and records results in a run's folder. */
  public static StepRunner in(RunDirectory memory, List<RunListener> listeners) throws IOException {
    return new StepRunner(
        memory, listeners, new History(RunDirectory.history(memory.root(), null)));
  }

  /**
   * Runs a step or takes its stored result; afterwards the outputs are in place.
   *
   * @throws org.omicroutes.cohort.DataException for bad input data
   * @throws CancellationException where a listener says that the run is stopping, the thread was
   *     interrupted, or {@link #end} was called
   * @throws Exception what the step threw, or an I/O error of reading, storing or placing files
   */
  public <P extends Record> Execution run(Invocation<P> invocation) throws Exception {
    enter();
    try {
      return StopSignal.during(this::isStopping, () -> runOrReuse(invocation));
    } finally {
      leave();
    }
  }

  private <P extends Record> Execution runOrReuse(Invocation<P> invocation) throws Exception {
    Execution planned = planning.plan(invocation);
    synchronized (running.computeIfAbsent(planned.key(), key -> new Object())) {
      requireGoingOn();
      Optional<Execution> before = stored.find(planned);
      Execution done =
          before.isPresent()
              ? stored.reuse(invocation, planned, before.get())
              : work.make(invocation, planned);
      if (memory != null) {
        memory.remember(done);
      }
      listeners.forEach(listener -> listener.finished(done));
      return done;
    }
  }

  private synchronized void enter() {
    requireGoingOn();
    atWork++;
  }

  private synchronized void leave() {
    atWork--;
    notifyAll();
  }

  private void requireGoingOn() {
    if (Thread.currentThread().isInterrupted() || isStopping()) {
      throw new CancellationException("the run was told to stop");
    }
  }

  private boolean isStopping() {
    return isEnding || listeners.stream().anyMatch(RunListener::isStopping);
  }

  /**
   * No step begins any more. Waits for those at work in other threads, which end at their next
   * {@link StopSignal#check}: a run whose one branch failed does not write on behind its caller's
   * back.
   */
  public synchronized void end() {
    isEnding = true;
    boolean isInterrupted = false;
    while (atWork > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
