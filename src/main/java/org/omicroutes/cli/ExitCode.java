package org.omicroutes.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.omicroutes.cohort.DataException;

/** What the program's exit codes mean, and which failure gives which. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int BAD_DATA = 65;
  static final int BUG = 70;

  /** The reader of standard output went away, as a program is told that is ended by SIGPIPE. */
  static final int BROKEN_PIPE = 141;

  /** For help and manual pages. */
  static final String MEANINGS =
      """
      Exit codes: 0 done, 1 failed, 2 usage, 65 bad input data, 70 a bug, 130 ended by SIGINT,
      141 the reader of standard output went away, 143 ended by SIGTERM.""";

  private ExitCode() {}

  /** Says what went wrong in words a user can act on, and gives the code. */
  static int tell(Throwable thrown, PrintWriter err) {
    Throwable cause = root(thrown);
    int code;
    if (Console.isBrokenPipe(cause)) {
      return BROKEN_PIPE;
    } else if (cause instanceof DataException bad) {
      Console.error(err, bad.getMessage());
      code = BAD_DATA;
    } else if (cause instanceof IllegalArgumentException) {
      Console.error(err, cause.getMessage());
      code = USAGE;
    } else if (cause instanceof IOException || cause instanceof UncheckedIOException) {
      Console.error(err, describe(cause));
      code = FAILED;
    } else if (cause instanceof OutOfMemoryError) {
      Console.error(
          err,
          (Runtime.getRuntime().maxMemory() >> 20)
              + " MB of memory are not enough; give more with --memory or OMICROUTES_MEMORY, such as"
              + " 16g");
      code = FAILED;
    } else {
      StringWriter trace = new StringWriter();
      cause.printStackTrace(new PrintWriter(trace, true));
      Console.error(
          err,
          "this is a bug of OmicRoutes, please report it with the lines below\n"
              + trace.toString().stripTrailing());
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
