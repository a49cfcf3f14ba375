package org.omicroutes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.omicroutes.state.Databases;
import org.omicroutes.state.DropStore;
import org.omicroutes.state.Instances;
import org.omicroutes.state.RunStore;

class PredictFoldersTest {
  @TempDir Path results;

  static Stream<Databases.Named> databases() {
    return Databases.both();
  }

  private PredictFolders of(Instances instances) {
    String id = instances.enter("here");
    PredictFolders folders = new PredictFolders();
    folders.files = new FileAccess();
    folders.files.results = results;
    folders.instances = instances;
    folders.instance =
        new ThisInstance() {
          @Override
          public String id() {
            return id;
          }
        };
    return folders;
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatAKilledInstanceLeftIsRemovedAndWhatOthersUseIsKept(Databases.Named named)
      throws Exception {
    var database = named.at(Clock.systemUTC());
    Instances instances = new Instances(database, new DropStore(database), new RunStore(database));
    of(instances).removeAbandoned();
    PredictFolders killed = of(instances);
    Path left = killed.create();
    Files.writeString(Files.createDirectories(left.resolve("cohort")).resolve("rna.tsv"), "x");
    Files.createDirectories(left.resolveSibling("of-an-earlier-version").resolve("out"));
    instances.releaseDead(Duration.ofMillis(-1));

    PredictFolders other = of(instances);
    Path used = other.create();
    PredictFolders restarted = of(instances);
    restarted.removeAbandoned();
    try (Stream<Path> inside = Files.list(results.resolve("wes/.predict"))) {
      assertThat(inside).containsExactly(used);
    }
    assertThat(restarted.create()).isEmptyDirectory();
  }
}
