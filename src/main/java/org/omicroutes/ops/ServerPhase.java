package org.omicroutes.ops;

import jakarta.inject.Singleton;
import java.util.Optional;

/** Where the server stands between its start and its end. HTTP answers in all of its phases. */
@Singleton
public class ServerPhase {
  private volatile String whyNot = "starting";
  private volatile boolean started;

  /** All routes have been loaded and told to start; called once, by the server. */
  public void routesLoaded() {
    started = true;
    whyNot = "";
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
