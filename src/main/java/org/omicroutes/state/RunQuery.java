package org.omicroutes.state;

import static org.omicroutes.state.StateDatabase.stamp;

import java.util.HashMap;
import java.util.Map;

/**
 * The statement that lists runs, the newest first. However many runs there are, it reads about as
 * many as it shows, save where few of them have the tags: conditions that are not asked for are
 * left out, since "or nothing is asked" would hide the indexes; and it is sorted by the chosen
 * column as well, which is the same for all, since H2 then finds the order in that column's index.
 *
 * @param text with the named values and {@code :limit}
 */
record RunQuery(String text, Map<String, Object> values) {

  /**
   * @param before null for the first page
   */
  static RunQuery of(RunStore.Filter filter, RunStore.Before before) {
    StringBuilder where = new StringBuilder(" WHERE TRUE");
    Map<String, Object> values = new HashMap<>();
    String sorted = "";
    Map<String, Object> columns = new HashMap<>();
    columns.put("workflow", filter.workflow());
    columns.put("state", filter.state() == null ? null : filter.state().name());
    columns.put("owner", filter.owner());
    // The last one that is asked for is usually the one that fewest runs have.
    for (String column : new String[] {"workflow", "owner", "state"}) {
      if (columns.get(column) != null) {
        where.append(" AND ").append(column).append(" = :").append(column);
        values.put(column, columns.get(column));
        sorted = column + " DESC, ";
      }
    }
    if (filter.tags() != null) {
      where.append(" AND POSITION(:tags IN tags) > 0");
      values.put("tags", filter.tags());
    }
    if (before != null) {
      where.append(" AND created_at <= :at AND (created_at < :at OR id < :id)");
      values.put("at", stamp(before.createdAt()));
      values.put("id", before.id());
    }
    return new RunQuery(
        "SELECT * FROM run"
            + where
            + " ORDER BY "
            + sorted
            + "created_at DESC, id DESC LIMIT :limit",
        values);
  }
}
