package org.omicroutes.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How many rows a database says that it read for a question. */
final class RowsRead {
  private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");

  private RowsRead() {}

  /** Of all tables and indexes together, those that were passed over as well. */
  static long of(
      Databases.Named named, StateDatabase database, String text, Map<String, ?> values) {
    boolean embedded = named.name().equals("H2");
    String explain = embedded ? "EXPLAIN ANALYZE " : "EXPLAIN (ANALYZE, FORMAT JSON) ";
    String plan =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle.createQuery(explain + text).bindMap(values).mapTo(String.class).one());
    long read = embedded ? scanned(plan) : read(plan);
    if (read == 0 && !plan.contains("scanCount: 0") && !plan.contains("Actual Rows")) {
      throw new AssertionError("found no number of rows in " + plan);
    }
    return read;
  }

  /** PostgreSQL plans by what it knows of the tables. */
  static void learn(StateDatabase database) {
    database.jdbi().useHandle(handle -> handle.execute("ANALYZE"));
  }

  private static long scanned(String plan) {
    return SCANNED
        .matcher(plan)
        .results()
        .map((MatchResult found) -> found.group(1))
        .mapToLong(Long::parseLong)
        .sum();
  }

  private static long read(String plan) {
    try {
      return read(new ObjectMapper().readTree(plan).get(0).get("Plan"));
    } catch (JsonProcessingException e) {
      throw new AssertionError(plan, e);
    }
  }

  private static long read(JsonNode node) {
    long read = 0;
    if (node.has("Relation Name")) {
      double rows =
          node.get("Actual Rows").asDouble()
              + node.path("Rows Removed by Filter").asDouble()
              + node.path("Rows Removed by Index Recheck").asDouble();
      read = Math.round(rows * node.get("Actual Loops").asDouble());
    }
    for (JsonNode child : node.path("Plans")) {
      read += read(child);
    }
    return read;
  }
}
