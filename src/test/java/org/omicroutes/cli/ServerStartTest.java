package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerStartTest {
  private static final ServerDatabase NOBODY =
      new ServerDatabase("jdbc:postgresql://localhost:1/state?password=secret", false);

  @TempDir Path dir;
  private final StringWriter told = new StringWriter();

  private void prepare(ServerDatabase database, Duration patience) throws IOException {
    new ServerStart(new PrintWriter(told), patience).prepare(dir.resolve("results"), database);
  }

  @Test
  void saysWhichDatabaseIsAwayAndGivesUp() {
    assertThatThrownBy(() -> prepare(NOBODY, Duration.ZERO))
        .isInstanceOf(DatabaseFailure.class)
        .hasMessageContaining("jdbc:postgresql://localhost:1/state cannot be used: Connection")
        .hasMessageContaining("OMICROUTES_DATABASE_URL names it")
        .message()
        .hasLineCount(2)
        .doesNotContain("secret");
    assertThat(told.toString()).isEmpty();
  }

  @Test
  void aDatabaseThatComesLaterIsWaitedForAndAWrongOneIsNot() throws Exception {
    try (StoppablePostgres postgres = new StoppablePostgres(dir.resolve("postgres"))) {
      postgres.stop();
      ServerDatabase database = new ServerDatabase(postgres.url(), false);
      CompletableFuture<Void> start =
          CompletableFuture.runAsync(
              () -> {
                try {
                  prepare(database, Duration.ofMinutes(2));
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      while (told.toString().isEmpty() && !start.isDone()) {
        Thread.sleep(20);
      }
      postgres.start();
      start.get(2, TimeUnit.MINUTES);
      assertThat(told.toString()).contains("Waiting for it", "OMICROUTES_DATABASE_WAIT");
      String other = postgres.url().replace("/postgres?", "/nosuch?");
      assertThatThrownBy(() -> prepare(new ServerDatabase(other, false), Duration.ofMinutes(2)))
          .hasMessageContaining("database \"nosuch\" does not exist");
    }
  }

  @Test
  void saysWhatKeepsResultsFromBeingWritten() throws IOException {
    Files.writeString(dir.resolve("results"), "a file");
    assertThatThrownBy(() -> prepare(NOBODY, Duration.ZERO))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(dir.resolve("results") + " cannot be written to: there is a file")
        .hasMessageContaining("--results names it");
  }
}
