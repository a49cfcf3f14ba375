package org.omicroutes.drops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.JdbiException;
import org.omicroutes.drops.Completion.Marks;
import org.omicroutes.drops.DropFinder.Found;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropState;
import org.omicroutes.state.DropStore;
import org.omicroutes.state.DropStore.Sighting;
import org.omicroutes.state.JoinRule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a folder for drops of a route. Each look compares what is there with the state and takes
 * every step that is due, each in a transaction of its own that holds what it expects: another look
 * goes on where one ended, and several instances may look at the same time.
 */
public final class DropScanner implements DropSource {
  private static final Logger LOG = LoggerFactory.getLogger(DropScanner.class);
  private static final ExecutorService LARGE_READS =
      Executors.newFixedThreadPool(
          2,
          work -> {
            Thread thread = new Thread(work, "large drops");
            thread.setDaemon(true);
            return thread;
          });

  private static final String READING = "all is there; its contents are read";

  /**
   * How closely is looked.
   *
   * @param maxDepth of drops below the root, 1 for those directly in it
   * @param walkUnfinished how often, at most, all files of a drop are walked that is not complete
   *     or waits for its run
   * @param walkEnded how often all files of a drop are walked that has ended; between, it is only
   *     looked at from outside
   * @param mostFiles a drop may have
   */
  public record Settings(int maxDepth, Duration walkUnfinished, Duration walkEnded, int mostFiles) {
    /** As deep as year/month/run/part, a minute, an hour, two million. */
    public static final Settings DEFAULT =
        new Settings(4, Duration.ofMinutes(1), Duration.ofHours(1), 2_000_000);

    public Settings {
      if (maxDepth < 1 || mostFiles < 1 || walkUnfinished.isNegative() || walkEnded.isNegative()) {
        throw new IllegalArgumentException("depth and files from 1, times from 0");
      }
    }
  }

  private final String route;
  private final Path root;
  private final List<Profile> profiles;
  private final DropStore store;
  private final Clock clock;
  private final Settings settings;
  private final JoinRule rule;
  private final Quarantine quarantine;
  private final RootIdentity identity;
  private final Map<String, FolderMemory> memories = new ConcurrentHashMap<>();

  /** Drops of at least so many unread bytes are read beside the looks, a few at a time. */
  long largeFrom = 1L << 30;

  /** Who reads them; for all scanners of the process. */
  ExecutorService readers = LARGE_READS;

  // Known from the first look on at which the root was there.
  private DropFinder finder;
  private FolderWalk walker;
  private Path realRoot;
  private Map<String, String> signatures;

  private final List<Ready> ready = new ArrayList<>();
  private boolean acted;
  private String complaint = "";
  private volatile List<String> troubles = List.of();

  // Of the drops that were joined last.
  private int settled;
  private Instant settledAt = Instant.MIN;

  /** A folder that is complete, and whose contents are to be read. */
  private record Ready(
      Found found, Drop drop, FolderWalk.Result walk, FolderMemory memory, String reason) {}

  /**
   * @param route that takes the drops
   * @param root the watched folder; all instances name it by the same path
   * @param profiles of which the first that takes a folder counts
   */
  public DropScanner(
      String route,
      Path root,
      List<Profile> profiles,
      DropStore store,
      Clock clock,
      Settings settings) {
    this(route, root, profiles, store, clock, settings, JoinRule.NONE);
  }

  /** As above, for a route whose drops are joined by a rule. */
  public DropScanner(
      String route,
      Path root,
      List<Profile> profiles,
      DropStore store,
      Clock clock,
      Settings settings,
      JoinRule rule) {
    this.route = route;
    this.root = root.toAbsolutePath().normalize();
    this.profiles = List.copyOf(profiles);
    this.store = store;
    this.clock = clock;
    this.settings = settings;
    this.rule = rule;
    this.quarantine = new Quarantine(root);
    this.identity = new RootIdentity(this.root);
  }

  /** How many times the files of a folder were walked so far. */
  public synchronized long walks() {
    return walker == null ? 0 : walker.walks();
  }

  @Override
  public List<String> troubles() {
    return troubles;
  }

  @Override
  public synchronized void look() throws IOException {
    open();
    acted = false;
    ready.clear();
    List<Found> found = finder.find();
    List<Drop> drops = drops();
    identity.require(drops.stream().filter(drop -> !drop.state().hasEnded()).toList());
    Map<String, Drop> byPath = new HashMap<>();
    drops.forEach(drop -> byPath.put(drop.path(), drop));
    Set<String> there = new HashSet<>();
    found.forEach(one -> there.add(one.path()));
    for (Drop drop : drops) {
      if (!there.contains(drop.path())) {
        vanished(drop);
      }
    }
    for (Found one : found) {
      guarded(one, () -> handle(one, byPath.get(one.path())));
    }
    // Small ones do not wait for the reading of large ones.
    ready.sort(Comparator.comparingLong(one -> one.walk.listing().bytes()));
    for (Ready one : ready) {
      guarded(one.found, () -> identify(one));
    }
    acted |= store.takeOrphans(route) > 0;
    memories.keySet().retainAll(there);
    noteReasons(settle(found, acted ? drops() : drops));
  }

  /**
   * Joins drops where anything changed, or a waiting time is over; what is about to run is looked
   * at once more.
   *
   * @return the drops as they are now
   */
  private List<Drop> settle(List<Found> found, List<Drop> drops) {
    Instant now = clock.instant();
    boolean joins = rule.joins() || drops.stream().anyMatch(DropScanner::isJoined);
    boolean due =
        states(drops) != settled
            || !now.isBefore(settledAt.plus(settings.walkUnfinished))
            || drops.stream().anyMatch(drop -> isOver(drop, now));
    if (!joins || !due) {
      return drops;
    }
    Map<String, Found> byPath = new HashMap<>();
    found.forEach(one -> byPath.put(one.path(), one));
    for (Drop drop : rule.joins() ? store.startable(route, rule) : List.<Drop>of()) {
      Found one = byPath.get(drop.path());
      if (one != null && drop.root().equals(root.toString())) {
        guarded(one, () -> lookAgain(one, drop, now));
      }
    }
    store.settle(route, rule);
    List<Drop> after = drops();
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

  /** A drop that waits is seldom walked: its files may have changed deep inside. */
  private void lookAgain(Found one, Drop drop, Instant now) {
    FolderMemory memory = memories.get(one.path());
    boolean longAgo =
        memory != null
            && (memory.walkedAt == null
                || !now.isBefore(memory.walkedAt.plus(settings.walkUnfinished)));
    if (longAgo) {
      memory.walkedAt = null;
      finished(one, drop, memory);
    }
  }

  @Override
  public void close() {
    memories.values().forEach(FolderMemory::close);
  }

  /** One folder that cannot be dealt with must not keep others from it. */
  private static void guarded(Found found, Runnable work) {
    try {
      work.run();
    } catch (JdbiException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("the folder {} cannot be dealt with: {}", found.path(), e.getClass().getName());
      LOG.debug("the folder {}", found.path(), e);
    }
  }

  private void open() throws IOException {
    if (!Files.isDirectory(root)) {
      throw new NoSuchFileException(root.toString(), null, "the watched folder is not there");
    }
    Path real = root.toRealPath();
    if (!real.equals(realRoot)) {
      realRoot = real;
      finder = new DropFinder(root, profiles, settings.maxDepth);
      walker = new FolderWalk(real, settings.mostFiles);
      memories.clear();
    }
    if (signatures == null) {
      signatures = new HashMap<>(store.signatures(route));
    }
  }

  private List<Drop> drops() {
    return store.latest(route).stream()
        .filter(drop -> drop.root().equals(root.toString()))
        .toList();
  }

  /** A folder that is gone before its drop was worked on. */
  private void vanished(Drop drop) {
    if (drop.state().hasEnded() || drop.state().isHeld() || finder.couldNotSee(drop.path())) {
      return;
    }
    Path folder = root.resolve(drop.path());
    String reason;
    if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
      reason = "the folder is gone";
    } else if (drop.state() == DropState.COPYING && drop.fingerprint().isEmpty()) {
      // Announced before the first file came that tells its profile.
      say(drop, new Verdict(DropState.COPYING, "announced; no profile takes the folder yet"));
      return;
    } else if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      reason = "the folder is no drop any more: what its profile looks for is not in it";
    } else {
      return;
    }
    Sighting nothing = new Sighting(route, root.toString(), drop.path(), drop.profile(), "", 0, 0);
    if (store.changed(drop, nothing, DropState.REJECTED, reason)) {
      said(drop, DropState.REJECTED);
    }
  }

  private void handle(Found found, Drop drop) {
    FolderMemory memory =
        memories.computeIfAbsent(found.path(), path -> new FolderMemory(new FileSums(realRoot)));
    memory.isOf(drop == null ? "" : drop.id());
    if (memory.isBeingRead()) {
      return;
    }
    if (drop == null || isUnfinished(drop)) {
      unfinished(found, drop, memory);
    } else if (drop.state().isHeld()) {
      memory.held = true;
    } else {
      finished(found, drop, memory);
    }
  }

  private static boolean isUnfinished(Drop drop) {
    return drop.state() == DropState.SEQUENCING || drop.state() == DropState.COPYING;
  }

  private void unfinished(Found found, Drop drop, FolderMemory memory) {
    Instant now = clock.instant();
    boolean looksOther = !found.signature().equals(memory.signature);
    boolean due = drop == null || memory.walkIsDue(now, drop.changedAt(), settings.walkUnfinished);
    if (!looksOther && !due) {
      return;
    }
    Marks marks = Completion.marks(found);
    memory.signature = found.signature();
    memory.marked = marks.areThere() || marks.broken();
    memory.settle = marks.markers().settle();
    if (!due && !memory.marked) {
      say(drop, new Verdict(marks.state(), marks.reason()));
      return;
    }
    FolderWalk.Result walk = walker.walk(found.folder());
    Sighting seen = sighting(found, walk);
    boolean same = drop != null && seen.fingerprint().equals(drop.fingerprint());
    boolean settled = memory.settle.isZero() || same && memory.settled(now, drop.changedAt());
    Verdict verdict =
        isReadBeside(found, marks, walk, memory, settled)
            ? new Verdict(DropState.COPYING, READING)
            : Completion.verdict(found, marks, walk, memory.before, memory.sums, settled);
    memory.walked(now, walk, found.profile());
    Drop current = enter(drop, seen, verdict, same);
    if (current != null) {
      memory.isOf(current.id());
      memory.signature = found.signature();
      if (verdict.state() == DropState.COMPLETE) {
        ready.add(new Ready(found, current, walk, memory, verdict.reason()));
      }
    }
  }

  /**
   * Whether the files are read on another thread, because there is much to read: others need not
   * wait for it. Nothing is decided meanwhile; afterwards the sums are known to who decides.
   */
  private boolean isReadBeside(
      Found found, Marks marks, FolderWalk.Result walk, FolderMemory memory, boolean settled) {
    FolderListing listing = walk.listing();
    if (listing.bytes() < largeFrom || memory.hasBeenRead(listing.fingerprint())) {
      return false;
    }
    Map<String, String> reads = Completion.reads(found, marks, walk, settled);
    if (reads.isEmpty() || memory.sums.unread(listing, reads) < largeFrom) {
      return false;
    }
    memory.reading(
        listing.fingerprint(), readers.submit(() -> memory.sums.readAll(listing, reads)));
    return true;
  }

  private Sighting sighting(Found found, FolderWalk.Result walk) {
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

  /** What a walk saw comes into the state; null where another instance was quicker. */
  private Drop enter(Drop drop, Sighting seen, Verdict verdict, boolean same) {
    Verdict entered =
        verdict.state() == DropState.COMPLETE ? new Verdict(DropState.COPYING, READING) : verdict;
    if (drop == null) {
      Drop added = store.add(seen, entered.state(), entered.reason(), null);
      boolean ours = added.fingerprint().equals(seen.fingerprint()) && isUnfinished(added);
      said(added, added.state());
      return ours ? added : null;
    }
    if (same) {
      say(drop, entered);
    } else if (store.changed(drop, seen, entered.state(), entered.reason())
        && drop.state() != entered.state()) {
      said(drop, entered.state());
    }
    return store
        .get(drop.id())
        .filter(now -> now.fingerprint().equals(seen.fingerprint()) && isUnfinished(now))
        .orElse(null);
  }

  /** Writes a state or reason that is another than before; the files are the same. */
  private void say(Drop drop, Verdict verdict) {
    if (drop.state() == verdict.state() && drop.reason().equals(verdict.reason())) {
      return;
    }
    if (store.move(drop, verdict.state(), verdict.reason()) && drop.state() != verdict.state()) {
      said(drop, verdict.state());
    }
  }

  private void said(Drop drop, DropState state) {
    acted = true;
    LOG.info("drop {} ({}): {}", drop.path(), drop.id(), state);
  }

  /** A drop that is complete or has ended: whether its folder changed since. */
  private void finished(Found found, Drop drop, FolderMemory memory) {
    Instant now = clock.instant();
    if (memory.signature == null) {
      remember(found, drop, memory, now);
    }
    boolean ended = drop.state().hasEnded();
    boolean justEnded = ended && memory.held;
    memory.held = !ended;
    // One that waits, for days perhaps, is walked before it runs.
    boolean rests = ended || drop.state() == DropState.WAITING;
    Duration every = rests ? settings.walkEnded : settings.walkUnfinished;
    boolean due =
        justEnded
            || memory.walkedAt == null
            || !found.signature().equals(memory.signature)
            || !now.isBefore(memory.walkedAt.plus(every))
            || memory.pending != null
                && memory.walkIsDue(now, memory.pendingAt, settings.walkUnfinished);
    if (!due) {
      return;
    }
    FolderWalk.Result walk = walker.walk(found.folder());
    Sighting seen = sighting(found, walk);
    if (seen.fingerprint().equals(drop.fingerprint())) {
      memory.pending = null;
      if (!found.signature().equals(memory.signature)) {
        store.observed(drop, drop.fingerprint(), found.signature());
      }
    } else if (!ended) {
      if (store.changed(drop, seen, DropState.COPYING, "its files changed after all was there")) {
        said(drop, DropState.COPYING);
      }
    } else {
      changedAfterItsEnd(found, drop, memory, walk, seen);
    }
    memory.signature = found.signature();
    memory.walked(now, walk, found.profile());
  }

  /**
   * After a restart, folders that look as they did are walked spread over the time between two
   * walks.
   */
  private void remember(Found found, Drop drop, FolderMemory memory, Instant now) {
    memory.signature = signatures.remove(drop.id());
    if (memory.walkedAt == null && memory.signature != null) {
      double part = (drop.id().hashCode() & 0xffff) / 65536.0;
      memory.walkedAt = now.minusMillis((long) (settings.walkEnded.toMillis() * part));
    }
  }

  private void changedAfterItsEnd(
      Found found, Drop drop, FolderMemory memory, FolderWalk.Result walk, Sighting seen) {
    if (drop.content() == null || drop.fingerprint().isEmpty()) {
      String reason =
          drop.fingerprint().isEmpty() ? "the folder is back" : "the folder's files changed";
      store
          .replace(drop, seen, DropState.COPYING, reason)
          .ifPresent(next -> said(next, DropState.COPYING));
      return;
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
    if (isReadBeside(found, marks, walk, memory, settled)) {
      return;
    }
    Verdict verdict = Completion.verdict(found, marks, walk, memory.before, memory.sums, settled);
    if (verdict.state() == DropState.REJECTED) {
      store
          .replace(drop, seen, DropState.REJECTED, verdict.reason())
          .ifPresent(next -> said(next, DropState.REJECTED));
    } else if (verdict.state() == DropState.COMPLETE) {
      ready.add(new Ready(found, drop, walk, memory, verdict.reason()));
    }
  }

  /** Reads the contents of a complete folder, and has the state decide what becomes of it. */
  private void identify(Ready one) {
    Drop drop = one.drop;
    FolderListing listing = one.walk.listing();
    Contents contents;
    Map<String, Set<String>> layers;
    try {
      contents = Contents.read(listing, one.found.profile(), one.memory.sums);
      layers = rule.joins() ? DropLayers.read(one.found.folder()) : Map.of();
    } catch (IOException e) {
      one.memory.walkedAt = null;
      if (isUnfinished(drop)) {
        say(drop, new Verdict(DropState.COPYING, e.getMessage() + Troubles.AGAIN));
      }
      return;
    }
    FolderWalk.Result again = walker.walk(one.found.folder());
    Sighting seen = sighting(one.found, again);
    if (!seen.fingerprint().equals(listing.fingerprint()) || again.unreadable() != null) {
      one.memory.walkedAt = null;
      if (isUnfinished(drop)
          && store.changed(
              drop, seen, DropState.COPYING, "its files changed while they were read")) {
        said(drop, DropState.COPYING);
      }
      return;
    }
    if (isUnfinished(drop)) {
      complete(one, drop, contents, layers, one.reason + since(drop, contents));
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
      Ready one, Drop drop, Contents contents, Map<String, Set<String>> layers, String reason) {
    DropStore.Layers whose = new DropStore.Layers(layers, rule);
    if (store.complete(drop, contents.identity(), contents.toGzip(), reason, whose)) {
      one.memory.isOf(drop.id());
      one.memory.signature = one.found.signature();
      Optional<Drop> now = store.get(drop.id());
      now.ifPresent(
          done -> {
            said(done, done.state());
            one.memory.held = !done.state().hasEnded();
            store.observed(done, done.fingerprint(), one.found.signature());
          });
      one.memory.forgetFiles();
    }
  }

  /** The folder of a drop that has ended is complete anew. */
  private void compare(
      Ready one, Contents contents, Map<String, Set<String>> layers, Sighting seen) {
    one.memory.pending = null;
    if (contents.identity().equals(one.drop.content())) {
      store.observed(one.drop, seen.fingerprint(), one.found.signature());
      one.memory.forgetFiles();
      return;
    }
    String difference = difference(one.drop, contents);
    store
        .replace(one.drop, seen, DropState.COPYING, difference)
        .ifPresent(
            next -> {
              said(next, DropState.COPYING);
              complete(one, next, contents, layers, difference);
            });
  }

  private String difference(Drop drop, Contents contents) {
    return store
        .listing(drop.id())
        .map(before -> Contents.difference(Contents.fromGzip(before), contents))
        .orElse("the files changed");
  }

  /** What cannot be written must not keep drops from being taken. */
  private void noteReasons(List<Drop> drops) {
    troubles = Troubles.of(drops, finder.unreadable());
    String trouble = "";
    for (Drop drop : drops) {
      try {
        quarantine.update(drop);
      } catch (IOException e) {
        trouble = e.toString();
      }
    }
    if (!trouble.isEmpty() && !trouble.equals(complaint)) {
      LOG.warn("the reasons of rejected drops cannot be written to quarantine: {}", trouble);
    }
    complaint = trouble;
  }
}
