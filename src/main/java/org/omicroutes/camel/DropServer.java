package org.omicroutes.camel;

import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.quarkus.core.CamelRuntime;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.omicroutes.api.ThisInstance;
import org.omicroutes.ops.RunTelemetry;
import org.omicroutes.ops.ServerPhase;

/** The server: Camel with the shipped routes, until it is told to stop. */
public final class DropServer implements QuarkusApplication {
  @Inject CamelContext context;
  @Inject CamelRuntime runtime;
  @Inject ThisInstance instance;
  @Inject ServerPhase phase;
  @Inject RunTelemetry telemetry;

  @ConfigProperty(name = "omicroutes.results")
  Path results;

  @ConfigProperty(name = "omicroutes.network")
  Optional<Path> network;

  @ConfigProperty(name = "omicroutes.threads", defaultValue = "2")
  int threads;

  @Override
  public int run(String... arguments) throws Exception {
    instance.enter();
    runtime.start(new String[0]);
    start(context, results, network.orElse(null), threads, telemetry);
    phase.routesLoaded();
    try {
      return runtime.waitForExit();
    } finally {
      phase.stopping();
      instance.leave();
    }
  }

  /** Binds what the drop routes use and loads them. */
  static void start(
      CamelContext context, Path results, Path network, int threads, RunTelemetry telemetry)
      throws Exception {
    WorkflowEngine engine = new WorkflowEngine(context, threads);
    context.getRegistry().bind("omicDrops", new DropBean(engine, results, network, telemetry));
    context
        .getRegistry()
        .bind("omicDropsSeen", DropBean.seen(results.resolve(".omicroutes-drops")));
    engine.load(Workflows.find("prognosis").orElseThrow());
    engine.load("drops.yaml");
  }
}
