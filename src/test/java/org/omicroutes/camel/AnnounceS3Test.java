package org.omicroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.ScheduledPollConsumer;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.drops.Announcements;
import org.omicroutes.drops.DropRoute;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropStore;
import org.omicroutes.state.StateDatabase;

class AnnounceS3Test {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  private static S3Server s3;

  private Path root;
  private DropStore drops;
  private final AtomicBoolean databaseGone = new AtomicBoolean();
  private final AtomicInteger tries = new AtomicInteger();

  @BeforeAll
  static void start() throws IOException {
    s3 = S3Server.start();
  }

  @AfterAll
  static void stop() throws IOException {
    s3.close();
  }

  @BeforeEach
  void open() throws IOException {
    s3.useNew("b" + UUID.randomUUID());
    root = Files.createDirectories(folder.resolve("drops"));
    var source = JdbcConnectionPool.create("jdbc:h2:mem:s3;DB_CLOSE_DELAY=-1", "sa", "");
    Flyway.configure().cleanDisabled(false).dataSource(source).load().clean();
    Flyway.configure().dataSource(source).load().migrate();
    drops = new DropStore(new StateDatabase(source, Clock.systemUTC()));
  }

  @Test
  void entersDropsPutsBadOnesAsideAndKeepsWhatCannotBeEntered() throws Exception {
    Files.createDirectories(root.resolve("run-1"));
    Files.createDirectories(root.resolve("run-2"));
    s3.put("announcements/run-1.json", "{\"path\": \"run-1\"}");
    s3.put("announcements/2026/none.json", "no json");
    s3.put("announcements/out.json", "{\"path\": \"../out\"}");
    s3.put("announcements/gone.json", "{\"path\": \"run-9\"}");
    s3.put("announcements/huge.bam", "x".repeat(200_000));
    s3.put("elsewhere.json", "{\"path\": \"run-2\"}");
    try (DefaultCamelContext context = context()) {
      await().atMost(PATIENCE).until(() -> s3.keys("announcements/").isEmpty());
      assertThat(paths()).containsExactly("run-1");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(s3.keys("refused/"))
                      .containsExactlyInAnyOrder(
                          "refused/2026/none.json",
                          "refused/2026/none.json.reason.txt",
                          "refused/out.json",
                          "refused/out.json.reason.txt",
                          "refused/gone.json",
                          "refused/gone.json.reason.txt",
                          "refused/huge.bam",
                          "refused/huge.bam.reason.txt"));
      assertThat(s3.get("refused/2026/none.json")).isEqualTo("no json");
      assertThat(s3.get("refused/huge.bam")).hasSize(200_000);
      assertThat(s3.get("refused/2026/none.json.reason.txt")).contains("is no JSON object");
      assertThat(s3.get("refused/out.json.reason.txt")).contains("not below the watched folder");
      assertThat(s3.get("refused/gone.json.reason.txt")).contains("no folder 'run-9'");
      assertThat(s3.get("refused/huge.bam.reason.txt")).contains("200000 bytes", "at most 65536");

      databaseGone.set(true);
      s3.put("announcements/run-2.json", "{\"path\": \"run-2\", \"route\": \"prognosis-drop\"}");
      await().atMost(PATIENCE).until(() -> tries.get() >= 3);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(s3.keys("announcements/"))
                      .containsExactly("announcements/run-2.json"));
      databaseGone.set(false);
      await().atMost(PATIENCE).until(() -> s3.keys("announcements/").isEmpty());
      assertThat(paths()).containsExactlyInAnyOrder("run-1", "run-2");
      assertThat(s3.keys("")).contains("elsewhere.json");
    }
  }

  @Test
  void aServerThatIsAwayKeepsNobodyFromStarting() throws Exception {
    try (DefaultCamelContext context = context("http://127.0.0.1:1")) {
      var consumer = (ScheduledPollConsumer) context.getRoute("announce-s3").getConsumer();
      await().atMost(PATIENCE).until(() -> consumer.getErrorCounter() > 0);
    }
  }

  @Test
  void fetchesAFolderBeforeItIsAnnounced() throws Exception {
    upload("runs/17/");
    s3.put("runs/17/Data/", "");
    s3.put("runs/17-other/x", "of another folder");
    s3.put("announcements/17.json", "{\"path\": \"lane/run-17\", \"from\": \"runs/17\"}");
    s3.put("announcements/none.json", "{\"path\": \"run-18\", \"from\": \"runs/18\"}");
    s3.put("announcements/out.json", "{\"path\": \"../run\", \"from\": \"runs/17\"}");
    try (DefaultCamelContext context = context()) {
      await().atMost(PATIENCE).until(() -> s3.keys("announcements/").isEmpty());
    }
    assertThat(paths()).containsExactly("lane/run-17");
    assertThat(files(root))
        .containsExactly("lane/run-17/COMPLETE", "lane/run-17/Data/cnv.tsv", "lane/run-17/rna.tsv");
    assertThat(root.resolve("lane/run-17/Data/cnv.tsv")).hasContent("cnv");
    assertThat(s3.get("refused/none.json.reason.txt")).contains("no object below 'runs/18/'");
    assertThat(s3.get("refused/out.json.reason.txt")).contains("not below the watched folder");
    assertThat(s3.keys("runs/17/")).as("what was uploaded stays").hasSize(4);
  }

  private void upload(String prefix) {
    s3.put(prefix + "rna.tsv", "rna");
    s3.put(prefix + "Data/cnv.tsv", "cnv");
    s3.put(prefix + "COMPLETE", "");
  }

  @Test
  void whoWasInterruptedGoesOnAndWhoIsDoneDoesNothing() throws Exception {
    upload("runs/17/");
    s3.put("runs/17/large.bam", "b".repeat(100_000));
    BucketFolder fetched = new BucketFolder(s3.client(), s3.bucket(), "runs/17/");
    Path run = root.resolve("run-17");
    fetched.fetch(run);
    Path begun = root.resolve(hiddenName(run));

    // As a process leaves it that is killed: half a file, one that changed, one that is no more.
    Files.move(run, begun);
    Files.delete(begun.resolve("large.bam"));
    Files.writeString(begun.resolve("large.bam.omicroutes-part"), "bb");
    Files.writeString(begun.resolve("rna.tsv"), "old");
    Files.createDirectories(begun.resolve("Old"));
    Files.writeString(begun.resolve("Old/gone.tsv"), "gone");
    var kept = Files.readAttributes(begun.resolve("Data/cnv.tsv"), "unix:ino");
    fetched.fetch(run);
    assertThat(files(root))
        .containsExactly(
            "run-17/COMPLETE", "run-17/Data/cnv.tsv", "run-17/large.bam", "run-17/rna.tsv");
    assertThat(run.resolve("Old")).doesNotExist();
    assertThat(run.resolve("rna.tsv")).hasContent("rna");
    assertThat(run.resolve("large.bam")).hasSize(100_000);
    assertThat(Files.readAttributes(run.resolve("Data/cnv.tsv"), "unix:ino")).isEqualTo(kept);

    fetched.fetch(run);
    s3.put("runs/17/rna.tsv", "other rna");
    assertThatThrownBy(() -> fetched.fetch(run))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'run-17' is there already, with other files");
    assertThat(run.resolve("rna.tsv")).hasContent("rna");
  }

  private String hiddenName(Path run) {
    return ".omicroutes-"
        + run.getFileName()
        + "-"
        + UUID.nameUUIDFromBytes("runs/17/".getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void twoDoNotFetchTheSame() throws Exception {
    upload("runs/17/");
    Path run = root.resolve("run-17");
    Path lock = root.resolve(hiddenName(run) + ".lock");
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      assertThatThrownBy(() -> new BucketFolder(s3.client(), s3.bucket(), "runs/17").fetch(run))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("fetched by another server");
    }
    new BucketFolder(s3.client(), s3.bucket(), "runs/17").fetch(run);
    assertThat(files(root)).hasSize(3);
  }

  @Test
  void keysThatAreNoPathsAreRefused() {
    for (String path : List.of("../../etc/x", "a//b", "a\\b", "./x", "a/..", "a\nb")) {
      assertThatThrownBy(() -> BucketFolder.requireFile("runs/17/", path))
          .as(path)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is no path of a file");
    }
    BucketFolder.requireFile("runs/17/", "Data/..a/.hidden file");
    for (String prefix : List.of("", " ", "/runs/17")) {
      assertThatThrownBy(() -> new BucketFolder(s3.client(), s3.bucket(), prefix))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected the prefix of a folder's objects");
    }
  }

  @Test
  void whatIsRefusedMustNotBeReadAgain() {
    assertThatThrownBy(() -> new BucketAnnouncements(null, "drops/", "drops/refused/"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a prefix beside it");
  }

  private DefaultCamelContext context() throws Exception {
    return context(s3.endpoint());
  }

  private DefaultCamelContext context(String endpoint) throws Exception {
    var announcements =
        new Announcements(drops, () -> List.of(new DropRoute("prognosis-drop", root, "manifest")));
    DefaultCamelContext context = new DefaultCamelContext();
    Map<String, String> settings =
        Map.of(
            "bucket", s3.bucket(),
            "announcements", "announcements/",
            "refused", "refused/",
            "delay", "200");
    settings.forEach(
        (name, value) ->
            context.getPropertiesComponent().addOverrideProperty("omicroutes.s3." + name, value));
    s3.logIn(context);
    AnnouncementRoutes.connect(context, Optional.of(endpoint), "us-east-1");
    var bean = new BucketAnnouncements(new Entrance(announcements), "announcements/", "refused/");
    AnnouncementRoutes.load(context, "omicBucket", bean, "s3");
    context.start();
    return context;
  }

  private final class Entrance implements BucketAnnouncements.Entrance {
    private final Announcements announcements;

    Entrance(Announcements announcements) {
      this.announcements = announcements;
    }

    @Override
    public Drop announce(String route, String path) throws IOException {
      if (databaseGone.get()) {
        tries.incrementAndGet();
        throw new IllegalStateException("the database is gone");
      }
      return announcements.announce(route, path);
    }

    @Override
    public Path place(String route, String path) {
      return announcements.place(route, path);
    }
  }

  private List<String> paths() {
    return drops.list(DropStore.Filter.ALL, 10, 0).stream().map(Drop::path).toList();
  }

  private static List<String> files(Path root) throws IOException {
    return org.omicroutes.step.Folders.files(root).stream()
        .map(file -> root.relativize(file).toString())
        .toList();
  }
}
