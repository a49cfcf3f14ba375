package org.omicroutes.state;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.omicroutes.state.RunStore.Before;
import org.omicroutes.state.RunStore.Filter;

/** What there is of runs, in lists and numbers. */
final class RunListing {
  private final RunRows rows;

  RunListing(RunRows rows) {
    this.rows = rows;
  }

  Optional<Run> ofDrop(String dropId) {
    return rows.database()
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT * FROM run WHERE drop_id = :drop"
                            + " ORDER BY created_at DESC, id DESC LIMIT 1")
                    .bind("drop", dropId)
                    .map(RunRows::run)
                    .findOne());
  }

  List<Run> list(Filter filter, Before before, int limit) {
    RunQuery query = RunQuery.of(filter, before);
    return rows.database()
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(query.text())
                    .bindMap(query.values())
                    .bind("limit", limit)
                    .map(RunRows::run)
                    .list());
  }

  Map<RunState, Integer> counts() {
    Map<RunState, Integer> counts = new EnumMap<>(RunState.class);
    rows.database()
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createQuery("SELECT state, COUNT(*) AS number FROM run GROUP BY state")
                    .map(
                        (row, context) ->
                            counts.put(
                                RunState.valueOf(row.getString("state")), row.getInt("number")))
                    .list());
    return counts;
  }
}
