package org.omicroutes.trials;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.omicroutes.state.DropState;
import org.omicroutes.state.RunState;

/**
 * What a server left in its database, read without the program's own code.
 *
 * @param byPath the drops of each folder, replaced ones too; the oldest first
 * @param givenBack how often a drop was given back because a server was gone
 */
record StateTables(Map<String, List<Entered>> byPath, int givenBack) {

  /**
   * A drop.
   *
   * @param done how often it came into the state DONE
   * @param runs its runs
   */
  record Entered(
      String path,
      DropState state,
      String reason,
      String claimedBy,
      int attempts,
      int done,
      List<Ran> runs) {}

  /**
   * A run of a drop; one of several drops is there for each of them.
   *
   * @param id of the run
   */
  record Ran(
      String id, String drop, RunState state, boolean hasEnded, String claimedBy, Path folder) {}

  /** Where the tables are. */
  record Place(String url, String user, String password) {
    /** The embedded database of a stopped server. */
    static Place embedded(Path results) {
      return new Place(
          "jdbc:h2:file:" + results.toAbsolutePath().resolve(".omicroutes-state/state"), "sa", "");
    }

    Connection connect() throws SQLException {
      return DriverManager.getConnection(url, user, password);
    }
  }

  static StateTables read(Place place) throws IOException {
    try (Connection connection = place.connect();
        Statement statement = connection.createStatement()) {
      Map<String, List<Ran>> runs = runs(statement);
      List<Entered> drops = new ArrayList<>();
      String drop =
          "SELECT id, path, state, reason, claimed_by, attempts, (SELECT COUNT(*) FROM"
              + " dropped_history h WHERE h.drop_id = d.id AND h.state = 'DONE') FROM dropped d"
              + " ORDER BY found_at, id";
      try (ResultSet row = statement.executeQuery(drop)) {
        while (row.next()) {
          drops.add(entered(row, runs.getOrDefault(row.getString(1), List.of())));
        }
      }
      String gone =
          "SELECT COUNT(*) FROM dropped_history WHERE reason LIKE 'the instance that worked on it%'";
      try (ResultSet row = statement.executeQuery(gone)) {
        row.next();
        return new StateTables(
            drops.stream().collect(Collectors.groupingBy(Entered::path)), row.getInt(1));
      }
    } catch (SQLException e) {
      throw new IOException("the server's database cannot be read: " + e.getMessage(), e);
    }
  }

  private static Entered entered(ResultSet row, List<Ran> runs) throws SQLException {
    return new Entered(
        row.getString(2),
        DropState.valueOf(row.getString(3)),
        row.getString(4),
        row.getString(5),
        row.getInt(6),
        row.getInt(7),
        runs);
  }

  private static Map<String, List<Ran>> runs(Statement statement) throws SQLException {
    List<Ran> runs = new ArrayList<>();
    String all =
        "SELECT r.id, d.drop_id, r.state, r.ended_at, r.claimed_by, r.folder FROM run r JOIN"
            + " (SELECT id AS run_id, drop_id FROM run UNION SELECT run_id, drop_id FROM run_drop)"
            + " d ON d.run_id = r.id";
    try (ResultSet row = statement.executeQuery(all)) {
      while (row.next()) {
        runs.add(
            new Ran(
                row.getString(1),
                row.getString(2),
                RunState.valueOf(row.getString(3)),
                row.getObject(4) != null,
                row.getString(5),
                Path.of(row.getString(6))));
      }
    }
    return runs.stream().collect(Collectors.groupingBy(Ran::drop));
  }
}
