package org.omicroutes.camel;

import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.omicroutes.step.Step;

/** Runs one omic step for each exchange. */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = OmicComponent.SCHEME,
    title = "OmicRoutes step",
    syntax = "omic:step",
    producerOnly = true,
    category = {Category.BIGDATA},
    remote = false)
public class OmicEndpoint extends DefaultEndpoint {
  @UriPath(description = "The step's name")
  private final String step;

  private final transient Step<?> implementation;
  private final Map<String, String> values;

  OmicEndpoint(String uri, OmicComponent component, Step<?> step, Map<String, String> values) {
    super(uri, component);
    this.step = step.spec().name();
    this.implementation = step;
    this.values = Map.copyOf(values);
    OmicBinding.check(step.spec(), values);
  }

  public String getStep() {
    return step;
  }

  @Override
  public Producer createProducer() {
    return new OmicProducer(this, implementation, values);
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException("omic: is where a route goes to, not where it starts");
  }
}
