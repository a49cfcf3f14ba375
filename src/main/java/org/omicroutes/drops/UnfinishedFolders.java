package org.omicroutes.drops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.omicroutes.drops.Completion.Marks;
import org.omicroutes.drops.DropFinder.Found;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropState;
import org.omicroutes.state.DropStore.Sighting;

/** Looks at folders that are not known, or were not complete the last time. */
final class UnfinishedFolders {
  private static final String READING = "all is there; its contents are read";

  private final DropEntries entries;
  private final FolderWalk walker;
  private final LargeReads large;
  private final Clock clock;
  private final Duration walkEvery;

  /**
   * @param walkEvery how often, at most, all files of a folder are walked
   */
  UnfinishedFolders(
      DropEntries entries, FolderWalk walker, LargeReads large, Clock clock, Duration walkEvery) {
    this.entries = entries;
    this.walker = walker;
    this.large = large;
    this.clock = clock;
    this.walkEvery = walkEvery;
  }

  /**
   * Looks at one.
   *
   * @param drop null where the folder is not known
   * @return the folder where it is complete
   */
  Optional<ReadyFolder> look(Found found, Drop drop, FolderMemory memory) {
    Instant now = clock.instant();
    boolean looksOther = !found.signature().equals(memory.signature);
    boolean due = drop == null || memory.walkIsDue(now, drop.changedAt(), walkEvery);
    if (!looksOther && !due) {
      return Optional.empty();
    }
    Marks marks = Completion.marks(found);
    memory.signature = found.signature();
    memory.marked = marks.areThere() || marks.broken();
    memory.settle = marks.markers().settle();
    if (!due && !memory.marked) {
      entries.say(drop, new Verdict(marks.state(), marks.reason()));
      return Optional.empty();
    }
    FolderWalk.Result walk = walker.walk(found.folder());
    Sighting seen = entries.sighting(found, walk);
    boolean same = drop != null && seen.fingerprint().equals(drop.fingerprint());
    boolean settled = memory.settle.isZero() || same && memory.settled(now, drop.changedAt());
    Verdict verdict =
        large.begin(found, marks, walk, memory, settled)
            ? new Verdict(DropState.COPYING, READING)
            : Completion.verdict(found, marks, walk, memory.before, memory.sums, settled);
    memory.walked(now, walk, found.profile());
    Drop current = enter(drop, seen, verdict, same);
    if (current == null) {
      return Optional.empty();
    }
    memory.isOf(current.id());
    memory.signature = found.signature();
    return verdict.state() == DropState.COMPLETE
        ? Optional.of(new ReadyFolder(found, current, walk, memory, verdict.reason()))
        : Optional.empty();
  }

  /** What a walk saw comes into the state; null where another instance was quicker. */
  private Drop enter(Drop drop, Sighting seen, Verdict verdict, boolean same) {
    Verdict entered =
        verdict.state() == DropState.COMPLETE ? new Verdict(DropState.COPYING, READING) : verdict;
    if (drop == null) {
      Drop added = entries.store().add(seen, entered.state(), entered.reason(), null);
      boolean ours =
          added.fingerprint().equals(seen.fingerprint()) && DropEntries.isUnfinished(added);
      entries.said(added, added.state());
      return ours ? added : null;
    }
    if (same) {
      entries.say(drop, entered);
    } else if (entries.store().changed(drop, seen, entered.state(), entered.reason())
        && drop.state() != entered.state()) {
      entries.said(drop, entered.state());
    }
    return entries
        .store()
        .get(drop.id())
        .filter(
            now -> now.fingerprint().equals(seen.fingerprint()) && DropEntries.isUnfinished(now))
        .orElse(null);
  }
}
