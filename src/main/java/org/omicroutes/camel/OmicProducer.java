package org.omicroutes.camel;

import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.DefaultProducer;
import org.omicroutes.step.Execution;
import org.omicroutes.step.FileRef;
import org.omicroutes.step.Step;

/**
 * Binds the endpoint's values to the exchange, runs the step in the exchange's {@link OmicRun}, and
 * leaves the place of each output in the header {@code omic.<port>}.
 */
class OmicProducer extends DefaultProducer {
  private final Step<?> step;
  private final Map<String, Expression> expressions = new TreeMap<>();

  OmicProducer(OmicEndpoint endpoint, Step<?> step, Map<String, String> values) {
    super(endpoint);
    this.step = step;
    var simple = endpoint.getCamelContext().resolveLanguage("simple");
    values.forEach((name, value) -> expressions.put(name, simple.createExpression(value)));
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    OmicRun run = exchange.getProperty(OmicRun.PROPERTY, OmicRun.class);
    if (run == null) {
      throw new IllegalStateException(
          "the exchange carries no run: start the route through a workflow");
    }
    if (run.isPlanning()) {
      Expression model = expressions.get("model");
      run.countStep(
          Execution.work(
              step.spec().name(), model == null ? null : model.evaluate(exchange, String.class)));
      return;
    }
    Map<String, String> values = new TreeMap<>();
    expressions.forEach(
        (name, expression) -> {
          String value = expression.evaluate(exchange, String.class);
          values.put(name, value == null ? "" : value);
        });
    Execution execution = run.runner().run(OmicBinding.bind(step, values, run.folder()));
    for (FileRef output : execution.outputs()) {
      // Of a folder, the folder.
      String inside = output.name();
      String place = output.path();
      exchange
          .getMessage()
          .setHeader(
              "omic." + output.port(),
              inside.isEmpty() ? place : place.substring(0, place.length() - inside.length() - 1));
    }
  }
}
