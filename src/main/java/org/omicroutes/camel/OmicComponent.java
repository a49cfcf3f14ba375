package org.omicroutes.camel;

import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.omicroutes.step.StepRegistry;

/**
 * The component {@code omic:<step>?port=file&parameter=value}. Steps, ports and parameters are
 * checked when the route is loaded; values may hold Simple expressions, evaluated per exchange.
 */
public class OmicComponent extends DefaultComponent {

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    var step =
        StepRegistry.get()
            .find(remaining)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no step '" + remaining + "'; 'omicroutes steps' lists them"));
    Map<String, String> values = new TreeMap<>();
    parameters.forEach((name, value) -> values.put(name, String.valueOf(value)));
    parameters.clear();
    return new OmicEndpoint(uri, this, step, values);
  }
}
