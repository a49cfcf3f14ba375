package org.omicroutes.drops;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.omicroutes.drops.DropFinder.Found;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropState;
import org.omicroutes.state.DropStore;
import org.omicroutes.state.DropStore.Sighting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is seen of a watched folder's drops comes into the state, and is told in the log. */
final class DropEntries {
  private static final Logger LOG = LoggerFactory.getLogger(DropEntries.class);

  private final String route;
  private final Path root;
  private final DropStore store;
  private boolean acted;

  /**
   * @param root the watched folder, as all instances name it
   */
  DropEntries(String route, Path root, DropStore store) {
    this.route = route;
    this.root = root;
    this.store = store;
  }

  DropStore store() {
    return store;
  }

  /** The latest drop of each folder. */
  List<Drop> latest() {
    return store.latest(route).stream().filter(this::isHere).toList();
  }

  /** Whether a drop of the route lies in this watched folder. */
  boolean isHere(Drop drop) {
    return drop.root().equals(root.toString());
  }

  /**
   * Whether drops have come into another state since this was asked last. What was seen of files
   * that are the same is no such thing.
   */
  boolean haveActed() {
    boolean before = acted;
    acted = false;
    return before;
  }

  Sighting sighting(Found found, FolderWalk.Result walk) {
    FolderListing listing = walk.listing();
    return new Sighting(
        route,
        root.toString(),
        found.path(),
        found.profile() == null ? "none" : found.profile().name(),
        listing.fingerprint(),
        listing.entries().size(),
        listing.bytes());
  }

  /** What is seen of a folder that is no drop any more. */
  Sighting nothing(Drop drop) {
    return new Sighting(route, root.toString(), drop.path(), drop.profile(), "", 0, 0);
  }

  /** Writes a state or reason that is another than before; the files are the same. */
  void say(Drop drop, Verdict verdict) {
    if (drop.state() == verdict.state() && drop.reason().equals(verdict.reason())) {
      return;
    }
    if (store.move(drop, verdict.state(), verdict.reason()) && drop.state() != verdict.state()) {
      said(drop, verdict.state());
    }
  }

  void said(Drop drop, DropState state) {
    acted = true;
    LOG.info("drop {} ({}): {}", drop.path(), drop.id(), state);
  }

  /** The files of a folder changed. */
  boolean changed(Drop drop, Sighting seen, DropState state, String reason) {
    boolean changed = store.changed(drop, seen, state, reason);
    if (changed) {
      said(drop, state);
    }
    return changed;
  }

  /**
   * Another drop takes the place of one whose folder changed.
   *
   * @return the new one; empty where another instance was quicker
   */
  Optional<Drop> replaced(Drop old, Sighting seen, DropState state, String reason) {
    Optional<Drop> next = store.replace(old, seen, state, reason);
    next.ifPresent(drop -> said(drop, state));
    return next;
  }

  /** As {@link DropStore#takeReading}. */
  boolean takeReading(Found found, String reader, Duration time) {
    return store.takeReading(route, root.toString(), found.path(), reader, time);
  }

  static boolean isUnfinished(Drop drop) {
    return drop.state() == DropState.SEQUENCING || drop.state() == DropState.COPYING;
  }
}
