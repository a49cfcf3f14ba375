package org.omicroutes.camel;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.quarkus.core.CamelRuntime;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.omicroutes.api.PredictFolders;
import org.omicroutes.api.RunWorker;
import org.omicroutes.api.ThisInstance;
import org.omicroutes.ops.RunTelemetry;
import org.omicroutes.ops.ServerPhase;
import org.omicroutes.state.DropStore;
import org.omicroutes.state.RunStore;
import org.omicroutes.state.StateDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server: Camel with the shipped routes or a user's, until it is told to stop. */
public final class DropServer implements QuarkusApplication {
  private static final Logger LOG = LoggerFactory.getLogger(DropServer.class);
  private static final int FAILED = 1;

  private boolean left;

  @Inject CamelContext context;
  @Inject CamelRuntime runtime;
  @Inject ThisInstance instance;
  @Inject StateDatabase database;
  @Inject DropStore drops;
  @Inject RunStore runs;
  @Inject AnnouncementRoutes announcements;
  @Inject PredictFolders predictions;
  @Inject RunWorker worker;
  @Inject ServerPhase phase;
  @Inject RunTelemetry telemetry;

  @ConfigProperty(name = "omicroutes.routes")
  Optional<Path> routes;

  @ConfigProperty(name = "omicroutes.profiles")
  Optional<Path> profiles;

  @ConfigProperty(name = "omicroutes.network")
  Optional<Path> network;

  @ConfigProperty(name = "omicroutes.threads", defaultValue = "2")
  int threads;

  private WorkflowEngine engine;

  @Override
  public int run(String... arguments) throws Exception {
    instance.enter();
    predictions.removeAbandoned();
    runtime.start(new String[0]);
    try {
      if (!start()) {
        // Camel, once stopped, asks for the exit code 0; the first who asks is heard.
        Quarkus.asyncExit(FAILED);
        return FAILED;
      }
      announcements.load();
      worker.start(engine);
      phase.routesLoaded();
      return runtime.waitForExit();
    } finally {
      leave();
    }
  }

  /** Told to stop, Quarkus closes the database as soon as this returns. */
  void stop(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent event) {
    leave();
  }

  /** What runs is finished or parked before others may have what this instance holds. */
  private synchronized void leave() {
    if (!left) {
      left = true;
      phase.stopping();
      try {
        worker.stop();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      context.stop();
      instance.leave();
    }
  }

  /** Whether there are routes; what is wrong with them is told. */
  private boolean start() {
    var services =
        new DropServices(
            database,
            drops,
            runs,
            instance::id,
            new ScannedFolders(drops, profiles.orElse(null), Clock.systemUTC()),
            Clock.systemUTC());
    try {
      load(services);
      return true;
    } catch (Exception e) {
      LOG.error("the routes cannot be loaded: {}", RouteFolder.told(e));
      LOG.debug("the routes cannot be loaded", e);
      return false;
    }
  }

  /** Binds what the routes on drops use and loads them. */
  private void load(DropServices services) throws Exception {
    engine = new WorkflowEngine(context, threads);
    context.getRegistry().bind("omicDropServices", services);
    context.getRegistry().bind("omicDrops", new DropBean(engine, network.orElse(null), telemetry));
    engine.load(Workflows.find("prognosis").orElseThrow());
    if (routes.isEmpty()) {
      engine.load("drops.yaml");
    } else {
      phase.routeFiles(RouteFolder.load(context, routes.get()));
    }
  }
}
