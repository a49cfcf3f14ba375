package org.omicroutes.drops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.omicroutes.state.DropState.COMPLETE;
import static org.omicroutes.state.DropState.COPYING;
import static org.omicroutes.state.DropState.DONE;
import static org.omicroutes.state.DropState.DUPLICATE;
import static org.omicroutes.state.DropState.FAILED;
import static org.omicroutes.state.DropState.REJECTED;
import static org.omicroutes.state.DropState.REPLACED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.state.Databases;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropStore.Filter;
import org.omicroutes.state.DropStore.Sighting;

class DropScannerTest {
  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path folder;
  private Path root;
  private Watch watch;

  @BeforeEach
  void open() throws IOException {
    root = Files.createDirectory(folder.resolve("drops"));
    watch = new Watch(root, "manifest", "marker");
  }

  private void settle() throws IOException {
    watch.look();
    watch.lookAfter(SETTLE);
  }

  private List<Drop> rows() {
    return watch.store.list(Filter.ALL, 1000, 0);
  }

  @Test
  void findsExistingAndNewFoldersAtAnyDepth() throws IOException {
    watch.drop("old", "1");
    watch.drop("2026/03/deep", "2");
    watch.drop("1/2/3/4/too-deep", "3");
    watch.drop(".hidden/run", "4");
    watch.drop("quarantine/run", "5");
    watch.drop("old/inside", "6");
    settle();
    watch.drop("new", "7");
    settle();
    assertThat(rows()).extracting(Drop::path).containsOnly("old", "2026/03/deep", "new");
    assertThat(rows()).extracting(Drop::state).containsOnly(COMPLETE);
    assertThat(rows()).hasSize(3);
  }

  @Test
  void aCopyThatGrowsIsNotTaken() throws IOException {
    watch.drop("run", "1");
    watch.look();
    for (int i = 2; i < 20; i++) {
      watch.write("run/rna.tsv", "1".repeat(i));
      watch.lookAfter(Duration.ofSeconds(4));
      assertThat(watch.state("run")).isEqualTo(COPYING);
    }
    watch.lookAfter(SETTLE);
    assertThat(watch.state("run")).isEqualTo(COMPLETE);
    assertThat(watch.at("run").bytes()).isGreaterThan(19);
  }

  @Test
  void touchedFilesAreTheSameDrop() throws IOException {
    watch.drop("run", "1");
    settle();
    Drop done = watch.work(DONE);
    watch.touch("run/rna.tsv");
    watch.touch("run/samplesheet.csv");
    settle();
    watch.lookAfter(SETTLE);
    assertThat(rows()).hasSize(1);
    assertThat(watch.at("run").id()).isEqualTo(done.id());
    assertThat(watch.state("run")).isEqualTo(DONE);
    assertThat(watch.at("run").fingerprint()).isNotEqualTo(done.fingerprint());
  }

  @Test
  void aChangedFolderIsANewDropThatSaysWhatChanged() throws IOException {
    watch.drop("run", "1");
    watch.write("run/old.tsv", "x");
    settle();
    Drop done = watch.work(DONE);
    watch.lookAfter(SETTLE);
    watch.write("run/rna.tsv", "2");
    watch.write("run/clinical.csv", "c");
    Files.delete(root.resolve("run/old.tsv"));
    watch.lookAfter(SETTLE);
    assertThat(watch.state("run")).isEqualTo(DONE);
    watch.lookAfter(SETTLE);
    Drop next = watch.at("run");
    assertThat(next.state()).isEqualTo(COMPLETE);
    assertThat(next.follows()).isEqualTo(done.id());
    assertThat(next.reason()).isEqualTo("rna.tsv changed, clinical.csv is new, old.tsv is gone");
    assertThat(watch.store.get(done.id()).orElseThrow().state()).isEqualTo(REPLACED);
    watch.work(DONE);
    watch.write("run/rna.tsv", "1");
    Files.delete(root.resolve("run/clinical.csv"));
    watch.write("run/old.tsv", "x");
    settle();
    assertThat(watch.state("run")).as("changed back is changed").isEqualTo(COMPLETE);
  }

  @Test
  void whatChangesWhileItIsWorkedOnIsNoticedAfterwards() throws IOException {
    watch.drop("run", "1");
    watch.write("run/deep/cnv.tsv", "a");
    settle();
    Drop held = watch.store.claim("prognosis", watch.instance).orElseThrow();
    watch.lookAfter(SETTLE);
    watch.write("run/deep/cnv.tsv", "b");
    watch.lookAfter(HOUR);
    assertThat(watch.at("run").id()).isEqualTo(held.id());
    watch.store.end(held, watch.instance, DONE, "done");
    settle();
    assertThat(watch.at("run").follows()).isEqualTo(held.id());
    assertThat(watch.reason("run")).isEqualTo("deep/cnv.tsv changed");
  }

  @Test
  void aDropThatChangesBeforeItIsTakenIsCopiedAnew() throws IOException {
    watch.drop("run", "1");
    settle();
    String before = watch.at("run").content();
    watch.write("run/samplesheet.csv", "layer,format,path\nrna,counts,rna.tsv\n\n");
    watch.look();
    assertThat(watch.state("run")).isEqualTo(COPYING);
    assertThat(watch.store.claim("prognosis", watch.instance)).isEmpty();
    watch.lookAfter(SETTLE);
    assertThat(watch.state("run")).isEqualTo(COMPLETE);
    assertThat(watch.reason("run"))
        .endsWith("since it was complete before: samplesheet.csv changed");
    assertThat(watch.at("run").content()).isNotEqualTo(before);
    assertThat(rows()).hasSize(1);
  }

  @Test
  void aRenamedCopyIsADuplicateUntilItsOriginalIsGone() throws IOException {
    watch.drop("a", "1");
    settle();
    watch.drop("b", "1");
    settle();
    assertThat(watch.state("b")).isEqualTo(DUPLICATE);
    assertThat(watch.reason("b"))
        .isEqualTo("the same contents as a (drop " + watch.at("a").id() + "), which is COMPLETE");
    delete("a");
    watch.look();
    assertThat(watch.state("a")).isEqualTo(REJECTED);
    assertThat(watch.reason("a")).isEqualTo("the folder is gone");
    assertThat(watch.state("b")).isEqualTo(COMPLETE);
    watch.work(DONE);
    watch.drop("c", "1");
    settle();
    assertThat(watch.state("c")).isEqualTo(DUPLICATE);
    delete("b");
    watch.look();
    assertThat(watch.state("b")).as("what has ended stays").isEqualTo(DONE);
    assertThat(watch.state("c")).isEqualTo(DUPLICATE);
  }

  private void delete(String path) throws IOException {
    for (String name : List.of("rna.tsv", "samplesheet.csv", "COMPLETE", "")) {
      Files.delete(root.resolve(path).resolve(name));
    }
  }

  @Test
  void aFolderThatIsBackIsLookedAtAnew() throws IOException {
    watch.drop("run", "1");
    settle();
    delete("run");
    watch.look();
    String gone = watch.at("run").id();
    assertThat(watch.state("run")).isEqualTo(REJECTED);
    assertThat(root.resolve("quarantine/run/REASON.txt")).content().contains("the folder is gone");
    watch.drop("run", "1");
    settle();
    watch.lookAfter(SETTLE);
    assertThat(watch.state("run")).isEqualTo(COMPLETE);
    assertThat(watch.at("run").follows()).isEqualTo(gone);
    assertThat(root.resolve("quarantine")).doesNotExist();
  }

  @Test
  void linksOutOfTheRootAreRefusedAndThoseInsideAreAllowed() throws IOException {
    Path outside = Files.writeString(folder.resolve("secret.tsv"), "secret");
    watch.drop("bad", "1");
    Files.createSymbolicLink(root.resolve("bad/x.tsv"), outside);
    watch.drop("worse", "2");
    Files.createSymbolicLink(root.resolve("worse/x.tsv"), Path.of("../../nowhere/x.tsv"));
    watch.drop("good", "3");
    Files.createSymbolicLink(root.resolve("good/y.tsv"), Path.of("../bad/rna.tsv"));
    Files.createSymbolicLink(root.resolve("good/folder"), Path.of("../bad"));
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.createSymbolicLink(root.resolve("linked"), other);
    settle();
    String why = " is a link that leads out of the watched folder";
    assertThat(watch.state("bad")).isEqualTo(REJECTED);
    assertThat(watch.reason("bad")).isEqualTo("x.tsv" + why);
    assertThat(watch.reason("worse")).isEqualTo("x.tsv" + why);
    assertThat(watch.reason("linked")).isEqualTo("the folder" + why);
    assertThat(watch.state("good")).isEqualTo(COMPLETE);
    assertThat(watch.at("good").files()).isEqualTo(5);
    watch.lookAfter(HOUR);
    watch.lookAfter(HOUR);
    assertThat(rows()).as("refused once").hasSize(4);
    Files.delete(root.resolve("bad/x.tsv"));
    settle();
    watch.lookAfter(SETTLE);
    assertThat(watch.state("bad")).isEqualTo(COMPLETE);
  }

  @Test
  void aFileThatCannotBeReadIsTriedAgain() throws IOException {
    watch.drop("run", "1");
    Files.createSymbolicLink(root.resolve("run/late.tsv"), root.resolve("run/not-yet.tsv"));
    settle();
    assertThat(watch.state("run")).isEqualTo(COPYING);
    assertThat(watch.reason("run")).isEqualTo("late.tsv is a link to nothing; it is tried again");
    watch.write("run/not-yet.tsv", "now");
    settle();
    assertThat(watch.state("run")).isEqualTo(COMPLETE);
  }

  @Test
  void aFolderThatHasEndedIsLookedAtFromOutside() throws IOException {
    watch.drop("run", "1");
    for (int i = 0; i < 20_000; i++) {
      Path file = root.resolve("run/Data/" + i % 100 + "/" + i);
      if (i < 100) {
        Files.createDirectories(file.getParent());
      }
      Files.createFile(file);
    }
    settle();
    watch.work(DONE);
    watch.lookAfter(SETTLE);
    long walks = watch.scanner.walks();
    assertThat(walks).as("found, settled, read, ended").isEqualTo(4);
    for (int i = 0; i < 50; i++) {
      watch.lookAfter(Duration.ofMinutes(1));
    }
    assertThat(watch.scanner.walks()).isEqualTo(walks);
    watch.lookAfter(Duration.ofMinutes(11));
    assertThat(watch.scanner.walks()).isEqualTo(walks + 1);
    watch.scanner = watch.scanner();
    watch.look();
    watch.look();
    assertThat(watch.scanner.walks()).as("after a restart").isZero();
    watch.lookAfter(HOUR);
    assertThat(watch.scanner.walks()).isEqualTo(1);
    watch.write("run/rna.tsv", "2");
    watch.write("run/samplesheet.csv", "layer,format,path\n");
    watch.look();
    watch.lookAfter(SETTLE);
    assertThat(watch.state("run")).isEqualTo(COMPLETE);
    assertThat(watch.reason("run")).isEqualTo("rna.tsv, samplesheet.csv changed");
  }

  @Test
  void reasonsLieInQuarantineUntilTheDropIsTriedAgain() throws IOException {
    watch.drop("a/run", "1");
    settle();
    Drop failed = watch.work(FAILED);
    watch.look();
    Path note = root.resolve("quarantine/a/run/REASON.txt");
    assertThat(note)
        .content()
        .contains("rna.tsv, line 3: no number", "omicroutes drops retry " + failed.id(), "FAILED")
        .contains("2026-03-01 02:00:05 UTC");
    watch.scanner = watch.scanner();
    watch.store.retry(failed.id(), "asked for");
    watch.look();
    assertThat(note).doesNotExist();
    assertThat(root.resolve("quarantine")).doesNotExist();
    assertThat(watch.state("a/run")).isEqualTo(COMPLETE);
  }

  @Test
  void aQuarantineThatIsALinkIsNotWrittenTo() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createSymbolicLink(root.resolve("quarantine"), elsewhere);
    watch.drop("run", "1");
    settle();
    watch.work(REJECTED);
    watch.look();
    assertThat(elsewhere).isEmptyDirectory();
    watch.drop("next", "2");
    settle();
    assertThat(watch.state("next")).isEqualTo(COMPLETE);
  }

  @Test
  void anAnnouncedFolderWaitsUntilAProfileTakesIt() throws IOException {
    var announcements =
        new Announcements(
            watch.store, () -> List.of(new DropRoute("prognosis", root, "manifest,marker")));
    Files.createDirectory(root.resolve("run"));
    Files.createDirectory(root.resolve("never"));
    watch.look();
    Drop announced = announcements.announce(null, "run");
    announcements.announce("prognosis", "never");
    watch.look();
    watch.write("run/rna.tsv", "1");
    watch.lookAfter(HOUR);
    assertThat(watch.state("run")).isEqualTo(COPYING);
    assertThat(watch.reason("run")).isEqualTo("announced; no profile takes the folder yet");
    watch.scanner = watch.scanner();
    watch.drop("run", "1");
    settle();
    assertThat(watch.state("run")).isEqualTo(COMPLETE);
    assertThat(watch.at("run").id()).isEqualTo(announced.id());
    assertThat(watch.at("run").profile()).isEqualTo("marker");
    assertThat(announcements.announce(null, "run").id()).isEqualTo(announced.id());
    Files.delete(root.resolve("never"));
    watch.look();
    assertThat(watch.state("never")).isEqualTo(REJECTED);
    assertThat(watch.reason("never")).isEqualTo("the folder is gone");
    assertThat(rows()).hasSize(2);
  }

  @Test
  void noRouteAndNoReasonsCanBeAnnounced() throws IOException {
    Files.createDirectories(root.resolve("quarantine/run"));
    var none = new Announcements(watch.store, List::of);
    assertThatThrownBy(() -> none.announce(null, "run"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no route takes drops");
    var announcements =
        new Announcements(watch.store, () -> List.of(new DropRoute("prognosis", root, "marker")));
    assertThatThrownBy(() -> announcements.announce(null, "quarantine/run"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds reasons");
  }

  /** Reads when it is told to. */
  private static final class LaterReaders extends AbstractExecutorService {
    final Deque<Runnable> waiting = new ArrayDeque<>();

    @Override
    public void execute(Runnable work) {
      waiting.add(work);
    }

    void readOne() {
      waiting.remove().run();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.copyOf(waiting);
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long time, TimeUnit unit) {
      return false;
    }
  }

  @Test
  void aLargeDropThatIsReadKeepsNobodyWaiting() throws IOException {
    LaterReaders readers = new LaterReaders();
    watch.scanner.largeFrom = 100;
    watch.scanner.readers = readers;
    watch.drop("large", "x".repeat(200));
    watch.drop("small", "1");
    settle();
    assertThat(watch.state("small")).isEqualTo(COMPLETE);
    assertThat(watch.state("large")).isEqualTo(COPYING);
    assertThat(watch.reason("large")).isEqualTo("all is there; its contents are read");
    watch.lookAfter(HOUR);
    assertThat(watch.state("large")).isEqualTo(COPYING);
    assertThat(readers.waiting).hasSize(1);

    // What changes while it is read is read again, and settles first.
    watch.write("large/rna.tsv", "y".repeat(200));
    readers.readOne();
    watch.look();
    assertThat(watch.state("large")).isEqualTo(COPYING);
    watch.lookAfter(SETTLE);
    assertThat(watch.state("large")).isEqualTo(COPYING);
    readers.readOne();
    watch.look();
    assertThat(watch.state("large")).isEqualTo(COMPLETE);
    assertThat(readers.waiting).isEmpty();

    watch.drop("copy", "y".repeat(200));
    settle();
    readers.readOne();
    watch.look();
    assertThat(watch.state("copy")).as("known by its contents").isEqualTo(DUPLICATE);

    watch.work(DONE);
    watch.work(DONE);
    watch.lookAfter(SETTLE);
    watch.write("large/rna.tsv", "z".repeat(200));
    watch.touch("large/COMPLETE");
    settle();
    assertThat(watch.state("large")).isEqualTo(DONE);
    readers.readOne();
    watch.look();
    assertThat(watch.state("large")).isEqualTo(COMPLETE);
    assertThat(watch.reason("large")).isEqualTo("rna.tsv changed");
  }

  @Test
  void largeDropsWithSumsAreReadBesideToo() throws IOException {
    watch.scanner.largeFrom = 100;
    for (String name : List.of("good", "bad")) {
      watch.write(name + "/samplesheet.csv", "layer,format,path\nrna,counts,rna.tsv\n");
      watch.write(name + "/SHA256SUMS", Digests.sha256("x".repeat(200)) + "  rna.tsv\n");
      watch.look();
      assertThat(watch.reason(name)).startsWith("1 of 1 file");
    }
    watch.write("good/rna.tsv", "x".repeat(200));
    watch.write("bad/rna.tsv", "y".repeat(200));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              watch.lookAfter(Duration.ofMinutes(1));
              return watch.state("good") == COMPLETE && watch.state("bad") == REJECTED;
            });
    assertThat(watch.reason("bad")).contains("SHA256SUMS, line 1");
    watch.scanner.close();
  }

  @Test
  void aRootThatIsGoneIsAnErrorAndNoEndOfDrops() throws IOException {
    watch.drop("run", "1");
    settle();
    Files.move(root, folder.resolve("away"));
    assertThatThrownBy(() -> watch.look())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the watched folder is not there");
    Files.move(folder.resolve("away"), root);
    watch.look();
    assertThat(watch.state("run")).isEqualTo(COMPLETE);
  }

  @Test
  void whatOneBeganWhoDiedTheNextTakesUp() throws IOException {
    watch.drop("run", "1");
    var begun = new Sighting("prognosis", root.toString(), "run", "marker", "begun", 0, 0);
    watch.store.add(begun, COPYING, "just found", null);
    watch.scanner = watch.scanner();
    watch.look();
    assertThat(watch.state("run")).isEqualTo(COPYING);
    watch.scanner = watch.scanner();
    watch.lookAfter(SETTLE);
    assertThat(watch.state("run")).isEqualTo(COMPLETE);
    Drop done = watch.work(DONE);
    watch.write("run/rna.tsv", "2");
    watch.store.replace(done, begun, COPYING, "rna.tsv changed").orElseThrow();
    watch.scanner = watch.scanner();
    watch.look();
    watch.scanner = watch.scanner();
    watch.lookAfter(SETTLE);
    assertThat(watch.state("run")).isEqualTo(COMPLETE);
    assertThat(watch.at("run").follows()).isEqualTo(done.id());
    assertThat(rows()).hasSize(2);
  }

  @Test
  void twoWhoLookAtTheSameTimeGetOneRowForEachDrop() throws Exception {
    var source = Databases.both().filter(named -> named.name().equals("PostgreSQL")).findFirst();
    watch = new Watch(root, source.orElseThrow().source(), "manifest", "marker");
    List<DropScanner> scanners = List.of(watch.scanner, watch.scanner(), watch.scanner());
    for (int i = 0; i < 30; i++) {
      // Every content twice.
      watch.drop("run" + i, "content " + i / 2);
    }
    together(scanners);
    watch.clock.move(SETTLE);
    together(scanners);
    together(scanners);
    assertThat(rows()).hasSize(30);
    Set<String> taken = new HashSet<>();
    for (Drop drop : rows()) {
      assertThat(drop.state()).isIn(COMPLETE, DUPLICATE);
      if (drop.state() == COMPLETE) {
        assertThat(taken.add(drop.content())).isTrue();
      }
    }
    assertThat(taken).hasSize(15);
    while (watch.store.claim("prognosis", watch.instance).isPresent()) {
      // All are held.
    }
    for (Drop drop : rows()) {
      watch.store.end(drop, watch.instance, DONE, "done");
    }
    for (int i = 0; i < 30; i++) {
      watch.write("run" + i + "/rna.tsv", "other " + i);
      watch.write("run" + i + "/samplesheet.csv", "layer,format,path\n");
    }
    together(scanners);
    watch.clock.move(SETTLE);
    together(scanners);
    together(scanners);
    assertThat(watch.store.latest("prognosis")).hasSize(30);
    assertThat(watch.store.latest("prognosis")).extracting(Drop::state).containsOnly(COMPLETE);
    assertThat(rows()).hasSize(60);
  }

  private static void together(List<DropScanner> scanners) throws Exception {
    var pool = Executors.newFixedThreadPool(scanners.size());
    List<Callable<Void>> looks = new ArrayList<>();
    for (DropScanner scanner : scanners) {
      looks.add(
          () -> {
            scanner.look();
            return null;
          });
    }
    for (var look : pool.invokeAll(looks)) {
      look.get();
    }
    pool.shutdown();
  }

  @Test
  void aFolderThatIsNotMountedIsToldAndLosesNothing() throws IOException {
    watch.drop("waits", "1");
    watch.drop("done", "2");
    settle();
    watch.work(DONE);
    Path away = folder.resolve("away");
    Files.move(root, away);
    Files.createDirectory(root);
    assertThatThrownBy(watch::look)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is empty, though a drop is known to be in it, such as ")
        .hasMessageContaining("is it mounted?");
    watch.scanner = watch.scanner();
    assertThatThrownBy(watch::look).as("after a restart").hasMessageContaining("mounted");
    assertThat(rows()).extracting(Drop::state).containsOnly(COMPLETE, DONE);
    assertThat(root).isEmptyDirectory();
    Files.delete(root);
    Files.move(away, root);
    settle();
    assertThat(rows()).extracting(Drop::state).containsExactlyInAnyOrder(COMPLETE, DONE);
  }

  @Test
  void aFolderThatWasEmptiedIsNot() throws IOException {
    watch.drop("waits", "1");
    settle();
    delete("waits");
    settle();
    assertThat(watch.state("waits")).isEqualTo(REJECTED);
    assertThat(watch.reason("waits")).isEqualTo("the folder is gone");
  }

  @Test
  void tellsWhatIsTriedAgain() throws IOException {
    watch.drop("run", "1");
    settle();
    assertThat(watch.scanner.troubles()).isEmpty();
    Drop drop = watch.store.claim("prognosis", watch.instance).orElseThrow();
    watch.store.again(drop, watch.instance, watch.clock.instant().plus(HOUR), "the disk is full");
    watch.look();
    assertThat(watch.scanner.troubles()).containsExactly("drop run: the disk is full");
  }
}
