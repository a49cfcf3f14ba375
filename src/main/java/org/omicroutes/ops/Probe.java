package org.omicroutes.ops;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A question to something that may never answer, such as a network file system. It is asked on a
 * thread of its own, and not again while it is unanswered: a thing that hangs costs one thread.
 */
final class Probe<T> {
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          run -> {
            Thread thread = new Thread(run, "probe");
            thread.setDaemon(true);
            return thread;
          });

  private final Callable<T> question;
  private final Duration patience;
  private final Duration keep;
  private Future<T> asked;
  private long askedAt;

  /**
   * @param patience how long is waited for an answer
   * @param keep how long an answer counts before the question is asked again
   */
  Probe(Callable<T> question, Duration patience, Duration keep) {
    this.question = question;
    this.patience = patience;
    this.keep = keep;
  }

  /**
   * The answer.
   *
   * @throws IOException with what went wrong in its message: the question's failure, or that there
   *     is no answer
   */
  synchronized T answer() throws IOException {
    if (asked == null || asked.isDone() && age().compareTo(keep) >= 0) {
      askedAt = System.nanoTime();
      asked = THREADS.submit(question);
    }
    try {
      return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no answer for " + age().toSeconds() + " s");
    } catch (ExecutionException e) {
      throw new IOException(message(e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted");
    }
  }

  private Duration age() {
    return Duration.ofNanos(System.nanoTime() - askedAt);
  }

  /** One line that says what a failure is about. */
  static String message(Throwable failure) {
    if (failure instanceof AccessDeniedException denied && denied.getReason() == null) {
      // Its message is the file alone.
      return denied.getFile() + " cannot be read or written: the permission is lacking";
    }
    String text = failure.getMessage();
    return text == null || text.isBlank()
        ? failure.getClass().getSimpleName()
        : text.strip().replaceAll("\\s+", " ");
  }
}
