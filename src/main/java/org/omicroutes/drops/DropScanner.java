package org.omicroutes.drops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.JdbiException;
import org.omicroutes.drops.DropFinder.Found;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropState;
import org.omicroutes.state.DropStore;
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
  private final DropEntries entries;
  private final JoinedDrops joined;
  private final Map<String, FolderMemory> memories = new ConcurrentHashMap<>();
  final LargeReads large;

  // Known from the first look on at which the root was there.
  private Path realRoot;
  private DropFinder finder;
  private FolderWalk walker;
  private UnfinishedFolders unfinished;
  private FinishedFolders finished;
  private Identification identification;
  private Map<String, String> signatures;

  private volatile List<String> troubles = List.of();

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
    this.entries = new DropEntries(route, this.root, store);
    this.large = new LargeReads(entries);
    this.joined = new JoinedDrops(route, entries, rule, clock, settings.walkUnfinished);
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
    entries.haveActed();
    List<Found> found = finder.find();
    List<Drop> drops = entries.latest();
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
    List<ReadyFolder> ready = new ArrayList<>();
    for (Found one : found) {
      guarded(one, () -> handle(one, byPath.get(one.path())).ifPresent(ready::add));
    }
    // Small ones do not wait for the reading of large ones.
    ready.sort(Comparator.comparingLong(one -> one.walk().listing().bytes()));
    for (ReadyFolder one : ready) {
      guarded(one.found(), () -> identification.identify(one));
    }
    boolean taken = store.takeOrphans(route) > 0;
    memories.keySet().retainAll(there);
    List<Drop> now = entries.haveActed() || taken ? entries.latest() : drops;
    noteReasons(joined.settle(found, now, this::lookAgain));
  }

  private void lookAgain(Found found, Drop drop) {
    guarded(found, () -> finished.lookAgain(found, drop, memories.get(found.path())));
  }

  @Override
  public void close() {
    memories.values().forEach(FolderMemory::close);
    if (memories.values().stream().anyMatch(FolderMemory::hasBeenReadBeside)) {
      large.close();
    }
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
    if (signatures == null) {
      signatures = new HashMap<>(store.signatures(route));
    }
    Path real = root.toRealPath();
    if (!real.equals(realRoot)) {
      realRoot = real;
      finder = new DropFinder(root, profiles, settings.maxDepth);
      walker = new FolderWalk(real, settings.mostFiles);
      unfinished = new UnfinishedFolders(entries, walker, large, clock, settings.walkUnfinished);
      finished = new FinishedFolders(entries, walker, large, clock, settings, signatures);
      identification = new Identification(entries, walker, rule);
      memories.clear();
    }
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
      entries.say(
          drop, new Verdict(DropState.COPYING, "announced; no profile takes the folder yet"));
      return;
    } else if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      reason = "the folder is no drop any more: what its profile looks for is not in it";
    } else {
      return;
    }
    entries.changed(drop, entries.nothing(drop), DropState.REJECTED, reason);
  }

  private Optional<ReadyFolder> handle(Found found, Drop drop) {
    FolderMemory memory =
        memories.computeIfAbsent(found.path(), path -> new FolderMemory(new FileSums(realRoot)));
    memory.isOf(drop == null ? "" : drop.id());
    if (memory.isBeingRead()) {
      large.goOn(found);
      return Optional.empty();
    }
    if (drop == null || DropEntries.isUnfinished(drop)) {
      return unfinished.look(found, drop, memory);
    }
    if (drop.state().isHeld()) {
      memory.held = true;
      return Optional.empty();
    }
    return finished.look(found, drop, memory);
  }

  private void noteReasons(List<Drop> drops) {
    troubles = Troubles.of(drops, finder.unreadable());
    quarantine.update(drops);
  }
}
