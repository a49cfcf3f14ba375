package org.omicroutes.camel;

import java.io.IOException;
import org.omicroutes.state.Drop;

/** Where a person who looks at the folders finds what became of a drop that was not done. */
public interface DeadLetters {
  /** Writes nothing: the reason is in the state alone. */
  DeadLetters NONE =
      new DeadLetters() {
        @Override
        public void write(Drop drop, String reason) {}

        @Override
        public void clear(Drop drop) {}
      };

  /** A drop was rejected, or failed for good. */
  void write(Drop drop, String reason) throws IOException;

  /** A drop is tried; what was written of it before is no longer true. */
  void clear(Drop drop) throws IOException;
}
