package org.omicroutes.drops;

import java.io.IOException;

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
}
