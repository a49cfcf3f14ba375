package org.omicroutes.drops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.omicroutes.state.DropState.COMPLETE;
import static org.omicroutes.state.DropState.COPYING;
import static org.omicroutes.state.DropState.REJECTED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Folders that are not complete yet. */
class UnfinishedFoldersTest extends WatchedFolder {
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
}
