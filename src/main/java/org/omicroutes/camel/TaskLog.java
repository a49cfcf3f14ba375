package org.omicroutes.camel;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.omicroutes.state.RunState;
import org.omicroutes.state.RunStore;
import org.omicroutes.step.Execution;
import org.omicroutes.step.RunListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the tasks of a run in the state. A database that does not answer costs the run nothing but
 * the entry.
 */
final class TaskLog implements RunListener {
  private static final Logger LOG = LoggerFactory.getLogger(TaskLog.class);

  private final RunStore runs;
  private final String runId;
  private final Map<String, Integer> open = new HashMap<>();

  TaskLog(RunStore runs, String runId) {
    this.runs = runs;
    this.runId = runId;
  }

  @Override
  public synchronized void started(Execution execution) {
    attempt(() -> open.put(id(execution), add(execution, RunState.RUNNING)));
  }

  @Override
  public synchronized void finished(Execution execution) {
    Integer number = open.remove(id(execution));
    attempt(
        () -> {
          if (number == null) {
            add(execution, RunState.COMPLETE);
          } else {
            runs.endTask(runId, number, RunState.COMPLETE, execution.reused(), "");
          }
        });
  }

  @Override
  public synchronized void failed(Execution execution, Exception cause) {
    Integer number = open.remove(id(execution));
    if (number == null) {
      return;
    }
    DropFailure failure = DropFailure.of(cause);
    boolean isStopped = cause instanceof CancellationException;
    RunState state = isStopped ? RunState.CANCELED : RunState.EXECUTOR_ERROR;
    attempt(() -> runs.endTask(runId, number, state, false, failure.reason()));
  }

  /** Ends the tasks that nobody ended, such as those of a thread that ran out of memory. */
  synchronized void close(RunState state, String message) {
    open.values().forEach(number -> attempt(() -> end(number, state, message)));
    open.clear();
  }

  private void end(int number, RunState state, String message) {
    runs.endTask(runId, number, state, false, message);
  }

  private int add(Execution execution, RunState state) {
    return runs.addTask(
        runId, execution.step(), execution.label(), state, state.hasEnded() && execution.reused());
  }

  private static String id(Execution execution) {
    return execution.step() + "\n" + execution.label();
  }

  private static void attempt(Runnable entry) {
    try {
      entry.run();
    } catch (RuntimeException e) {
      LOG.warn("a task cannot be entered: {}", e.getMessage());
    }
  }
}
