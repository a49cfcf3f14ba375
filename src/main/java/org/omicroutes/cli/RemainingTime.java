package org.omicroutes.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.omicroutes.step.Execution;

/**
 * How long a run will still take: what is left of each kind of work, at the pace at which that kind
 * went so far, by as many side by side as there were. Reused results took no time and are counted
 * as done. Work of a kind not met yet is taken for as long as the mean of its step, or of all.
 */
final class RemainingTime {
  private static final double FEWEST_SECONDS = 5;

  private final Map<String, Integer> left;
  private final Map<String, Pace> paces = new HashMap<>();
  private final Map<String, Long> begun = new HashMap<>();

  private static final class Pace {
    double seconds;
    int times;
  }

  /**
   * @param planned how often each kind of work will come, as far as is known
   */
  RemainingTime(Map<String, Integer> planned) {
    this.left = new HashMap<>(planned);
  }

  void started(Execution execution, long nanos) {
    begun.put(id(execution), nanos);
  }

  void finished(Execution execution, long nanos) {
    left.merge(execution.work(), -1, Integer::sum);
    Long since = begun.remove(id(execution));
    if (!execution.reused() && since != null) {
      add(execution.work(), (nanos - since) / 1e9);
    }
  }

  private void add(String work, double seconds) {
    for (String key : new String[] {work, step(work) + "/", ""}) {
      Pace pace = paces.computeIfAbsent(key, k -> new Pace());
      pace.seconds += seconds;
      pace.times++;
    }
  }

  /**
   * @param elapsed since the run began
   * @param reusing of that, spent before the first step ran
   * @return empty where nothing is known of what is left, or too little has been seen
   */
  Optional<Duration> estimate(Duration elapsed, Duration reusing) {
    Pace all = paces.get("");
    double seconds = (elapsed.toMillis() - reusing.toMillis()) / 1e3;
    if (all == null || left.isEmpty() || seconds < FEWEST_SECONDS) {
      return Optional.empty();
    }
    double work = 0;
    for (var kind : left.entrySet()) {
      Pace pace = paces.get(kind.getKey());
      pace = pace == null ? paces.getOrDefault(step(kind.getKey()) + "/", all) : pace;
      work += Math.max(0, kind.getValue()) * pace.seconds / pace.times;
    }
    double sideBySide = Math.max(1, all.seconds / seconds);
    return Optional.of(Duration.ofMillis((long) (1e3 * work / sideBySide)));
  }

  private static String step(String work) {
    int space = work.indexOf(' ');
    return space < 0 ? work : work.substring(0, space);
  }

  private static String id(Execution execution) {
    return execution.step() + ' ' + execution.label();
  }
}
