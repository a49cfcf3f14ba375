package org.omicroutes.api;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.omicroutes.camel.WorkflowEngine;
import org.omicroutes.ops.RunTelemetry;
import org.omicroutes.state.Run;
import org.omicroutes.state.RunState;
import org.omicroutes.state.RunStore;

/**
 * Works on the runs that wait: takes them one after the other, a few at a time, and brings each to
 * its end. Starts and stops with the server, never by itself.
 */
@ApplicationScoped
public class RunWorker {
  private static final long POLL_SECONDS = 1;
  private static final long WITHOUT_DATABASE_SECONDS = 5;

  /** So long an end is tried to be written; then the run is given back and goes on elsewhere. */
  private static final Duration INSISTENCE = Duration.ofMinutes(10);

  @Inject RunStore runs;
  @Inject ThisInstance instance;
  @Inject FileAccess files;
  @Inject RunTelemetry telemetry;
  @Inject Engines engines;

  @ConfigProperty(name = "omicroutes.runs.parallel", defaultValue = "1")
  int parallel;

  @ConfigProperty(name = "omicroutes.runs.attempts", defaultValue = "3")
  int attempts;

  @ConfigProperty(name = "omicroutes.runs.back-off", defaultValue = "30s")
  Duration backOff;

  @ConfigProperty(name = "omicroutes.runs.stop-patience", defaultValue = "30s")
  Duration patience;

  private final Map<String, RunWork> atWork = new ConcurrentHashMap<>();
  private final Semaphore news = new Semaphore(0);
  private final List<Thread> workers = new ArrayList<>();
  private ScheduledExecutorService watch;
  private volatile WorkflowEngine engine;
  private volatile boolean isStopping;

  /** Begins to work; this instance must have entered. */
  public synchronized void start(WorkflowEngine withEngine) {
    engine = withEngine;
    isStopping = false;
    watch = Executors.newSingleThreadScheduledExecutor(run -> daemon(run, "run-watch"));
    watch.scheduleWithFixedDelay(this::look, POLL_SECONDS, POLL_SECONDS, TimeUnit.SECONDS);
    for (int i = 1; i <= parallel; i++) {
      Thread worker = daemon(this::takeRuns, "run-worker-" + i);
      workers.add(worker);
      worker.start();
    }
  }

  private static Thread daemon(Runnable run, String name) {
    Thread thread = new Thread(run, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Takes no more runs and parks those at work: a step that shows progress ends at once, others are
   * waited for a while. What is finished of them is reused by the next attempt.
   */
  public synchronized void stop() throws InterruptedException {
    isStopping = true;
    news.release(workers.size());
    atWork.values().forEach(work -> work.tasks().stop(RunTasks.Stop.PARKED));
    long until = System.nanoTime() + patience.toNanos();
    for (Thread worker : workers) {
      worker.join(Math.max(1, (until - System.nanoTime()) / 1_000_000));
    }
    workers.clear();
    if (watch != null) {
      watch.shutdownNow();
    }
  }

  /** What runs workflows; empty before the start. */
  Optional<WorkflowEngine> engine() {
    return Optional.ofNullable(engine);
  }

  /** There may be a run to take. */
  void wake() {
    news.release();
  }

  /** A run was told to stop; where this instance works on it, it need not wait to be noticed. */
  void cancelled(String runId) {
    RunWork work = atWork.get(runId);
    if (work != null) {
      cancel(work);
    }
  }

  /** Work that is at a step ends by itself; what waits for its next attempt is ended here. */
  private void cancel(RunWork work) {
    work.tasks().stop(RunTasks.Stop.CANCELLED);
    if (work.isWaiting() && atWork.remove(work.run().id(), work)) {
      end(work, RunState.CANCELED, "cancelled");
    }
  }

  /** Whether runs that are worked on here were cancelled, or given to somebody else. */
  private void look() {
    try {
      for (RunWork work : atWork.values()) {
        Optional<Run> now = runs.get(work.run().id());
        if (now.isEmpty() || !work.instance().equals(now.get().claimedBy())) {
          work.tasks().stop(RunTasks.Stop.LOST);
        } else if (now.get().cancelling()) {
          cancel(work);
        }
      }
    } catch (RuntimeException e) {
      Log.debugf("the runs cannot be looked at: %s", e.getMessage());
    }
  }

  private void takeRuns() {
    while (!isStopping) {
      try {
        Optional<Run> run = runs.claim(instance.id());
        if (run.isPresent()) {
          String id = run.get().id();
          work(
              new RunWork(
                  run.get(), instance.id(), runs, files, engines, telemetry.listener(id, "")));
        } else {
          pause(POLL_SECONDS);
        }
      } catch (RuntimeException e) {
        Log.warnf("no runs can be taken: %s", e.getMessage());
        pause(WITHOUT_DATABASE_SECONDS);
      }
    }
  }

  private void pause(long seconds) {
    try {
      news.tryAcquire(seconds, TimeUnit.SECONDS);
      news.drainPermits();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      isStopping = true;
    }
  }

  private void work(RunWork work) {
    Run run = work.run();
    atWork.put(run.id(), work);
    // How a request called its workflow is its own.
    String what = EngineWork.isEngine(run) ? run.type() : run.workflow();
    Log.infof("run %s begins: %s, attempt %d", run.id(), what, run.attempts());
    boolean isWaiting = false;
    try {
      RunFailure failure =
          run.attempts() > attempts
              ? new RunFailure(
                  RunState.SYSTEM_ERROR,
                  "the server ended " + attempts + " times while it was at work on this",
                  false)
              : work.attempt(engine);
      isWaiting = settle(work, failure);
    } finally {
      if (!isWaiting) {
        atWork.remove(run.id());
      }
    }
  }

  /**
   * Writes down how an attempt went.
   *
   * @return whether the run still waits for its next attempt
   */
  private boolean settle(RunWork work, RunFailure failure) {
    RunTasks.Stop stop = work.tasks().stopped();
    if (failure != null) {
      if (failure.mayPass() && work.run().attempts() < attempts && stop == null) {
        again(work, failure.message());
        return true;
      }
      end(work, failure.state(), failure.message());
    } else if (stop == null) {
      end(work, RunState.COMPLETE, "");
    } else if (stop == RunTasks.Stop.CANCELLED) {
      end(work, RunState.CANCELED, "cancelled");
    } else if (stop == RunTasks.Stop.PARKED) {
      insist(() -> runs.park(work.run().id(), work.instance(), "parked: the server was stopped"));
    }
    return false;
  }

  private void end(RunWork work, RunState state, String error) {
    Run run = work.run();
    boolean ended = insist(() -> runs.end(run.id(), work.instance(), state, error));
    Log.infof("run %s ended: %s", run.id(), ended ? state : "another instance has it");
  }

  /** The run stays this instance's while it waits, so that nobody takes it before its time. */
  private void again(RunWork work, String reason) {
    Run run = work.run();
    work.await();
    Duration wait = backOff.multipliedBy(1L << (run.attempts() - 1));
    Log.warnf("run %s failed, tries again in %s", run.id(), wait);
    watch.schedule(
        () -> {
          if (atWork.remove(run.id(), work)
              && !insist(() -> runs.again(run.id(), work.instance(), reason))) {
            end(work, RunState.CANCELED, "cancelled");
          }
          wake();
        },
        wait.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** A change that outlives a database that is gone for a while. */
  private static boolean insist(BooleanSupplier change) {
    long until = System.nanoTime() + INSISTENCE.toNanos();
    while (true) {
      try {
        return change.getAsBoolean();
      } catch (RuntimeException e) {
        Log.warnf("the state cannot be written: %s", e.getMessage());
        if (System.nanoTime() > until) {
          return false;
        }
        try {
          TimeUnit.SECONDS.sleep(WITHOUT_DATABASE_SECONDS);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
    }
  }
}
