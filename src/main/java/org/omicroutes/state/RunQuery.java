package org.omicroutes.state;

import static org.omicroutes.state.StateDatabase.stamp;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The statement that lists runs, the newest first. However many runs there are, it reads about as
 * many as it shows, save where few of them have all that is asked for: conditions that are not
 * asked for are left out, since "or nothing is asked" would hide the indexes; and it is sorted by
 * the chosen column as well, which is the same for all, since H2 then finds the order in that
 * column's index.
 *
 * @param text with the named values and {@code :limit}
 */
record RunQuery(String text, Map<String, Object> values) {

  /**
   * @param before null for the first page
   */
  static RunQuery of(RunStore.Filter filter, RunStore.Before before) {
    // The last one that is asked for is usually the one that fewest runs have.
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("workflow", filter.workflow());
    columns.put("owner", filter.owner());
    columns.put("state", filter.state() == null ? null : filter.state().name());
    return filter.tag() == null ? ofRuns(columns, before) : ofTag(filter.tag(), columns, before);
  }

  private static RunQuery ofRuns(Map<String, String> columns, RunStore.Before before) {
    StringBuilder where = new StringBuilder(" WHERE TRUE");
    Map<String, Object> values = new HashMap<>();
    String sorted = "";
    for (var column : columns.entrySet()) {
      if (column.getValue() != null) {
        where.append(" AND ").append(column.getKey()).append(" = :").append(column.getKey());
        values.put(column.getKey(), column.getValue());
        sorted = column.getKey() + " DESC, ";
      }
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

  /** Owner and time are beside the tag, in its indexes. */
  private static RunQuery ofTag(
      RunStore.Tag tag, Map<String, String> columns, RunStore.Before before) {
    StringBuilder where = new StringBuilder(" WHERE t.tag = :tag");
    Map<String, Object> values = new HashMap<>();
    values.put("tag", RunTags.key(tag.name(), tag.value()));
    String sorted = "t.tag DESC, ";
    for (var column : columns.entrySet()) {
      if (column.getValue() != null) {
        String of = column.getKey().equals("owner") ? "t." : "r.";
        where.append(" AND ").append(of).append(column.getKey());
        where.append(" = :").append(column.getKey());
        values.put(column.getKey(), column.getValue());
      }
    }
    if (columns.get("owner") != null) {
      sorted = "t.owner DESC, " + sorted;
    }
    if (before != null) {
      where.append(" AND t.created_at <= :at AND (t.created_at < :at OR t.run_id < :id)");
      values.put("at", stamp(before.createdAt()));
      values.put("id", before.id());
    }
    return new RunQuery(
        "SELECT r.* FROM run_tag t JOIN run r ON r.id = t.run_id"
            + where
            + " ORDER BY "
            + sorted
            + "t.created_at DESC, t.run_id DESC LIMIT :limit",
        values);
  }
}
