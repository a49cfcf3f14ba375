package org.omicroutes.drops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.omicroutes.state.DropState.COMPLETE;
import static org.omicroutes.state.DropState.COPYING;
import static org.omicroutes.state.DropState.REJECTED;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.omicroutes.state.Drop;

/** Folders that are announced. */
class AnnouncementsTest extends WatchedFolder {
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
}
