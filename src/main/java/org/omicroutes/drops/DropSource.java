package org.omicroutes.drops;

import java.io.IOException;
import java.util.List;

/** Where drops come from: brings the state up to date with what is there. */
public interface DropSource {

  /**
   * Looks once. What is new, changed, complete or gone is in the state afterwards; nothing is run.
   *
   * @throws IOException where it cannot be looked at, such as a folder that is gone
   */
  void look() throws IOException;

  /** Nobody will look any more: what is read beside the looks is left. */
  default void close() {}

  /**
   * What the last look could not read, and what is to be tried again, one sentence each. Answers at
   * once, also while a look goes on.
   */
  default List<String> troubles() {
    return List.of();
  }
}
