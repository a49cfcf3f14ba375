package org.omicroutes.drops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.omicroutes.state.DropState.COMPLETE;
import static org.omicroutes.state.DropState.COPYING;
import static org.omicroutes.state.DropState.DONE;
import static org.omicroutes.state.DropState.DUPLICATE;
import static org.omicroutes.state.DropState.REJECTED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.omicroutes.state.Databases;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropStore.Sighting;

/** What a look finds, and what it makes of several folders and lookers. */
class DropScannerTest extends WatchedFolder {
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
