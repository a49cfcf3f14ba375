package org.omicroutes.state;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.omicroutes.state.DropStore.Filter;

/**
 * The statements that list and count drops. A list, the newest first, reads about as many as it
 * shows and passes over: conditions that are not asked for are left out, since "or nothing is
 * asked" would hide the indexes; and the page is chosen by what is in an index, by which H2 tells
 * that it is the right one. It is sorted by the chosen columns as well, which are the same for all,
 * since H2 then finds the order in that index.
 *
 * @param where the condition, with the named values
 * @param sorted the columns by which a list is sorted before time and id
 */
record DropQuery(String where, String sorted, Map<String, Object> values) {
  private static final String NEWEST_FIRST = "found_at DESC, id DESC";

  static DropQuery of(Filter filter) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("route", filter.route());
    columns.put("state", filter.state() == null ? null : filter.state().name());
    columns.put("path", filter.path());
    StringBuilder where = new StringBuilder(" WHERE TRUE");
    StringBuilder sorted = new StringBuilder();
    Map<String, Object> values = new HashMap<>();
    for (var column : columns.entrySet()) {
      if (column.getValue() != null) {
        where.append(" AND ").append(column.getKey()).append(" = :").append(column.getKey());
        sorted.append(column.getKey()).append(" DESC, ");
        values.put(column.getKey(), column.getValue());
      }
    }
    // A folder has few drops, which have no index of their own.
    return new DropQuery(where.toString(), filter.path() == null ? sorted.toString() : "", values);
  }

  /** With {@code :limit} and {@code :offset}. */
  String list() {
    return "SELECT "
        + DropRows.COLUMNS
        + " FROM (SELECT id AS chosen FROM dropped"
        + where
        + " ORDER BY "
        + sorted
        + NEWEST_FIRST
        + " LIMIT :limit OFFSET :offset) page JOIN dropped ON id = chosen ORDER BY "
        + NEWEST_FIRST;
  }

  String count() {
    return "SELECT COUNT(*) FROM dropped" + where;
  }

  String countByState() {
    return "SELECT state, COUNT(*) AS number FROM dropped" + where + " GROUP BY state";
  }
}
