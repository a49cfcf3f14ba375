package org.omicroutes.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Drops that run together.
 *
 * @param drops with the one that was asked for, which may be alone
 * @param earlier drops that were done before, and whose layers are taken
 */
public record DropGroup(List<Drop> drops, List<Drop> earlier) {
  public DropGroup {
    drops = List.copyOf(drops);
    earlier = List.copyOf(earlier);
  }

  /** All of them, those whose files changed last at the end: what they say counts. */
  public List<Drop> inOrder() {
    List<Drop> all = new ArrayList<>(drops);
    all.addAll(earlier);
    all.sort(Comparator.comparing(Drop::changedAt).thenComparing(Drop::id));
    return all;
  }

  public boolean isJoined() {
    return drops.size() + earlier.size() > 1;
  }
}
