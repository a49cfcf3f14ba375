package org.omicroutes.camel;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import org.apache.camel.CamelException;
import org.apache.camel.RuntimeCamelException;
import org.omicroutes.cohort.DataException;

/**
 * Why a workflow did not come to its end.
 *
 * @param passing whether it may go well another time; bad data do not get better by waiting
 * @param ofServer whether it is the server's trouble and no drop's: a full disk, no database; it
 *     uses up no attempts
 * @param reason in plain language
 */
record DropFailure(boolean passing, boolean ofServer, String reason) {

  static DropFailure of(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof DataException) {
        return new DropFailure(false, false, t.getMessage());
      }
    }
    Throwable cause = unwrap(thrown);
    if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
      return new DropFailure(false, false, cause.getMessage());
    }
    SQLException sql = database(thrown);
    boolean ofServer = sql != null || isFullDisk(String.valueOf(cause.getMessage()));
    return new DropFailure(true, ofServer, describe(sql == null ? cause : sql));
  }

  /** Whether the state cannot be reached. */
  static boolean isOfDatabase(Throwable thrown) {
    return database(thrown) != null;
  }

  private static SQLException database(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }

  /** Camel and threads wrap what a step threw. */
  private static Throwable unwrap(Throwable thrown) {
    Throwable t = thrown;
    while (t.getCause() != null
        && (t instanceof CamelException
            || t instanceof RuntimeCamelException
            || t instanceof UncheckedIOException
            || t instanceof ExecutionException)) {
      t = t.getCause();
    }
    return t;
  }

  private static boolean isFullDisk(String message) {
    return message.contains("No space left on device") || message.contains("Disk quota exceeded");
  }

  private static String describe(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    if (isFullDisk(message)) {
      return "the disk is full: " + message;
    }
    if (cause instanceof OutOfMemoryError) {
      return "not enough memory: " + message;
    }
    if (cause instanceof NoSuchFileException || cause instanceof FileNotFoundException) {
      return "there is no file " + message;
    }
    if (cause instanceof AccessDeniedException) {
      return "the permission is lacking for " + message;
    }
    if (cause instanceof SQLException) {
      return "the database does not answer: " + message;
    }
    boolean speaks = cause instanceof IOException && !(cause instanceof FileSystemException);
    return speaks && cause.getMessage() != null
        ? message
        : cause.getClass().getSimpleName() + ": " + message;
  }
}
