package org.omicroutes.api;

import io.quarkus.logging.Log;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.omicroutes.cohort.DataException;
import org.omicroutes.engines.EngineTask;
import org.omicroutes.state.RunState;
import org.omicroutes.state.RunStore;
import org.omicroutes.state.Task;
import org.omicroutes.step.Execution;
import org.omicroutes.step.RunListener;

/**
 * Writes the steps of a run down as its tasks, and tells the run to stop. A task that cannot be
 * written is left out: the database being gone for a while must not cost the run.
 */
final class RunTasks implements RunListener {
  /** Why a run is to stop. */
  enum Stop {
    /** Somebody cancelled it. */
    CANCELLED,
    /** The server stops; another attempt goes on with what is there. */
    PARKED,
    /** Another instance has it. */
    LOST
  }

  private final RunStore runs;
  private final String runId;
  private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
  private final AtomicReference<Stop> stop = new AtomicReference<>();

  RunTasks(RunStore runs, String runId) {
    this.runs = runs;
    this.runId = runId;
  }

  /** Tells the run to stop; the first reason stays. */
  void stop(Stop reason) {
    stop.compareAndSet(null, reason);
  }

  /**
   * @return null where it is to go on
   */
  Stop stopped() {
    return stop.get();
  }

  @Override
  public boolean isStopping() {
    return stop.get() != null;
  }

  /** What runs is no step, but another engine. */
  void begun(String name, String label) {
    write(() -> numbers.put(name, runs.addTask(runId, name, label, RunState.RUNNING, false)));
  }

  /**
   * How it ended.
   *
   * @param message null for none
   */
  void ended(String name, RunState state, String message) {
    Integer number = numbers.remove(name);
    if (number != null) {
      write(() -> runs.endTask(runId, number, state, false, message));
    }
  }

  /** A task of another engine; its label is the folder that it ran in, or where it is told of. */
  void ended(EngineTask task) {
    RunState state =
        switch (task.status()) {
          case COMPLETED, REUSED -> RunState.COMPLETE;
          case STOPPED -> RunState.CANCELED;
          case FAILED -> RunState.EXECUTOR_ERROR;
        };
    boolean isReused = task.status() == EngineTask.Status.REUSED;
    String label = task.folder() == null ? task.name() : task.folder().toString();
    String message = task.exitCode() == null ? "" : "exit status " + task.exitCode();
    write(
        () ->
            runs.addEndedTask(
                new Task(
                    runId,
                    0,
                    task.name(),
                    label,
                    state,
                    isReused,
                    task.started(),
                    task.ended(),
                    message)));
  }

  @Override
  public void started(Execution execution) {
    write(
        () ->
            numbers.put(
                place(execution),
                runs.addTask(runId, execution.step(), execution.label(), RunState.RUNNING, false)));
  }

  @Override
  public void finished(Execution execution) {
    write(
        () -> {
          Integer number = numbers.remove(place(execution));
          if (number == null) {
            runs.addTask(
                runId, execution.step(), execution.label(), RunState.COMPLETE, execution.reused());
          } else {
            String notes = String.join("\n", execution.notes());
            runs.endTask(runId, number, RunState.COMPLETE, false, notes);
          }
        });
  }

  @Override
  public void failed(Execution execution, Exception cause) {
    Integer number = numbers.remove(place(execution));
    if (number == null) {
      return;
    }
    boolean isData = cause instanceof DataException || cause instanceof IllegalArgumentException;
    RunState state =
        isStopping() ? RunState.CANCELED : isData ? RunState.EXECUTOR_ERROR : RunState.SYSTEM_ERROR;
    String message = isStopping() ? "stopped" : String.valueOf(cause.getMessage());
    write(() -> runs.endTask(runId, number, state, false, message));
  }

  private static String place(Execution execution) {
    return execution.step() + "\n" + execution.label() + "\n" + execution.key();
  }

  private void write(Runnable change) {
    try {
      change.run();
    } catch (RuntimeException e) {
      Log.warnf("run %s: a task could not be written: %s", runId, e.getMessage());
    }
  }
}
