package org.omicroutes.camel;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropEvent;
import org.omicroutes.state.DropState;
import org.omicroutes.state.DropStore;
import org.omicroutes.state.Instances;
import org.omicroutes.state.RunStore;
import org.omicroutes.state.StateDatabase;

/** One process of those that share a database, as far as its route {@code r} on drops goes. */
final class RouteServer {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  final DefaultCamelContext context = new DefaultCamelContext();
  final DropStore drops;
  final RunStore runs;
  final Instances instances;
  final String instance;

  RouteServer(StateDatabase database, Clock clock, Function<DropStore, DropSources> sources) {
    drops = new DropStore(database);
    runs = new RunStore(database);
    instances = new Instances(database, drops, runs);
    instance = instances.enter("here");
    context.getShutdownStrategy().setTimeout(1);
    context
        .getRegistry()
        .bind(
            "services",
            new DropServices(database, drops, runs, () -> instance, sources.apply(drops), clock));
  }

  /**
   * @param endpoint of the drops, with its options
   * @param work what is done with a drop
   */
  RouteServer start(String endpoint, Processor work) throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            from(endpoint).routeId("r").process(work);
          }
        });
    context.start();
    return this;
  }

  DropsConsumer consumer() {
    return (DropsConsumer) context.getRoute("r").getConsumer();
  }

  /** The latest of a folder. */
  Drop drop(String name) {
    return drops.list(new DropStore.Filter("r", null, name), 1, 0).stream()
        .findFirst()
        .orElseThrow();
  }

  Drop await(String name, DropState state) {
    Awaitility.await(name + " " + state)
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> drop(name).state() == state);
    return drop(name);
  }

  List<DropState> history(Drop drop) {
    return drops.history(drop.id()).stream().map(DropEvent::state).toList();
  }

  void stop() {
    context.stop();
  }
}
