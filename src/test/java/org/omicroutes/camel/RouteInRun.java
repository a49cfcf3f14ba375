package org.omicroutes.camel;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.omicroutes.provenance.CrateWriter;
import org.omicroutes.step.RunListener;

/** A route of one endpoint, in a run of the workflow {@code prognosis}. */
final class RouteInRun implements AutoCloseable {
  final DefaultCamelContext context = new DefaultCamelContext();
  final OmicRun run;

  /**
   * @param folder of the run
   */
  RouteInRun(Path folder, RunListener... listeners) throws Exception {
    var workflow = Workflows.find("prognosis").orElseThrow();
    var call = new CrateWriter.Call(Instant.now(), "workflow/p.yaml", Map.of(), Map.of());
    run = OmicRun.open(folder, workflow.spec(), call, List.of(listeners));
  }

  /**
   * Starts the route and sends an exchange through it.
   *
   * @param prepare sees the exchange before
   */
  Exchange send(String uri, Consumer<Exchange> prepare) throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            from("direct:start").to(uri);
          }
        });
    context.start();
    return context
        .createProducerTemplate()
        .send(
            "direct:start",
            exchange -> {
              exchange.setProperty(OmicRun.PROPERTY, run);
              prepare.accept(exchange);
            });
  }

  @Override
  public void close() throws Exception {
    run.close();
    context.close();
  }
}
