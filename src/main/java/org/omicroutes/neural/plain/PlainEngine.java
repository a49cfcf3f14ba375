package org.omicroutes.neural.plain;

import org.omicroutes.neural.Engine;
import org.omicroutes.neural.Graph;

/**
 * Networks computed in Java alone, in double precision, each graph by the thread that uses it. No
 * native library is behind it, so that it is there wherever the program is.
 */
public final class PlainEngine implements Engine {

  @Override
  public Graph newGraph() {
    return new PlainGraph();
  }

  @Override
  public String name() {
    return "plain Java, CPU, double precision";
  }
}
