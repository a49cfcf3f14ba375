package org.omicroutes.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.omicroutes.cohort.DataException;

/** What the program's exit codes mean, and which failure gives which. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int BAD_DATA = 65;
  static final int BUG = 70;

  private ExitCode() {}

  /** Says what went wrong in words a user can act on, and gives the code. */
  static int tell(Throwable thrown, PrintWriter err) {
    Throwable cause = root(thrown);
    int code;
    if (cause instanceof DataException bad) {
      err.println("error: " + bad.getMessage());
      code = BAD_DATA;
    } else if (cause instanceof IllegalArgumentException) {
      err.println("error: " + cause.getMessage());
      code = USAGE;
    } else if (cause instanceof IOException || cause instanceof UncheckedIOException) {
      err.println("error: " + describe(cause));
      code = FAILED;
    } else if (cause instanceof OutOfMemoryError) {
      err.println(
          "error: "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MB of memory are not enough; give more with OMICROUTES_MEMORY, such as 16g");
      code = FAILED;
    } else {
      err.println("error: this is a bug of OmicRoutes, please report it with the lines below");
      cause.printStackTrace(err);
      code = BUG;
    }
    err.flush();
    return code;
  }

  private static String describe(Throwable cause) {
    if (cause instanceof DatabaseFailure) {
      return cause.getMessage();
    }
    if (cause instanceof FileNotFoundException
        || cause.getClass() != IOException.class
            && cause.getClass() != UncheckedIOException.class) {
      return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
    return cause.getMessage();
  }

  /** Camel and threads wrap what a step threw; the innermost of ours is what the user needs. */
  private static Throwable root(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof DataException) {
        return t;
      }
    }
    Throwable t = thrown;
    while (t.getCause() != null
        && (t instanceof org.apache.camel.CamelException
            || t instanceof org.apache.camel.RuntimeCamelException
            || t instanceof java.util.concurrent.ExecutionException)) {
      t = t.getCause();
    }
    return t;
  }
}
