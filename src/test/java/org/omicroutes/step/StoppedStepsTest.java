package org.omicroutes.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.omicroutes.harmonize.ImputeStep;
import org.omicroutes.network.SnfStep;
import org.omicroutes.survival.OptimismStep;
import org.omicroutes.survival.RsfStep;
import org.omicroutes.survival.SurvivalMetricsStep;

/**
 * Steps that would work for many minutes and tell no progress end soon when they are told to,
 * whichever of their threads is at work, and leave nothing.
 */
class StoppedStepsTest {
  private static final int SAMPLES = 400;
  private static final int FEATURES = 40;

  @TempDir static Path inputs;
  @TempDir Path out;

  private final AtomicBoolean isStopping = new AtomicBoolean();
  private final CountDownLatch isAtWork = new CountDownLatch(1);

  private final RunListener listener =
      new RunListener() {
        @Override
        public void started(Execution execution) {
          isAtWork.countDown();
        }

        @Override
        public boolean isStopping() {
          return isStopping.get();
        }
      };

  @BeforeEach
  void inputs() throws IOException {
    Random random = new Random(1);
    StringBuilder matrix = new StringBuilder("feature");
    StringBuilder survival = new StringBuilder("sample\ttime\tevent\n");
    StringBuilder predictions = new StringBuilder("sample\trisk\tsurvival_12m\n");
    for (int s = 0; s < SAMPLES; s++) {
      matrix.append("\ts").append(s);
      survival.append("s" + s + "\t" + (1 + random.nextInt(3000)) + "\t" + s % 2 + "\n");
      predictions.append(
          "s" + s + "\t" + random.nextGaussian() + "\t" + random.nextDouble() + "\n");
    }
    for (int f = 0; f < FEATURES; f++) {
      matrix.append("\nf").append(f);
      for (int s = 0; s < SAMPLES; s++) {
        matrix.append("\t").append(random.nextGaussian());
      }
    }
    Files.writeString(input("matrix"), matrix.append("\n"));
    Files.writeString(input("survival"), survival);
    Files.writeString(input("predictions"), predictions);
  }

  private static Path input(String name) {
    return inputs.resolve(name + ".tsv");
  }

  private static Invocation.Builder<?> fitting(Step<?> step) {
    return Invocation.of(step)
        .input("features", List.of(input("matrix")))
        .input("survival", List.of(input("survival")));
  }

  static Stream<Invocation.Builder<?>> longWork() {
    return Stream.of(
        Invocation.of(new SnfStep())
            .namedInput("view", "a", input("matrix"))
            .namedInput("view", "b", input("matrix"))
            .parameter("iterations", "10000"),
        fitting(new OptimismStep()).parameter("bootstraps", "50000"),
        fitting(new RsfStep()).parameter("trees", "100000"),
        Invocation.of(new SurvivalMetricsStep())
            .input("predictions", List.of(input("predictions")))
            .input("survival", List.of(input("survival")))
            .parameter("bootstraps", "1000000"));
  }

  @ParameterizedTest
  @MethodSource("longWork")
  void endsSoonAndLeavesNothing(Invocation.Builder<?> endless) throws Exception {
    Invocation<?> invocation = endless.output("out", out.resolve("out.tsv")).build();
    CompletableFuture<Void> work = CompletableFuture.runAsync(() -> run(invocation));
    assertThat(isAtWork.await(60, TimeUnit.SECONDS)).isTrue();
    Thread.sleep(500);
    assertThat(work).isNotDone();
    isStopping.set(true);
    assertThatThrownBy(() -> work.get(20, TimeUnit.SECONDS)).hasMessageContaining("told to stop");
    assertThat(List.of(out.toFile().list())).isEmpty();
  }

  /** Before a step begins, everything that it will read is read once. */
  @Test
  void soDoesTheReadingOfAnEndlessInput() throws Exception {
    Invocation<?> invocation =
        Invocation.of(new ImputeStep())
            .input("matrix", List.of(Path.of("/dev/zero")))
            .output("out", out.resolve("out.tsv"))
            .build();
    CompletableFuture<Void> work = CompletableFuture.runAsync(() -> run(invocation));
    Thread.sleep(500);
    assertThat(work).isNotDone();
    isStopping.set(true);
    assertThatThrownBy(() -> work.get(20, TimeUnit.SECONDS)).hasMessageContaining("told to stop");
  }

  private void run(Invocation<?> invocation) {
    try {
      StepRunner.withoutMemory(listener).run(invocation);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
