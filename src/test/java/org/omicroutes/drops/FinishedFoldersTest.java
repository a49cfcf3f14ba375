package org.omicroutes.drops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.omicroutes.state.DropState.COMPLETE;
import static org.omicroutes.state.DropState.DONE;
import static org.omicroutes.state.DropState.REJECTED;
import static org.omicroutes.state.DropState.REPLACED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.omicroutes.state.Drop;

/** Folders of drops that are complete or have ended. */
class FinishedFoldersTest extends WatchedFolder {
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
}
