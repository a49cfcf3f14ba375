package org.omicroutes.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropState;
import org.omicroutes.state.DropStore;
import org.omicroutes.state.RunStore;

/** Gathers what the first page shows. */
@ApplicationScoped
class Overviews {
  private static final int DROPS = 50;
  private static final int DEAD = 20;
  private static final int RUNS = 20;

  private static final Set<DropState> WORKED_ON = EnumSet.of(DropState.CLAIMED, DropState.RUNNING);
  private static final Set<DropState> TURNED_AWAY =
      EnumSet.of(DropState.REJECTED, DropState.FAILED);
  private static final Set<DropState> TO_COME =
      EnumSet.of(DropState.SEQUENCING, DropState.COPYING, DropState.COMPLETE, DropState.WAITING);

  @Inject DropStore drops;
  @Inject RunStore runs;
  @Inject HealthView health;

  /**
   * @param state null for all
   */
  Overview gather(DropState state, int offset, Reader reader) {
    Map<DropState, Integer> counts = drops.counts();
    int total = sum(counts, EnumSet.allOf(DropState.class));
    int chosen = state == null ? total : counts.getOrDefault(state, 0);
    List<DropViews.Row> rows = rows(state, DROPS, offset);
    List<DropViews.Row> dead =
        Stream.concat(
                rows(DropState.REJECTED, DEAD, 0).stream(),
                rows(DropState.FAILED, DEAD, 0).stream())
            .sorted((a, b) -> b.since().iso().compareTo(a.since().iso()))
            .limit(DEAD)
            .toList();
    HealthView.Health checks = health.health();
    return new Overview(
        reader.htmx(),
        "",
        reader.operator(),
        state == null ? "" : state.name(),
        query(state, offset),
        summary(counts, checks),
        tiles(counts),
        total,
        rows,
        "Drops %d to %d of %d.".formatted(offset + 1, offset + rows.size(), chosen),
        offset > 0,
        query(state, Math.max(0, offset - DROPS)),
        offset + rows.size() < chosen,
        query(state, offset + DROPS),
        dead,
        sum(counts, TURNED_AWAY) > dead.size(),
        runs(reader),
        checks);
  }

  private List<RunViews.Row> runs(Reader reader) {
    Instant now = Instant.now();
    return runs.list(RunStore.Filter.ALL, null, RUNS * 5).stream()
        .filter(reader::maySee)
        .limit(RUNS)
        .map(run -> RunViews.Row.of(run, now))
        .toList();
  }

  private List<DropViews.Row> rows(DropState state, int most, int offset) {
    List<Drop> page = drops.list(new DropStore.Filter(null, state, null), most, offset);
    return page.stream().map(DropViews.Row::of).toList();
  }

  private static List<DropViews.Tile> tiles(Map<DropState, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> new DropViews.Tile(Shown.State.of(entry.getKey()), entry.getValue()))
        .toList();
  }

  private static String summary(Map<DropState, Integer> counts, HealthView.Health health) {
    String down =
        health.checks().stream()
            .filter(check -> check.state().name().equals("DOWN"))
            .map(HealthView.Check::name)
            .collect(Collectors.joining(", "));
    return "Drops worked on: %d; to come: %d; done: %d; turned away: %d. %s"
        .formatted(
            sum(counts, WORKED_ON),
            sum(counts, TO_COME),
            sum(counts, EnumSet.of(DropState.DONE)),
            sum(counts, TURNED_AWAY),
            down.isEmpty() ? "The server is well." : "Not well: " + down + ".");
  }

  private static int sum(Map<DropState, Integer> counts, Set<DropState> states) {
    return states.stream().mapToInt(state -> counts.getOrDefault(state, 0)).sum();
  }

  private static String query(DropState state, int offset) {
    return "state=" + (state == null ? "" : state) + "&offset=" + offset;
  }
}
