package org.omicroutes.drops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropStore.Filter;

/** What tests of a scanner share: an empty folder that is watched. */
abstract class WatchedFolder {
  static final Duration SETTLE = Duration.ofSeconds(5);
  static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path folder;
  Path root;
  Watch watch;

  @BeforeEach
  void open() throws IOException {
    root = Files.createDirectory(folder.resolve("drops"));
    watch = new Watch(root, "manifest", "marker");
  }

  void settle() throws IOException {
    watch.look();
    watch.lookAfter(SETTLE);
  }

  List<Drop> rows() {
    return watch.store.list(Filter.ALL, 1000, 0);
  }

  void delete(String path) throws IOException {
    for (String name : List.of("rna.tsv", "samplesheet.csv", "COMPLETE", "")) {
      Files.delete(root.resolve(path).resolve(name));
    }
  }
}
