package org.omicroutes.state;

import static org.omicroutes.state.StateDatabase.stamp;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.apache.commons.codec.digest.DigestUtils;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Who reads the files of a folder for its sums. It only saves the others the same work: who loses
 * the folder meanwhile may finish, and what becomes of the drop is decided as ever.
 */
final class DropReading {
  private final DropRows rows;

  DropReading(DropRows rows) {
    this.rows = rows;
  }

  boolean take(String route, String root, String path, String reader, Duration time) {
    String folder = key(route, root, path);
    return renew(folder, reader, time) || enter(folder, reader, time);
  }

  private boolean renew(String folder, String reader, Duration time) {
    return rows.<Integer>inTransaction(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE dropped_reading SET until_at = :until"
                            + " WHERE folder = :folder AND reader = :reader")
                    .bind("folder", folder)
                    .bind("reader", reader)
                    .bind("until", stamp(rows.now().plus(time)))
                    .execute())
        > 0;
  }

  private boolean enter(String folder, String reader, Duration time) {
    Instant now = rows.now();
    try {
      return rows.<Integer>inTransaction(
              handle -> {
                handle
                    .createUpdate("DELETE FROM dropped_reading WHERE until_at <= :now")
                    .bind("now", stamp(now))
                    .execute();
                return handle
                    .createUpdate(
                        "INSERT INTO dropped_reading (folder, reader, until_at)"
                            + " SELECT :folder, :reader, :until WHERE NOT EXISTS"
                            + " (SELECT 1 FROM dropped_reading WHERE folder = :folder)")
                    .bind("folder", folder)
                    .bind("reader", reader)
                    .bind("until", stamp(now.plus(time)))
                    .execute();
              })
          > 0;
    } catch (UnableToExecuteStatementException e) {
      boolean anotherWasQuicker =
          e.getCause() instanceof SQLException sql && "23505".equals(sql.getSQLState());
      if (!anotherWasQuicker) {
        throw e;
      }
      return false;
    }
  }

  void release(String reader) {
    rows.<Integer>inTransaction(
        handle ->
            handle
                .createUpdate("DELETE FROM dropped_reading WHERE reader = :reader")
                .bind("reader", reader)
                .execute());
  }

  private static String key(String route, String root, String path) {
    return DigestUtils.sha256Hex(route + "\n" + root + "\n" + path);
  }
}
