package org.omicroutes.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is told to stop ends at its next sign of progress and leaves no half file. */
class StoppedRunTest {
  @TempDir Path dir;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final CountDownLatch isAtWork = new CountDownLatch(1);

  private final RunListener listener =
      new RunListener() {
        @Override
        public boolean isStopping() {
          return stopping.get();
        }
      };

  /** Says that it goes on until somebody stops it. */
  private final class EndlessStep implements Step<Parameters.None> {
    @Override
    public StepSpec<Parameters.None> spec() {
      return StepSpec.of("endless", "1", Parameters.None.class)
          .summary("Never ends.")
          .out(Port.one("out", Edam.TEXT, "text"))
          .build();
    }

    @Override
    public void run(StepContext<Parameters.None> context) throws Exception {
      Files.writeString(context.output("out"), "half");
      while (true) {
        context.progress(0.5, "still");
        isAtWork.countDown();
        Thread.sleep(5);
      }
    }
  }

  private void run(StepRunner runner) {
    try {
      runner.run(Invocation.of(new EndlessStep()).output("out", dir.resolve("out.txt")).build());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aListenerStopsAStepAtWork() throws Exception {
    StepRunner runner = StepRunner.withoutMemory(listener);
    CompletableFuture<Void> work = CompletableFuture.runAsync(() -> run(runner));
    assertThat(isAtWork.await(30, TimeUnit.SECONDS)).isTrue();
    stopping.set(true);
    assertThatThrownBy(() -> work.get(30, TimeUnit.SECONDS))
        .isInstanceOfAny(CancellationException.class, ExecutionException.class)
        .hasMessageContaining("told to stop");
    assertThatThrownBy(() -> run(runner)).isInstanceOf(CancellationException.class);
    assertThat(List.of(dir.toFile().list())).isEmpty();
  }

  @Test
  void theEndOfARunWaitsForItsSteps() throws Exception {
    StepRunner runner = StepRunner.withoutMemory(listener);
    CompletableFuture<Void> work = CompletableFuture.runAsync(() -> run(runner));
    assertThat(isAtWork.await(30, TimeUnit.SECONDS)).isTrue();
    runner.end();
    assertThat(List.of(dir.toFile().list())).isEmpty();
    assertThatThrownBy(() -> work.get(30, TimeUnit.SECONDS)).hasMessageContaining("told to stop");
    assertThatThrownBy(() -> run(runner)).isInstanceOf(CancellationException.class);
  }
}
