package org.omicroutes.api;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.omicroutes.state.Instances;

/**
 * This process among those that share the state. It says every {@value #BEAT_SECONDS} seconds that
 * it is alive and gives back what dead ones held. With an embedded database it is the only one:
 * whoever is entered there before it is dead.
 */
@ApplicationScoped
public class ThisInstance {
  private static final long BEAT_SECONDS = 5;

  @Inject Instances instances;

  @ConfigProperty(name = "quarkus.datasource.postgresql.active", defaultValue = "false")
  boolean shared;

  @ConfigProperty(name = "omicroutes.instance.silence", defaultValue = "60s")
  Duration silence;

  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(
          run -> {
            Thread thread = new Thread(run, "heartbeat");
            thread.setDaemon(true);
            return thread;
          });

  private volatile String id;
  private Instant lastFailure = Instant.EPOCH;

  /** Enters this process; called once, when the server starts. */
  public void enter() {
    instances.releaseDead(shared ? silence : Duration.ofMillis(-1));
    id = instances.enter(host());
    heart.scheduleWithFixedDelay(this::beat, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
  }

  private void beat() {
    try {
      if (!instances.beat(id)) {
        Log.warn("others took this instance for dead; what it held has been given back");
        id = instances.enter(host());
      }
      // After a database that was gone all are silent: each gets its time to speak again.
      if (Instant.now().isAfter(lastFailure.plus(silence))) {
        instances.releaseDead(silence);
      }
    } catch (RuntimeException e) {
      lastFailure = Instant.now();
      Log.warnf("no heartbeat: %s", e.getMessage());
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  /** Its id among the instances; null before the server has started. */
  public String id() {
    return id;
  }

  /** Gives back what it holds; called once, when the server stops and its work has been parked. */
  public void leave() {
    heart.shutdown();
    if (id == null) {
      return;
    }
    try {
      // Not interrupted: an embedded database would close itself.
      heart.awaitTermination(BEAT_SECONDS, TimeUnit.SECONDS);
      instances.leave(id, "parked: the server was stopped");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      Log.warnf("what is held is given back when a server starts: %s", e.getMessage());
    }
  }
}
