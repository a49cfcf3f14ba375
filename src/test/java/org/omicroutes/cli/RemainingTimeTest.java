package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.omicroutes.step.Execution;

class RemainingTimeTest {
  private static final Duration NONE = Duration.ZERO;

  private static Execution execution(String step, String model, String label, boolean reused) {
    Map<String, String> parameters = model == null ? Map.of() : Map.of("model", model);
    return new Execution(
        "k",
        step,
        "1",
        label,
        parameters,
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        "",
        "",
        reused,
        "");
  }

  private static void runs(RemainingTime time, Execution execution, double from, double to) {
    time.started(execution, (long) (from * 1e9));
    time.finished(execution, (long) (to * 1e9));
  }

  @Test
  void eachKindOfWorkGoesAtItsOwnPace() {
    RemainingTime time = new RemainingTime(Map.of("train moanet", 3, "select", 2));
    runs(time, execution("train", "moanet", "a", false), 0, 30);
    runs(time, execution("select", null, "b", false), 30, 32);
    assertThat(time.estimate(Duration.ofSeconds(32), NONE)).contains(Duration.ofSeconds(62));
  }

  @Test
  void whatRunsSideBySideTakesHalfAsLong() {
    RemainingTime time = new RemainingTime(Map.of("train cox", 4));
    runs(time, execution("train", "cox", "a", false), 0, 10);
    runs(time, execution("train", "cox", "b", false), 0, 10);
    assertThat(time.estimate(Duration.ofSeconds(10), NONE)).contains(Duration.ofSeconds(10));
  }

  @Test
  void reusedResultsAreDoneAndSayNothingOfThePace() {
    RemainingTime time = new RemainingTime(Map.of("train cox", 4));
    time.finished(execution("train", "cox", "a", true), 0);
    assertThat(time.estimate(Duration.ofSeconds(10), NONE)).isEmpty();
    runs(time, execution("train", "cox", "b", false), 100, 110);
    assertThat(time.estimate(Duration.ofSeconds(110), Duration.ofSeconds(100)))
        .contains(Duration.ofSeconds(20));
  }

  @Test
  void aKindNotMetYetIsTakenForItsStep() {
    RemainingTime time = new RemainingTime(Map.of("train cox", 1, "train gnn", 1, "select", 1));
    runs(time, execution("train", "cox", "a", false), 0, 20);
    runs(time, execution("select", null, "b", false), 20, 22);
    assertThat(time.estimate(Duration.ofSeconds(22), NONE)).contains(Duration.ofSeconds(20));
  }
}
