package org.omicroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;

class DropFailureTest {
  @Test
  void badDataAreFoundBelowWhatCamelWraps() {
    Throwable bad =
        new RuntimeCamelException(
            new ExecutionException(DataException.in("a.tsv").error("x", "a count")));
    assertThat(DropFailure.of(bad))
        .isEqualTo(new DropFailure(false, false, "a.tsv: found x; expected a count"));
    assertThat(DropFailure.of(new RuntimeCamelException(new IllegalArgumentException("folds: x"))))
        .isEqualTo(new DropFailure(false, false, "folds: x"));
  }

  @Test
  void whatMayPassIsToldInPlainLanguage() {
    passes(
        new UncheckedIOException(new FileSystemException("out", null, "No space left on device")),
        "the disk is full");
    passes(new NoSuchFileException("a.tsv"), "there is no file a.tsv");
    passes(new AccessDeniedException("a.tsv"), "the permission is lacking for a.tsv");
    passes(new OutOfMemoryError("Java heap space"), "not enough memory");
    passes(
        new IllegalStateException("SELECT …", new SQLException("connection refused")),
        "the database does not answer: connection refused");
    passes(new IOException("the run's folder is in use"), "the run's folder is in use");
    passes(new IllegalStateException("odd"), "IllegalStateException: odd");
  }

  @Test
  void aFullDiskAndALostDatabaseAreNoDropsFault() {
    assertThat(DropFailure.of(new IOException("No space left on device")).ofServer()).isTrue();
    assertThat(DropFailure.of(new IOException("x: Disk quota exceeded")).ofServer()).isTrue();
    assertThat(DropFailure.of(new RuntimeException(new SQLException("gone"))).ofServer()).isTrue();
    assertThat(DropFailure.of(new AccessDeniedException("a.tsv")).ofServer()).isFalse();
    assertThat(DropFailure.of(new OutOfMemoryError("heap")).ofServer()).isFalse();
  }

  private static void passes(Throwable thrown, String reason) {
    DropFailure failure = DropFailure.of(thrown);
    assertThat(failure.passing()).as(reason).isTrue();
    assertThat(failure.reason()).startsWith(reason);
  }

  @Test
  void waitsLongerEachTimeUpToTheMost() {
    DropRetries retries = new DropRetries(5, Duration.ofSeconds(30), 2, Duration.ofSeconds(100));
    assertThat(retries.after(1)).isEqualTo(Duration.ofSeconds(30));
    assertThat(retries.after(2)).isEqualTo(Duration.ofSeconds(60));
    assertThat(retries.after(3)).isEqualTo(Duration.ofSeconds(100));
    assertThat(retries.after(5000)).isEqualTo(Duration.ofSeconds(100));
    assertThatThrownBy(() -> new DropRetries(0, Duration.ZERO, 1, Duration.ZERO))
        .hasMessageContaining("attempts: found 0");
  }
}
