package org.omicroutes.drops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.omicroutes.drops.Completion.Marks;
import org.omicroutes.drops.DropFinder.Found;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropState;
import org.omicroutes.state.DropStore.Sighting;

/** Looks at folders of drops that are complete or have ended: whether they changed since. */
final class FinishedFolders {
  private final DropEntries entries;
  private final FolderWalk walker;
  private final LargeReads large;
  private final Clock clock;
  private final DropScanner.Settings settings;
  private final Map<String, String> signatures;

  /**
   * @param signatures by drop, how its folder looked before a restart; those that were asked for
   *     are taken out
   */
  FinishedFolders(
      DropEntries entries,
      FolderWalk walker,
      LargeReads large,
      Clock clock,
      DropScanner.Settings settings,
      Map<String, String> signatures) {
    this.entries = entries;
    this.walker = walker;
    this.large = large;
    this.clock = clock;
    this.settings = settings;
    this.signatures = signatures;
  }

  /**
   * Looks at one that is about to run: a drop that waits is seldom walked, and its files may have
   * changed deep inside.
   *
   * @param memory null where the folder was not looked at yet
   */
  void lookAgain(Found found, Drop drop, FolderMemory memory) {
    boolean longAgo =
        memory != null
            && (memory.walkedAt == null
                || !clock.instant().isBefore(memory.walkedAt.plus(settings.walkUnfinished())));
    if (longAgo) {
      memory.walkedAt = null;
      look(found, drop, memory);
    }
  }

  /**
   * Looks at one.
   *
   * @return the folder where it is complete anew
   */
  Optional<ReadyFolder> look(Found found, Drop drop, FolderMemory memory) {
    Instant now = clock.instant();
    if (memory.signature == null) {
      remember(drop, memory, now);
    }
    boolean ended = drop.state().hasEnded();
    boolean justEnded = ended && memory.held;
    memory.held = !ended;
    if (!justEnded && !isDue(found, drop, memory, now)) {
      return Optional.empty();
    }
    FolderWalk.Result walk = walker.walk(found.folder());
    Sighting seen = entries.sighting(found, walk);
    Optional<ReadyFolder> ready = Optional.empty();
    if (seen.fingerprint().equals(drop.fingerprint())) {
      memory.pending = null;
      if (!found.signature().equals(memory.signature)) {
        entries.store().observed(drop, drop.fingerprint(), found.signature());
      }
    } else if (!ended) {
      entries.changed(drop, seen, DropState.COPYING, "its files changed after all was there");
    } else {
      ready = changedAfterItsEnd(found, drop, memory, walk, seen);
    }
    memory.signature = found.signature();
    memory.walked(now, walk, found.profile());
    return ready;
  }

  private boolean isDue(Found found, Drop drop, FolderMemory memory, Instant now) {
    // One that waits, for days perhaps, is walked before it runs.
    boolean rests = drop.state().hasEnded() || drop.state() == DropState.WAITING;
    Duration every = rests ? settings.walkEnded() : settings.walkUnfinished();
    return memory.walkedAt == null
        || !found.signature().equals(memory.signature)
        || !now.isBefore(memory.walkedAt.plus(every))
        || memory.pending != null
            && memory.walkIsDue(now, memory.pendingAt, settings.walkUnfinished());
  }

  /**
   * After a restart, folders that look as they did are walked spread over the time between two
   * walks.
   */
  private void remember(Drop drop, FolderMemory memory, Instant now) {
    memory.signature = signatures.remove(drop.id());
    if (memory.walkedAt == null && memory.signature != null) {
      double part = (drop.id().hashCode() & 0xffff) / 65536.0;
      memory.walkedAt = now.minusMillis((long) (settings.walkEnded().toMillis() * part));
    }
  }

  private Optional<ReadyFolder> changedAfterItsEnd(
      Found found, Drop drop, FolderMemory memory, FolderWalk.Result walk, Sighting seen) {
    if (drop.content() == null || drop.fingerprint().isEmpty()) {
      String reason =
          drop.fingerprint().isEmpty() ? "the folder is back" : "the folder's files changed";
      entries.replaced(drop, seen, DropState.COPYING, reason);
      return Optional.empty();
    }
    Instant now = clock.instant();
    Marks marks = Completion.marks(found);
    memory.marked = marks.areThere() || marks.broken();
    memory.settle = marks.markers().settle();
    if (!seen.fingerprint().equals(memory.pending)) {
      memory.pending = seen.fingerprint();
      memory.pendingAt = now;
    }
    boolean settled = memory.settled(now, memory.pendingAt);
    if (large.begin(found, marks, walk, memory, settled)) {
      return Optional.empty();
    }
    Verdict verdict = Completion.verdict(found, marks, walk, memory.before, memory.sums, settled);
    if (verdict.state() == DropState.REJECTED) {
      entries.replaced(drop, seen, DropState.REJECTED, verdict.reason());
    }
    return verdict.state() == DropState.COMPLETE
        ? Optional.of(new ReadyFolder(found, drop, walk, memory, verdict.reason()))
        : Optional.empty();
  }
}
