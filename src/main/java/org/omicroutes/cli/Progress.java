package org.omicroutes.cli;

import java.io.Closeable;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.omicroutes.step.RunListener;

/** Says on standard error how a run goes, or nothing at all. */
interface Progress extends RunListener, Closeable {
  @Override
  default void close() {}

  /**
   * As {@code --quiet} and {@code --log-format} ask for.
   *
   * @param work how often each kind of work will come, as far as is known; empty where unknown
   * @param names what to call an execution, by its label
   */
  static Progress onStandardError(Map<String, Integer> work, UnaryOperator<String> names) {
    if (Console.isQuiet()) {
      return new Progress() {};
    }
    if (Console.format() == Console.Format.json) {
      return new JsonProgress(System.err, work, names);
    }
    return ProgressDisplay.onStandardError(work, names);
  }
}
