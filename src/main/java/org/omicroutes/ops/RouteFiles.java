package org.omicroutes.ops;

import java.util.Optional;

/** A folder of routes that may change while the server runs; health shows what cannot be loaded. */
public interface RouteFiles extends Troubled {
  /** Which routes do not run any more though they should; empty where all do. */
  Optional<String> lost();
}
