package org.omicroutes.drops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.omicroutes.drops.DropFinder.Found;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropState;
import org.omicroutes.state.JoinRule;

/** Drops of a watched folder that run together, or wait for others. */
final class JoinedDrops {
  private final String route;
  private final DropEntries entries;
  private final JoinRule rule;
  private final Clock clock;
  private final Duration every;

  // Of the drops that were joined last.
  private int settled;
  private Instant settledAt = Instant.MIN;

  /**
   * @param every how often, at least, they are joined
   */
  JoinedDrops(String route, DropEntries entries, JoinRule rule, Clock clock, Duration every) {
    this.route = route;
    this.entries = entries;
    this.rule = rule;
    this.clock = clock;
    this.every = every;
  }

  /**
   * Joins drops where anything changed, or a waiting time is over.
   *
   * @param lookAgain at what is about to run
   * @return the drops as they are now
   */
  List<Drop> settle(List<Found> found, List<Drop> drops, BiConsumer<Found, Drop> lookAgain) {
    Instant now = clock.instant();
    boolean joins = rule.joins() || drops.stream().anyMatch(JoinedDrops::isJoined);
    boolean due =
        states(drops) != settled
            || !now.isBefore(settledAt.plus(every))
            || drops.stream().anyMatch(drop -> isOver(drop, now));
    if (!joins || !due) {
      return drops;
    }
    Map<String, Found> byPath = new HashMap<>();
    found.forEach(one -> byPath.put(one.path(), one));
    for (Drop drop : rule.joins() ? entries.store().startable(route, rule) : List.<Drop>of()) {
      Found one = byPath.get(drop.path());
      if (one != null && entries.isHere(drop)) {
        lookAgain.accept(one, drop);
      }
    }
    entries.store().settle(route, rule);
    List<Drop> after = entries.latest();
    settled = states(after);
    settledAt = now;
    return after;
  }

  private static boolean isJoined(Drop drop) {
    return drop.state() == DropState.WAITING || drop.groupId() != null;
  }

  private static boolean isOver(Drop drop, Instant now) {
    return drop.state() == DropState.WAITING
        && drop.waitUntil() != null
        && !drop.waitUntil().isAfter(now);
  }

  private static int states(List<Drop> drops) {
    int hash = 1;
    for (Drop drop : drops) {
      hash = 31 * hash + Objects.hash(drop.id(), drop.state(), drop.groupId(), drop.claimedBy());
    }
    return hash;
  }
}
