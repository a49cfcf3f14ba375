package org.omicroutes.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
  @TempDir Path dir;

  @Test
  void findsOutermostMatchesBelowAFolderButNeverTheFolderItself() throws IOException {
    Path root = Files.createDirectories(dir.resolve("x-root"));
    Path outer = Files.createDirectories(root.resolve("a/x-1"));
    Files.createDirectories(outer.resolve("x-2"));
    Path file = Files.writeString(root.resolve("x-3"), "");
    assertThat(Folders.named(root, name -> name.startsWith("x-"))).containsExactly(outer, file);
  }

  @Test
  void deletesAFolderWithAllThatIsInIt() throws IOException {
    Path folder = Files.createDirectories(dir.resolve("a/b/c")).getParent();
    Files.writeString(folder.resolve("f"), "");
    Folders.delete(folder);
    assertThat(folder).doesNotExist();
    assertThat(dir.resolve("a")).exists();
  }
}
