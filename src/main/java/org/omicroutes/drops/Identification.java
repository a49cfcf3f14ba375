package org.omicroutes.drops;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropState;
import org.omicroutes.state.DropStore;
import org.omicroutes.state.DropStore.Sighting;
import org.omicroutes.state.JoinRule;

/** Reads the contents of complete folders, and has the state decide what becomes of them. */
final class Identification {
  private final DropEntries entries;
  private final FolderWalk walker;
  private final JoinRule rule;

  Identification(DropEntries entries, FolderWalk walker, JoinRule rule) {
    this.entries = entries;
    this.walker = walker;
    this.rule = rule;
  }

  /** Reads one, unless it changes meanwhile or cannot be read: then it is looked at again. */
  void identify(ReadyFolder one) {
    Drop drop = one.drop();
    FolderListing listing = one.walk().listing();
    Contents contents;
    Map<String, Set<String>> layers;
    try {
      contents = Contents.read(listing, one.found().profile(), one.memory().sums);
      layers = rule.joins() ? DropLayers.read(one.found().folder()) : Map.of();
    } catch (IOException e) {
      one.memory().walkedAt = null;
      if (DropEntries.isUnfinished(drop)) {
        entries.say(drop, new Verdict(DropState.COPYING, e.getMessage() + Troubles.AGAIN));
      }
      return;
    }
    FolderWalk.Result again = walker.walk(one.found().folder());
    Sighting seen = entries.sighting(one.found(), again);
    if (!seen.fingerprint().equals(listing.fingerprint()) || again.unreadable() != null) {
      one.memory().walkedAt = null;
      if (DropEntries.isUnfinished(drop)) {
        entries.changed(drop, seen, DropState.COPYING, "its files changed while they were read");
      }
      return;
    }
    if (DropEntries.isUnfinished(drop)) {
      complete(one, drop, contents, layers, one.reason() + since(drop, contents));
    } else {
      compare(one, contents, layers, seen);
    }
  }

  private String since(Drop drop, Contents contents) {
    if (drop.content() == null || drop.content().equals(contents.identity())) {
      return "";
    }
    return "; since it was complete before: " + difference(drop, contents);
  }

  private void complete(
      ReadyFolder one,
      Drop drop,
      Contents contents,
      Map<String, Set<String>> layers,
      String reason) {
    DropStore.Layers whose = new DropStore.Layers(layers, rule);
    if (entries.store().complete(drop, contents.identity(), contents.toGzip(), reason, whose)) {
      one.memory().isOf(drop.id());
      one.memory().signature = one.found().signature();
      Optional<Drop> now = entries.store().get(drop.id());
      now.ifPresent(
          done -> {
            entries.said(done, done.state());
            one.memory().held = !done.state().hasEnded();
            entries.store().observed(done, done.fingerprint(), one.found().signature());
          });
      one.memory().forgetFiles();
    }
  }

  /** The folder of a drop that has ended is complete anew. */
  private void compare(
      ReadyFolder one, Contents contents, Map<String, Set<String>> layers, Sighting seen) {
    one.memory().pending = null;
    if (contents.identity().equals(one.drop().content())) {
      entries.store().observed(one.drop(), seen.fingerprint(), one.found().signature());
      one.memory().forgetFiles();
      return;
    }
    String difference = difference(one.drop(), contents);
    entries
        .replaced(one.drop(), seen, DropState.COPYING, difference)
        .ifPresent(next -> complete(one, next, contents, layers, difference));
  }

  private String difference(Drop drop, Contents contents) {
    return entries
        .store()
        .listing(drop.id())
        .map(before -> Contents.difference(Contents.fromGzip(before), contents))
        .orElse("the files changed");
  }
}
