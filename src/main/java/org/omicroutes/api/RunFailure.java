package org.omicroutes.api;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.omicroutes.cohort.DataException;
import org.omicroutes.state.RunState;

/**
 * Why an attempt at a run failed.
 *
 * @param state EXECUTOR_ERROR where data or request are at fault, else SYSTEM_ERROR
 * @param message in plain language
 * @param mayPass whether another attempt may go well
 */
record RunFailure(RunState state, String message, boolean mayPass) {

  /** Camel and threads wrap what a step threw; the innermost that is known tells most. */
  static RunFailure of(String runId, Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof DataException
          || t instanceof IllegalArgumentException
          || t instanceof Refusal) {
        return new RunFailure(RunState.EXECUTOR_ERROR, t.getMessage(), false);
      }
    }
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof IOException || t instanceof UncheckedIOException) {
        return new RunFailure(RunState.SYSTEM_ERROR, described(t), true);
      }
      if (t instanceof SQLException) {
        return new RunFailure(RunState.SYSTEM_ERROR, "the database cannot be used", true);
      }
      if (t instanceof OutOfMemoryError) {
        return new RunFailure(RunState.SYSTEM_ERROR, "there is not enough memory", true);
      }
    }
    Log.errorf(thrown, "run %s met a bug", runId);
    String message = "a bug of OmicRoutes; the server's log tells more under " + runId;
    return new RunFailure(RunState.SYSTEM_ERROR, message, false);
  }

  /** Many of Java's own I/O errors have the file as their only message. */
  private static String described(Throwable t) {
    boolean isPlain = t.getClass() == IOException.class || t instanceof UncheckedIOException;
    return isPlain ? t.getMessage() : t.getClass().getSimpleName() + ": " + t.getMessage();
  }
}
