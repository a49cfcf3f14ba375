package org.omicroutes.drops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropState;
import org.omicroutes.state.DropStore;
import org.omicroutes.state.Instances;
import org.omicroutes.state.MovedClock;
import org.omicroutes.state.RunStore;
import org.omicroutes.state.StateDatabase;

/** A watched folder, its state on an embedded database, and a clock that a test moves. */
final class Watch {
  final MovedClock clock = new MovedClock();
  final Path root;
  final DropStore store;
  final String instance;
  private final StateDatabase database;
  private final List<String> profiles;
  DropScanner scanner;
  private long times;

  Watch(Path root, String... profiles) throws IOException {
    this(root, fresh(), profiles);
  }

  Watch(Path root, DataSource source, String... profiles) throws IOException {
    this.root = root;
    this.profiles = List.of(profiles);
    database = new StateDatabase(source, clock);
    store = new DropStore(database);
    instance = new Instances(database, store, new RunStore(database)).enter("here");
    scanner = scanner();
  }

  private static DataSource fresh() {
    String name = "d" + java.util.UUID.randomUUID().toString().replace("-", "");
    DataSource source =
        JdbcConnectionPool.create("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "sa", "");
    Flyway.configure().dataSource(source).load().migrate();
    return source;
  }

  /** As after a restart. */
  DropScanner scanner() throws IOException {
    List<Profile> chosen = Profiles.load(null).named(profiles);
    return new DropScanner(
        "prognosis", root, chosen, new DropStore(database), clock, DropScanner.Settings.DEFAULT);
  }

  void look() throws IOException {
    scanner.look();
  }

  void lookAfter(Duration time) throws IOException {
    clock.move(time);
    look();
  }

  /** Writes a file; each write has a time of its own, as files on disks have. */
  void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    touch(path);
  }

  void touch(String path) throws IOException {
    times += 10;
    Instant time = Instant.parse("2026-02-01T00:00:00Z").plusSeconds(times);
    Files.setLastModifiedTime(root.resolve(path), FileTime.from(time));
  }

  /** A drop for the profile {@code marker}, complete. */
  void drop(String path, String rna) throws IOException {
    write(path + "/samplesheet.csv", "layer,format,path\nrna,counts,rna.tsv\n");
    write(path + "/rna.tsv", rna);
    write(path + "/COMPLETE", "");
  }

  Drop at(String path) {
    List<Drop> found =
        store.latest("prognosis").stream().filter(drop -> drop.path().equals(path)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " drops at " + path);
    }
    return found.get(0);
  }

  DropState state(String path) {
    return at(path).state();
  }

  String reason(String path) {
    return at(path).reason();
  }

  /** Takes the next drop and ends it so. */
  Drop work(DropState end) {
    Drop drop = store.claim("prognosis", instance).orElseThrow();
    store.running(drop, instance, "run");
    store.end(drop, instance, end, end == DropState.DONE ? "done" : "rna.tsv, line 3: no number");
    return store.get(drop.id()).orElseThrow();
  }
}
