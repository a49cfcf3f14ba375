package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.trials.Program;

/**
 * What happens below a server that runs for months: disks fill up, files cannot be read, folders
 * and databases go and come back. It is said in health, tried again and outlived, and each drop is
 * done once.
 */
class FaultsIT {
  @TempDir Path dir;
  private FaultTrial trial;

  @BeforeEach
  void open() throws Exception {
    trial = new FaultTrial(dir);
  }

  @AfterEach
  void close() throws Exception {
    trial.close();
  }

  /** Of the results, and of the embedded database, which lies below them. */
  @Test
  void aFullDiskIsToldAndOutlived() throws Exception {
    Path results = trial.disk("results", "64M");
    String log;
    try (ServerProcess server = trial.serve(results, Map.of())) {
      server.awaitRoutes();
      Path ballast = FaultTrial.fill(results);
      trial.drop("D1");
      server.awaitHealth("results", "DOWN", "No space left|free");
      server.awaitHealth("route prognosis-drop", "DOWN", "the disk is full");
      server.awaitHealth("database", "DOWN", "the disk is full");
      Files.delete(ballast);
      server.awaitDrop("D1", "DONE", "");
      trial.drop("D2");
      server.await(results.resolve("D2/work/folds.tsv"));
      ballast = FaultTrial.fill(results);
      // What is being written then gets the reserve, and leaves some of it.
      server.awaitHealth("database", "DOWN", "the disk is full");
      Thread.sleep(3000);
      Files.delete(ballast);
      server.awaitDrop("D2", "DONE", "");
      server.awaitRoutes();
      server.close();
      log = server.log();
    }
    assertThat(log).doesNotContain("\tat ");
    FaultTrial.assertDoneOnce(StateQuery.embedded(results), results, "D1", "D2");
  }

  @Test
  void aDatabaseThatIsGoneForAWhileIsToldAndOutlived() throws Exception {
    Path results = Files.createDirectory(dir.resolve("results"));
    try (StoppablePostgres database = new StoppablePostgres(dir.resolve("postgres"));
        ServerProcess server =
            trial.serve(results, Map.of("OMICROUTES_DATABASE_URL", database.url()))) {
      server.awaitRoutes();
      database.stop();
      trial.drop("idle");
      server.awaitHealth("database", "DOWN", "");
      server.awaitHealth("route prognosis-drop", "DOWN", "polls failed");
      database.start();
      server.awaitHealth("database", "UP", "");
      server.await(results.resolve("idle/work/folds.tsv"));
      database.stop();
      server.awaitHealth("database", "DOWN", "");
      // The run comes to its end meanwhile, which is entered later.
      server.await(results.resolve("idle/COMPLETE"));
      database.start();
      server.awaitDrop("idle", "DONE", "");
      server.awaitRoutes();
      assertThat(server.log()).doesNotContain("\tat ");
      FaultTrial.assertDoneOnce(database.url(), results, "idle");
    }
  }

  @Test
  void anUnmountedFolderIsToldAndOutlived() throws Exception {
    Path real = Files.createDirectory(dir.resolve("real"));
    trial.bind(real, trial.drops);
    Path results = Files.createDirectory(dir.resolve("results"));
    try (ServerProcess server = trial.serve(results, Map.of())) {
      server.awaitRoutes();
      trial.drop("D1");
      server.await(results.resolve("D1/work/folds.tsv"));
      trial.unmount(trial.drops);
      server.awaitHealth("route prognosis-drop", "DOWN", "is it mounted");
      Thread.sleep(2000);
      trial.bind(real, trial.drops);
      server.awaitDrop("D1", "DONE", "");
      server.awaitRoutes();
      assertThat(server.log()).doesNotContain("\tat ");
    }
    assertThat(real.resolve("quarantine")).doesNotExist();
    FaultTrial.assertDoneOnce(StateQuery.embedded(results), results, "D1");
  }

  /** By a server that is not root, to whom everything is readable. */
  @Test
  void whatCannotBeReadIsToldAndTriedAgain() throws Exception {
    String[] other = {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};
    List<String> trivial = new java.util.ArrayList<>(List.of(other));
    trivial.addAll(List.of(Program.path(), "--version"));
    assumeThat(FaultTrial.call(trivial))
        .as("the program can be run as another user here; setpriv says")
        .isEqualTo("done");
    Path results = Files.createDirectory(dir.resolve("results"));
    for (Path open : List.of(dir, trial.drops, results)) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    String cache = Files.createDirectory(results.resolve(".cache")).toString();
    Path file = trial.drop("file").resolve("genes.tsv");
    Path folder = trial.drop("folder");
    permit(file, "---------");
    permit(folder, "---------");
    permit(Path.of(cache), "rwxrwxrwx");
    try (ServerProcess server =
        trial.serve(
            results,
            Map.of("HOME", cache, "OMICROUTES_JAVA_OPTIONS", "-Djava.io.tmpdir=" + cache),
            other)) {
      server.awaitDrop("file", "COPYING", "genes.tsv cannot be read \\(permission denied\\)");
      server.awaitHealth("route prognosis-drop", "UP", "trouble.*genes.tsv cannot be read");
      server.awaitHealth("route prognosis-drop", "UP", "trouble.*folder cannot be read");
      permit(file, "rw-r--r--");
      permit(folder, "rwxr-xr-x");
      server.awaitDrop("file", "DONE", "");
      server.awaitDrop("folder", "DONE", "");
      permit(trial.drops, "---------");
      server.awaitHealth("route prognosis-drop", "DOWN", "cannot be read");
      permit(trial.drops, "rwxrwxrwx");
      server.awaitRoutes();
      assertThat(server.health("route prognosis-drop")).doesNotContain("trouble");
      assertThat(server.log()).doesNotContain("\tat ");
    }
    FaultTrial.assertDoneOnce(StateQuery.embedded(results), results, "file", "folder");
  }

  private static void permit(Path file, String permissions) throws Exception {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void ofTwoServersOneTakesOverWhatTheOtherHeldWhenItWasKilled() throws Exception {
    Path results = Files.createDirectory(dir.resolve("results"));
    try (StoppablePostgres database = new StoppablePostgres(dir.resolve("postgres"))) {
      Map<String, String> environment =
          Map.of("OMICROUTES_DATABASE_URL", database.url(), "OMICROUTES_INSTANCE_SILENCE", "12s");
      try (ServerProcess one = trial.serve(results, environment);
          ServerProcess other = trial.serve(results, environment)) {
        one.awaitRoutes();
        other.awaitRoutes();
        trial.drop("D1");
        one.await(results.resolve("D1/work/folds.tsv"));
        boolean itsMine = one.log().contains("drop D1 of");
        (itsMine ? one : other).kill();
        ServerProcess left = itsMine ? other : one;
        trial.drop("D2");
        left.awaitDrop("D1", "DONE", "");
        left.awaitDrop("D2", "DONE", "");
        assertThat(left.log()).contains("drop D1 of", " reused").doesNotContain("\tat ");
      }
      FaultTrial.assertDoneOnce(database.url(), results, "D1", "D2");
      assertThat(StateQuery.rows(database.url(), "SELECT attempts FROM dropped")).containsOnly("1");
    }
  }
}
