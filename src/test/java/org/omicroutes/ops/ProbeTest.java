package org.omicroutes.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void whatHangsIsAskedOnceAndAnswersLater() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    Probe<Integer> probe =
        new Probe<>(
            () -> {
              hangs.await();
              return asked.incrementAndGet();
            },
            SHORT,
            LONG);
    assertThatThrownBy(probe::answer)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no answer for");
    assertThatThrownBy(probe::answer).hasMessageContaining("no answer for");
    hangs.countDown();
    Thread.sleep(20);
    assertThat(probe.answer()).isEqualTo(1);
    assertThat(probe.answer()).as("kept").isEqualTo(1);
  }

  @Test
  void aFailureIsToldAndAskedAgain() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Probe<Integer> probe =
        new Probe<>(
            () -> {
              if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("gone\n  for a minute");
              }
              return asked.get();
            },
            LONG,
            Duration.ZERO);
    assertThatThrownBy(probe::answer).hasMessage("gone for a minute");
    assertThat(probe.answer()).isEqualTo(2);
  }

  @Test
  void aResultsFolderIsWrittenToAndLeftAsItWas(@TempDir Path dir) throws Exception {
    FolderChecks.written(dir);
    assertThat(dir).isEmptyDirectory();
    assertThatThrownBy(() -> FolderChecks.written(dir.resolve("none")))
        .hasMessage("the folder " + dir.resolve("none") + " is not there");
    // /proc takes no files, from root neither.
    if (Files.isDirectory(Path.of("/proc/self"))) {
      assertThatThrownBy(() -> FolderChecks.written(Path.of("/proc")))
          .hasMessageStartingWith("the folder /proc cannot be written");
    }
  }

  @Test
  void aDiskIsLowInBytesOrInFiles(@TempDir Path dir) throws Exception {
    DiskSpace space = DiskSpace.of(dir);
    space.require(dir, 1, 1);
    assertThat(space.bytes()).isPositive();
    DiskSpace low = new DiskSpace(999, OptionalLong.of(10));
    assertThatThrownBy(() -> low.require(dir, 1000, 0))
        .hasMessage("the disk of " + dir + " has 999 bytes free; the least is 1000");
    assertThatThrownBy(() -> low.require(dir, 0, 11))
        .hasMessage("the disk of " + dir + " has room for 10 files; the least is 11");
    new DiskSpace(999, OptionalLong.empty()).require(dir, 0, 11);
    assertThat(DiskSpace.parse("6553600 6201234\n")).hasValue(6201234);
    assertThat(DiskSpace.parse("0 0")).as("no limit, such as btrfs").isEmpty();
    assertThat(DiskSpace.parse("stat: illegal option -- c")).isEmpty();
  }
}
