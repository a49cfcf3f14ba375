package org.omicroutes.cli;

import java.io.IOException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Set;
import org.h2.api.ErrorCode;

/** A database that cannot be used: which, why, and what names it, in words. */
final class DatabaseFailure extends IOException {
  private static final long serialVersionUID = 1L;

  /** PostgreSQL ends, has ended, starts, or has no connection left. */
  private static final Set<String> PASSING = Set.of("57P01", "57P02", "57P03", "53300");

  private static final String NO_CONNECTION = "08";
  private static final String OTHER_PROTOCOL = "08P01";
  private static final Set<String> LOGIN = Set.of("28P01", "28000");

  private final boolean isPassing;

  private DatabaseFailure(String message, boolean isPassing, Throwable cause) {
    super(message, cause);
    this.isPassing = isPassing;
  }

  /** Whether it may go well a moment later, such as after a reboot of the other machine. */
  boolean isPassing() {
    return isPassing;
  }

  /**
   * @param thrown by the database or by what brings its tables up to date
   */
  static DatabaseFailure of(ServerDatabase database, Exception thrown) {
    SQLException sql = sql(thrown);
    String reason = sql == null ? said(thrown) : said(sql);
    if (database.isEmbedded()) {
      return new DatabaseFailure(embedded(database, sql, reason), false, thrown);
    }
    String state = sql == null || sql.getSQLState() == null ? "" : sql.getSQLState();
    boolean isPassing =
        PASSING.contains(state) || state.startsWith(NO_CONNECTION) && !state.equals(OTHER_PROTOCOL);
    String hint = "";
    if (LOGIN.contains(state)) {
      hint =
          "%nUser and password are %s and %s"
              .formatted(ServerDatabase.USER, ServerDatabase.PASSWORD);
    }
    return new DatabaseFailure(
        "the database %s cannot be used: %s%n%s names it%s"
            .formatted(database.name(), reason, ServerDatabase.VARIABLE, hint),
        isPassing,
        thrown);
  }

  private static String embedded(ServerDatabase database, SQLException sql, String reason) {
    if (sql != null && sql.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
      return "the database of %s is in use by a running server%n".formatted(database.folder())
          + "Stop that server first, name another folder with --results, or use PostgreSQL ("
          + ServerDatabase.VARIABLE
          + ")";
    }
    return "the database %s cannot be used: %s%n--results names the folder it is in"
        .formatted(database.name(), reason);
  }

  /** The innermost, which says what it is about. */
  static SQLException sql(Throwable thrown) {
    SQLException found = null;
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      found = t instanceof SQLException sql ? sql : found;
    }
    return found;
  }

  /** On one line, without the statement and the number of the error. */
  private static String said(Throwable thrown) {
    String message = String.valueOf(thrown.getMessage()).strip();
    String first =
        message
            .replaceFirst("(?s); SQL statement:.*", "")
            .replaceFirst(" \\[\\d+-\\d+]$", "")
            .replaceAll("\\s+", " ");
    for (Throwable t = thrown.getCause(); t != null; t = t.getCause()) {
      if (t instanceof UnknownHostException) {
        return "there is no host " + t.getMessage();
      }
    }
    return first;
  }
}
