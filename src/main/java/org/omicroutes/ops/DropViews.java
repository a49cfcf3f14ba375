package org.omicroutes.ops;

import static org.omicroutes.ops.Shown.orEmpty;

import java.util.List;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropEvent;
import org.omicroutes.state.DropGroup;
import org.omicroutes.state.DropState;

/** Drops as the pages show them; empty for what is not known. */
final class DropViews {
  private DropViews() {}

  /**
   * A drop in a table.
   *
   * @param retriable whether it can be tried once more
   * @param waiting whether it waits for layers and can be run with what there is
   */
  record Row(
      String id,
      Shown.State state,
      String path,
      String route,
      Shown.At since,
      String reason,
      boolean retriable,
      boolean waiting) {
    static Row of(Drop drop) {
      boolean dead = drop.state() == DropState.REJECTED || drop.state() == DropState.FAILED;
      return new Row(
          drop.id(),
          Shown.State.of(drop.state()),
          drop.path(),
          drop.route(),
          Shown.At.of(drop.stateAt()),
          drop.reason(),
          dead && drop.content() != null,
          drop.state() == DropState.WAITING);
    }
  }

  /** A drop came into a state. */
  record Event(Shown.At at, Shown.State state, String reason) {
    static Event of(DropEvent event) {
      return new Event(
          Shown.At.of(event.at()), Shown.State.of(event.state()), orEmpty(event.reason()));
    }
  }

  /**
   * A drop that another one runs with.
   *
   * @param earlier whether it was done before
   */
  record Companion(String id, String path, Shown.State state, boolean earlier) {
    static List<Companion> of(String id, DropGroup group) {
      return group.inOrder().stream()
          .filter(drop -> !drop.id().equals(id))
          .map(
              drop ->
                  new Companion(
                      drop.id(),
                      drop.path(),
                      Shown.State.of(drop.state()),
                      group.earlier().contains(drop)))
          .toList();
    }
  }

  /** How many drops are in a state. */
  record Tile(Shown.State state, int number) {}

  /**
   * The page of a drop.
   *
   * @param seen what the browser sends back to hear nothing where nothing is new
   * @param group the others that it runs with, or waits for
   * @param run null before the first
   */
  record Page(
      String htmx,
      String seen,
      boolean operator,
      Row drop,
      String size,
      String attempts,
      String follows,
      List<Event> history,
      List<Companion> group,
      RunViews.Run run)
      implements Html.Marked<Page> {
    @Override
    public Page seen(String hash) {
      return new Page(htmx, hash, operator, drop, size, attempts, follows, history, group, run);
    }
  }
}
