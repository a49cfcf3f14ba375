package org.omicroutes.state;

import static org.omicroutes.state.StateDatabase.stamp;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.omicroutes.state.DropStore.Filter;

/** What there is of drops, in lists and numbers. */
final class DropListing {
  /** A drop that may run; one that waits for layers may where its time is over. */
  static final String DUE =
      "(state = 'COMPLETE' OR state = 'WAITING' AND COALESCE(wait_until, state_at) <= :now)";

  /** Since when. */
  static final String DUE_SINCE =
      "CASE WHEN state = 'WAITING' THEN COALESCE(wait_until, state_at) ELSE state_at END";

  private final DropRows rows;

  DropListing(DropRows rows) {
    this.rows = rows;
  }

  List<Drop> list(Filter filter, int limit, int offset) {
    DropQuery query = DropQuery.of(filter);
    return rows.read(
        handle ->
            handle
                .createQuery(query.list())
                .bindMap(query.values())
                .bind("limit", limit)
                .bind("offset", offset)
                .map(DropRows::drop)
                .list());
  }

  int count(Filter filter) {
    DropQuery query = DropQuery.of(filter);
    return rows.read(
        handle ->
            handle.createQuery(query.count()).bindMap(query.values()).mapTo(Integer.class).one());
  }

  /**
   * @param route null for all
   */
  Map<DropState, Integer> counts(String route) {
    DropQuery query = DropQuery.of(new Filter(route, null, null));
    Map<DropState, Integer> counts = new EnumMap<>(DropState.class);
    rows.read(
        handle ->
            handle
                .createQuery(query.countByState())
                .bindMap(query.values())
                .map(
                    (row, context) ->
                        counts.put(DropState.valueOf(row.getString("state")), row.getInt("number")))
                .list());
    return counts;
  }

  List<DropEvent> history(String id) {
    return rows.read(
        handle ->
            handle
                .createQuery(
                    "SELECT at, state, reason FROM dropped_history WHERE drop_id = :id"
                        + " ORDER BY at, number")
                .bind("id", id)
                .map(
                    (row, context) ->
                        new DropEvent(
                            DropRows.instant(row, context, "at"),
                            DropState.valueOf(row.getString("state")),
                            row.getString("reason")))
                .list());
  }

  Optional<Instant> oldestWaiting(String route) {
    return rows.read(
        handle ->
            handle
                .createQuery(
                    "SELECT MIN("
                        + DUE_SINCE
                        + ") AS at FROM dropped WHERE route = :route AND "
                        + DUE)
                .bind("route", route)
                .bind("now", stamp(rows.now()))
                .map((row, context) -> Optional.ofNullable(DropRows.instant(row, context, "at")))
                .one());
  }
}
