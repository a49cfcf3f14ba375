package org.omicroutes.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.jdbi.v3.core.Handle;

/** The tags by which runs are found: one row for each, with what lists are sorted by. */
public final class RunTags {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NONE = "{}";
  private static final int BATCH = 1000;
  private static final String ENTER =
      "INSERT INTO run_tag (tag, owner, created_at, run_id)"
          + " SELECT CAST(? AS VARCHAR), owner, created_at, id FROM run WHERE id = ?";

  private RunTags() {}

  /** A tag as it is kept: lower-case hexadecimal SHA-256 of {@code name=value}. */
  public static String key(String name, String value) {
    return DigestUtils.sha256Hex(name + "=" + value);
  }

  /**
   * Enters the tags of a new run.
   *
   * @param tags JSON object of texts
   */
  static void enter(Handle handle, String run, String tags) {
    if (tags.equals(NONE)) {
      return;
    }
    var batch = handle.prepareBatch(ENTER);
    keys(tags).forEach(key -> batch.add(key, run));
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  /**
   * Enters the tags of all runs, of which none are entered yet.
   *
   * @param connection in a transaction
   */
  public static void enterAll(Connection connection) throws SQLException {
    try (Statement all = connection.createStatement();
        PreparedStatement enter = connection.prepareStatement(ENTER)) {
      // In a transaction PostgreSQL then gives them piece by piece.
      all.setFetchSize(BATCH);
      int entered = 0;
      try (ResultSet runs = all.executeQuery("SELECT id, tags FROM run WHERE tags <> '{}'")) {
        while (runs.next()) {
          for (String key : keys(runs.getString("tags"))) {
            enter.setString(1, key);
            enter.setString(2, runs.getString("id"));
            enter.addBatch();
            if (++entered % BATCH == 0) {
              enter.executeBatch();
            }
          }
        }
      }
      enter.executeBatch();
    }
  }

  private static Set<String> keys(String tags) {
    try {
      return JSON.readValue(tags, new TypeReference<Map<String, String>>() {}).entrySet().stream()
          .map(tag -> key(tag.getKey(), tag.getValue()))
          .collect(Collectors.toSet());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("tags: found no JSON object of texts", e);
    }
  }
}
