package org.omicroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropState;

class ResultFoldersTest {
  @TempDir Path dir;

  private static Drop drop(String id, String path) {
    Instant now = Instant.EPOCH;
    return new Drop(
        id,
        "r",
        "/drops",
        path,
        "marker",
        DropState.CLAIMED,
        "",
        "f",
        "c",
        1,
        1,
        now,
        now,
        now,
        1,
        null,
        "us",
        null,
        null,
        null,
        null);
  }

  @Test
  void isCalledAsTheDropAndByItsIdWhereThatIsTaken() throws IOException {
    ResultFolders folders = new ResultFolders(dir);
    Drop first = drop("11111111-a", "core-1/D1");
    Drop second = drop("22222222-b", "core-2/D1");
    assertThat(folders.of(first)).isEqualTo(dir.resolve("D1"));
    assertThat(folders.of(second)).isEqualTo(dir.resolve("D1-22222222"));
    assertThat(folders.of(first)).isEqualTo(dir.resolve("D1"));
    assertThat(folders.of(second)).isEqualTo(dir.resolve("D1-22222222"));
  }

  @Test
  void leavesFoldersOfOthersAlone() throws IOException {
    Path other = Files.createDirectory(dir.resolve("D1"));
    Files.writeString(other.resolve("precious.txt"), "mine");
    assertThat(new ResultFolders(dir).of(drop("11111111-a", "D1")))
        .isEqualTo(dir.resolve("D1-11111111"));
    Files.createDirectories(dir.resolve("D2/.omicroutes/objects"));
    assertThat(new ResultFolders(dir).of(drop("11111111-a", "D2")))
        .isEqualTo(dir.resolve("D2-11111111"));
  }

  @Test
  void takesWhatAKilledProcessHadBegun() throws IOException {
    Path store = Files.createDirectories(dir.resolve("D1/.omicroutes"));
    Files.writeString(store.resolve(".drop-half"), "");
    assertThat(new ResultFolders(dir).of(drop("11111111-a", "D1"))).isEqualTo(dir.resolve("D1"));
  }

  @Test
  void refusesHiddenNames() {
    assertThatThrownBy(() -> new ResultFolders(dir).of(drop("11111111-a", "..")))
        .isInstanceOf(DataException.class);
  }
}
