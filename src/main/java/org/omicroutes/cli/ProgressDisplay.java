package org.omicroutes.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.omicroutes.step.Execution;

/**
 * Says on standard error how a run goes: on a terminal a status line that is painted over,
 * elsewhere a plain line per finished step.
 */
final class ProgressDisplay implements Progress {
  private static final int BAR = 24;
  private static final long REPAINT_MILLISECONDS = 100;

  private final PrintStream err;
  private final boolean terminal;
  private final int expected;
  private final RemainingTime remaining;
  private final UnaryOperator<String> names;
  private final long started = System.nanoTime();
  private final Map<String, String> running = new LinkedHashMap<>();
  private int finished;
  private int reused;
  private long painted;
  private long firstStarted;

  private ProgressDisplay(
      PrintStream err, boolean terminal, Map<String, Integer> work, UnaryOperator<String> names) {
    this.err = err;
    this.terminal = terminal;
    this.expected = work.values().stream().mapToInt(Integer::intValue).sum();
    this.remaining = new RemainingTime(work);
    this.names = names;
  }

  /**
   * @param work how often each kind of work will come, as far as is known; empty where unknown
   * @param names what to call an execution, by its label
   */
  static ProgressDisplay onStandardError(Map<String, Integer> work, UnaryOperator<String> names) {
    boolean terminal = System.console() != null && !"dumb".equals(System.getenv("TERM"));
    return new ProgressDisplay(System.err, terminal, work, names);
  }

  @Override
  public synchronized void started(Execution execution) {
    running.put(id(execution), execution.work());
    remaining.started(execution, System.nanoTime());
    firstStarted = firstStarted == 0 ? System.nanoTime() : firstStarted;
    paint(false);
  }

  @Override
  public synchronized void progress(Execution execution, double fraction, String message) {
    running.put(
        id(execution), String.format(Locale.ROOT, "%s %.0f %%", execution.work(), 100 * fraction));
    paint(false);
  }

  @Override
  public synchronized void note(Execution execution, String message) {
    line(names.apply(execution.label()) + ": " + message);
  }

  @Override
  public synchronized void finished(Execution execution) {
    running.remove(id(execution));
    remaining.finished(execution, System.nanoTime());
    finished++;
    reused += execution.reused() ? 1 : 0;
    if (!terminal) {
      Console.line(
          err,
          clock()
              + " "
              + execution.work()
              + (execution.reused() ? " (reused)" : "")
              + " -> "
              + names.apply(execution.label())
              + ahead());
    }
    paint(false);
  }

  @Override
  public synchronized void failed(Execution execution, Exception cause) {
    running.remove(id(execution));
    line(execution.step() + " failed at " + names.apply(execution.label()));
  }

  private static String id(Execution execution) {
    return execution.step() + execution.label();
  }

  private void line(String text) {
    if (terminal) {
      err.print("\r\033[K");
    }
    Console.line(err, text);
    paint(true);
  }

  private void paint(boolean now) {
    long time = System.nanoTime() / 1_000_000;
    if (!terminal || !now && time - painted < REPAINT_MILLISECONDS) {
      return;
    }
    painted = time;
    StringBuilder text = new StringBuilder("\r\033[K").append(clock()).append(' ');
    if (expected > 0) {
      int filled = Math.min(BAR, BAR * finished / expected);
      text.append('[').append("#".repeat(filled)).append(".".repeat(BAR - filled)).append("] ");
      text.append(finished).append('/').append(Math.max(expected, finished));
    } else {
      text.append(finished).append(" steps");
    }
    text.append(left());
    if (reused > 0) {
      text.append(" (").append(reused).append(" reused)");
    }
    text.append("  ").append(String.join(", ", running.values()));
    err.print(text.length() > 120 ? text.substring(0, 120) : text.toString());
    err.flush();
  }

  /** Behind a line of its own: how many steps are done of how many, and the time left. */
  private String ahead() {
    return expected == 0
        ? ""
        : "  [" + finished + "/" + Math.max(expected, finished) + left() + "]";
  }

  private String left() {
    Duration reusing = Duration.ofNanos(firstStarted == 0 ? 0 : firstStarted - started);
    return remaining
        .estimate(Duration.ofNanos(System.nanoTime() - started), reusing)
        .map(
            time ->
                time.toMinutes() < 2
                    ? ", about " + time.toSeconds() + " s left"
                    : ", about " + Math.round(time.toSeconds() / 60.0) + " min left")
        .orElse("");
  }

  private String clock() {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
    return String.format(Locale.ROOT, "%02d:%02d", elapsed.toMinutes(), elapsed.toSecondsPart());
  }

  @Override
  public synchronized void close() {
    if (terminal) {
      err.print("\r\033[K");
    }
    if (finished > 1) {
      err.printf(Locale.ROOT, "%d steps in %s, %d of them reused%n", finished, clock(), reused);
    }
    err.flush();
  }
}
