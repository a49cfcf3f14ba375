package org.omicroutes.cohort;

import java.nio.file.Path;

/**
 * Bad input data: a person's problem to fix, so the message names the file, the line, the column,
 * what was found and what was expected. Command line exit code 65; never retried by a route.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long line;
  private final String column;
  private final String found;
  private final String expected;

  private DataException(At at, String found, String expected, Throwable cause) {
    super(message(at, found, expected), cause);
    this.file = at.file;
    this.line = at.line;
    this.column = at.column;
    this.found = found;
    this.expected = expected;
  }

  /** A place in the input, known as far as it is known. */
  public record At(String file, long line, String column) {
    /** The place in {@code file} at a 1-based {@code line}; 0 where no line applies. */
    public At line(long number) {
      return new At(file, number, column);
    }

    /** The place in a named or numbered column. */
    public At column(String name) {
      return new At(file, line, name);
    }

    /** The error at this place: {@code found} and {@code expected} finish the sentence. */
    public DataException error(String found, String expected) {
      return new DataException(this, found, expected, null);
    }

    /** As {@link #error(String, String)}, keeping the exception that told us. */
    public DataException error(String found, String expected, Throwable cause) {
      return new DataException(this, found, expected, cause);
    }
  }

  /** The whole file (or another named source, such as an option). */
  public static At in(String file) {
    return new At(file, 0, null);
  }

  /** The whole file. */
  public static At in(Path file) {
    return in(file.toString());
  }

  /** An error with no file at hand: data handed over in memory. */
  public static DataException of(String found, String expected) {
    return in((String) null).error(found, expected);
  }

  private static String message(At at, String found, String expected) {
    StringBuilder text = new StringBuilder();
    if (at.file != null) {
      text.append(at.file);
    }
    if (at.line > 0) {
      text.append(text.isEmpty() ? "" : ", ").append("line ").append(at.line);
    }
    if (at.column != null) {
      text.append(text.isEmpty() ? "" : ", ").append("column ").append(at.column);
    }
    if (!text.isEmpty()) {
      text.append(": ");
    }
    return text.append("found ").append(found).append("; expected ").append(expected).toString();
  }

  /** The file or other named source; null where the data came from memory. */
  public String file() {
    return file;
  }

  /** 1-based line; 0 where none applies. */
  public long line() {
    return line;
  }

  /** Column name or number; null where none applies. */
  public String column() {
    return column;
  }

  public String found() {
    return found;
  }

  public String expected() {
    return expected;
  }
}
