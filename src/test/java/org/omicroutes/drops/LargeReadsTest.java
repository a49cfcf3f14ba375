package org.omicroutes.drops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.omicroutes.state.DropState.COMPLETE;
import static org.omicroutes.state.DropState.COPYING;
import static org.omicroutes.state.DropState.DONE;
import static org.omicroutes.state.DropState.DUPLICATE;
import static org.omicroutes.state.DropState.REJECTED;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;

/** Drops that are read beside the looks. */
class LargeReadsTest extends WatchedFolder {
  /** Reads when it is told to. */
  private static final class LaterReaders extends AbstractExecutorService {
    final Deque<Runnable> waiting = new ArrayDeque<>();

    @Override
    public void execute(Runnable work) {
      waiting.add(work);
    }

    void readOne() {
      waiting.remove().run();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.copyOf(waiting);
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long time, TimeUnit unit) {
      return false;
    }
  }

  @Test
  void aLargeDropThatIsReadKeepsNobodyWaiting() throws IOException {
    LaterReaders readers = new LaterReaders();
    watch.scanner.large.from = 100;
    watch.scanner.large.readers = readers;
    watch.drop("large", "x".repeat(200));
    watch.drop("small", "1");
    settle();
    assertThat(watch.state("small")).isEqualTo(COMPLETE);
    assertThat(watch.state("large")).isEqualTo(COPYING);
    assertThat(watch.reason("large")).isEqualTo("all is there; its contents are read");
    watch.lookAfter(HOUR);
    assertThat(watch.state("large")).isEqualTo(COPYING);
    assertThat(readers.waiting).hasSize(1);

    // What changes while it is read is read again, and settles first.
    watch.write("large/rna.tsv", "y".repeat(200));
    readers.readOne();
    watch.look();
    assertThat(watch.state("large")).isEqualTo(COPYING);
    watch.lookAfter(SETTLE);
    assertThat(watch.state("large")).isEqualTo(COPYING);
    readers.readOne();
    watch.look();
    assertThat(watch.state("large")).isEqualTo(COMPLETE);
    assertThat(readers.waiting).isEmpty();

    watch.drop("copy", "y".repeat(200));
    settle();
    readers.readOne();
    watch.look();
    assertThat(watch.state("copy")).as("known by its contents").isEqualTo(DUPLICATE);

    watch.work(DONE);
    watch.work(DONE);
    watch.lookAfter(SETTLE);
    watch.write("large/rna.tsv", "z".repeat(200));
    watch.touch("large/COMPLETE");
    settle();
    assertThat(watch.state("large")).isEqualTo(DONE);
    readers.readOne();
    watch.look();
    assertThat(watch.state("large")).isEqualTo(COMPLETE);
    assertThat(watch.reason("large")).isEqualTo("rna.tsv changed");
  }

  @Test
  void largeDropsWithSumsAreReadBesideToo() throws IOException {
    watch.scanner.large.from = 100;
    for (String name : List.of("good", "bad")) {
      watch.write(name + "/samplesheet.csv", "layer,format,path\nrna,counts,rna.tsv\n");
      watch.write(name + "/SHA256SUMS", DigestUtils.sha256Hex("x".repeat(200)) + "  rna.tsv\n");
      watch.look();
      assertThat(watch.reason(name)).startsWith("1 of 1 file");
    }
    watch.write("good/rna.tsv", "x".repeat(200));
    watch.write("bad/rna.tsv", "y".repeat(200));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              watch.lookAfter(Duration.ofMinutes(1));
              return watch.state("good") == COMPLETE && watch.state("bad") == REJECTED;
            });
    assertThat(watch.reason("bad")).contains("SHA256SUMS, line 1");
    watch.scanner.close();
  }

  @Test
  void oneOfSeveralReadsALargeDrop() throws IOException {
    LaterReaders ours = new LaterReaders();
    LaterReaders theirs = new LaterReaders();
    DropScanner us = watch.scanner;
    DropScanner them = watch.scanner();
    us.large.from = 100;
    them.large.from = 100;
    us.large.readers = ours;
    them.large.readers = theirs;
    watch.drop("large", "x".repeat(200));
    settle();
    assertThat(ours.waiting).hasSize(1);
    for (int look = 0; look < 10; look++) {
      watch.clock.move(LargeReads.SILENCE.dividedBy(2));
      us.look();
      them.look();
    }
    assertThat(theirs.waiting).as("we read it, and say so").isEmpty();
    assertThat(watch.reason("large")).isEqualTo("all is there; its contents are read");

    // Who reads it is heard of no more, or stops reading.
    watch.clock.move(LargeReads.SILENCE);
    them.look();
    assertThat(theirs.waiting).hasSize(1);
    them.close();
    watch.scanner = watch.scanner();
    watch.scanner.large.from = 100;
    watch.scanner.large.readers = new LaterReaders();
    settle();
    ours.readOne();
    assertThat(((LaterReaders) watch.scanner.large.readers).waiting).hasSize(1);
    us.look();
    assertThat(watch.state("large")).as("who read it to the end may say so").isEqualTo(COMPLETE);
  }
}
