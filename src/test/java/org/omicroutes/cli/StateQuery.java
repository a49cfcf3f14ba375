package org.omicroutes.cli;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the database of a server holds. */
final class StateQuery {
  private StateQuery() {}

  /** The embedded database of a server that has stopped. */
  static String embedded(Path results) {
    return "jdbc:h2:file:" + results.resolve(".omicroutes-state/state") + ";USER=sa";
  }

  /** Rows, each with its cells parted by a space. */
  static List<String> rows(String url, String statement) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (var connection = DriverManager.getConnection(url);
        var query = connection.createStatement();
        ResultSet found = query.executeQuery(statement)) {
      while (found.next()) {
        List<String> row = new ArrayList<>();
        for (int c = 1; c <= found.getMetaData().getColumnCount(); c++) {
          row.add(String.valueOf(found.getObject(c)));
        }
        rows.add(String.join(" ", row));
      }
    }
    return rows;
  }
}
