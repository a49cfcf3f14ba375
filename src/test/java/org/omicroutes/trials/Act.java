package org.omicroutes.trials;

import java.io.IOException;

/**
 * Something that is done to a drop's folder.
 *
 * @param at when, from 0, the first start of the server, to 1, its last
 */
record Act(double at, Work work) {
  /** It writes files. */
  interface Work {
    void run() throws IOException;
  }
}
