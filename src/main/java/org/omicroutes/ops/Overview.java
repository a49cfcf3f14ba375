package org.omicroutes.ops;

import java.util.List;

/**
 * The first page.
 *
 * @param seen what the browser sends back to hear nothing where nothing is new
 * @param state that the drops are filtered by; empty for none
 * @param query that leads to this page
 * @param summary one sentence, read out where it changes
 * @param total drops in all states
 * @param shown which of the drops are on this page, one sentence
 * @param dead drops that were rejected or have failed, the newest
 */
record Overview(
    String htmx,
    String seen,
    boolean operator,
    String state,
    String query,
    String summary,
    List<DropViews.Tile> tiles,
    int total,
    List<DropViews.Row> drops,
    String shown,
    boolean newer,
    String newerQuery,
    boolean older,
    String olderQuery,
    List<DropViews.Row> dead,
    boolean moreDead,
    List<RunViews.Row> runs,
    HealthView.Health health)
    implements Html.Marked<Overview> {

  @Override
  public Overview seen(String hash) {
    return new Overview(
        htmx,
        hash,
        operator,
        state,
        query,
        summary,
        tiles,
        total,
        drops,
        shown,
        newer,
        newerQuery,
        older,
        olderQuery,
        dead,
        moreDead,
        runs,
        health);
  }
}
