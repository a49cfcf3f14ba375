package org.omicroutes.camel;

import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.quarkus.core.CamelRuntime;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.omicroutes.api.ThisInstance;
import org.omicroutes.state.DropStore;
import org.omicroutes.state.RunStore;
import org.omicroutes.state.StateDatabase;

/** The server: Camel with the shipped routes or a user's, until it is told to stop. */
public final class DropServer implements QuarkusApplication {
  @Inject CamelContext context;
  @Inject CamelRuntime runtime;
  @Inject ThisInstance instance;
  @Inject StateDatabase database;
  @Inject DropStore drops;
  @Inject RunStore runs;

  @ConfigProperty(name = "omicroutes.routes")
  Optional<Path> routes;

  @ConfigProperty(name = "omicroutes.network")
  Optional<Path> network;

  @ConfigProperty(name = "omicroutes.threads", defaultValue = "2")
  int threads;

  @Override
  public int run(String... arguments) throws Exception {
    instance.enter();
    runtime.start(new String[0]);
    try {
      start();
      return runtime.waitForExit();
    } finally {
      // What runs is finished or parked before others may have what this instance holds.
      context.stop();
      instance.leave();
    }
  }

  private void start() throws Exception {
    var services =
        new DropServices(
            database,
            drops,
            runs,
            instance::id,
            MarkedFolders.of(drops),
            DeadLetters.NONE,
            Clock.systemUTC());
    start(context, services, network.orElse(null), routes.orElse(null), threads);
  }

  /**
   * Binds what the routes on drops use and loads them.
   *
   * @param network for drops without one of their own; null for none
   * @param routes a folder of routes instead of the shipped ones; null for none
   */
  static void start(
      CamelContext context, DropServices services, Path network, Path routes, int threads)
      throws Exception {
    WorkflowEngine engine = new WorkflowEngine(context, threads);
    context.getRegistry().bind("omicDropServices", services);
    context.getRegistry().bind("omicDrops", new DropBean(engine, network));
    engine.load(Workflows.find("prognosis").orElseThrow());
    if (routes == null) {
      engine.load("drops.yaml");
    } else {
      RouteFolder.load(context, routes);
    }
  }
}
