package org.omicroutes.neural;

/**
 * What computes our networks: an empty graph from it is filled with operations, then fed and
 * differentiated. Networks are written against this and {@link Graph} alone, so that another
 * library can take the place of the one behind it.
 */
public interface Engine {

  /**
   * An empty graph. Several graphs may be used at the same time, each by one thread. The same graph
   * with the same numbers gives the same bits, however many graphs run beside it.
   */
  Graph newGraph();

  /** The engine's name, for records of what computed a result. */
  String name();
}
