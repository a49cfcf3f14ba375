package org.omicroutes.cli;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.omicroutes.step.Execution;

/** How a run goes, as one JSON object a line, for programs that watch it. */
final class JsonProgress implements Progress {
  private static final long PAUSE_NANOSECONDS = 1_000_000_000L;

  private final PrintStream err;
  private final int expected;
  private final UnaryOperator<String> names;
  private final Map<String, Long> told = new HashMap<>();
  private int finished;

  /**
   * @param work how often each kind of work will come; empty where unknown
   * @param names what to call an execution, by its label
   */
  JsonProgress(PrintStream err, Map<String, Integer> work, UnaryOperator<String> names) {
    this.err = err;
    this.expected = work.values().stream().mapToInt(Integer::intValue).sum();
    this.names = names;
  }

  @Override
  public synchronized void started(Execution execution) {
    told.put(execution.label(), System.nanoTime());
    say("INFO", execution, name(execution) + ": started", 0);
  }

  /** At most once a second of each step. */
  @Override
  public synchronized void progress(Execution execution, double fraction, String message) {
    long now = System.nanoTime();
    if (now - told.getOrDefault(execution.label(), now) >= PAUSE_NANOSECONDS) {
      told.put(execution.label(), now);
      say("INFO", execution, name(execution) + ": " + message, fraction);
    }
  }

  @Override
  public synchronized void note(Execution execution, String message) {
    say("INFO", execution, name(execution) + ": " + message, Double.NaN);
  }

  @Override
  public synchronized void finished(Execution execution) {
    finished++;
    told.remove(execution.label());
    String counted = expected == 0 ? "" : ", " + finished + " of " + Math.max(expected, finished);
    String how = execution.reused() ? ": reused" : ": done";
    say("INFO", execution, name(execution) + how + counted, 1);
  }

  @Override
  public synchronized void failed(Execution execution, Exception cause) {
    told.remove(execution.label());
    say("ERROR", execution, name(execution) + ": failed", Double.NaN);
  }

  private String name(Execution execution) {
    return names.apply(execution.label());
  }

  private void say(String level, Execution execution, String message, double progress) {
    Console.line(err, Console.json(level, execution.step(), message, progress));
  }
}
