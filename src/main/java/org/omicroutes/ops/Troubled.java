package org.omicroutes.ops;

import java.util.List;

/** A consumer that does its work, but for some of it: health shows what, and stays UP. */
public interface Troubled {
  /** One sentence each; empty where there is nothing. Answers at once. */
  List<String> troubles();
}
