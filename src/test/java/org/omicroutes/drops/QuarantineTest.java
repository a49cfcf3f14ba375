package org.omicroutes.drops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.omicroutes.state.DropState.COMPLETE;
import static org.omicroutes.state.DropState.FAILED;
import static org.omicroutes.state.DropState.REJECTED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.omicroutes.state.Drop;

/** Reasons beside the drops. */
class QuarantineTest extends WatchedFolder {
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
}
