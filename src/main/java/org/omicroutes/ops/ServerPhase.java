package org.omicroutes.ops;

import jakarta.inject.Singleton;
import java.util.Optional;

/** Where the server stands between its start and its end. HTTP answers in all of its phases. */
@Singleton
public class ServerPhase {
  private volatile String whyNot = "starting";
  private volatile boolean started;
  private volatile RouteFiles files;

  /** All routes have been loaded and told to start; called once, by the server. */
  public void routesLoaded() {
    started = true;
    whyNot = "";
  }

  /** Where its routes come from, if from files that may change. */
  public void routeFiles(RouteFiles loaded) {
    files = loaded;
  }

  /** Which routes it has lost; empty where none. */
  Optional<String> lostRoutes() {
    return files == null ? Optional.empty() : files.lost();
  }

  /** Which files of routes could not be loaded, and why, in one sentence; empty for none. */
  Optional<String> routeTrouble() {
    return Optional.of(files == null ? "" : String.join("; ", files.troubles()))
        .filter(trouble -> !trouble.isEmpty());
  }

  /** The server takes nothing new any more. */
  public void stopping() {
    whyNot = "stopping";
  }

  /** Whether its start is over. */
  public boolean hasStarted() {
    return started;
  }

  /** Why nothing is to be sent to the server now; empty where it is at work. */
  public Optional<String> whyNot() {
    return Optional.of(whyNot).filter(reason -> !reason.isEmpty());
  }
}
