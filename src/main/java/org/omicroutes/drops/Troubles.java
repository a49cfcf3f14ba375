package org.omicroutes.drops;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropState;

/** What keeps drops from being done, and may pass: it is tried again without anybody's help. */
final class Troubles {
  /** The end of a reason that says so. */
  static final String AGAIN = "; it is tried again";

  private Troubles() {}

  /**
   * One sentence each.
   *
   * @param drops of a watched folder
   * @param unreadable folders in it that are not known to be drops
   */
  static List<String> of(List<Drop> drops, Collection<String> unreadable) {
    List<String> troubles = new ArrayList<>();
    unreadable.stream()
        .sorted()
        .forEach(folder -> troubles.add("the folder " + Words.name(folder) + " cannot be read"));
    for (Drop drop : drops) {
      boolean unfinished =
          drop.state() == DropState.COPYING || drop.state() == DropState.SEQUENCING;
      boolean failed = drop.state() == DropState.COMPLETE && drop.nextAttemptAt() != null;
      if (failed || unfinished && drop.reason().endsWith(AGAIN)) {
        troubles.add("drop " + drop.path() + ": " + drop.reason());
      }
    }
    return List.copyOf(troubles);
  }
}
