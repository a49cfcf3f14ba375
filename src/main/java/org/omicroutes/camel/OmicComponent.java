package org.omicroutes.camel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.omicroutes.camel.sent.CwlToolStep;
import org.omicroutes.camel.sent.RouteEngines;
import org.omicroutes.camel.sent.SentStep;
import org.omicroutes.step.StepRegistry;

/**
 * The component {@code omic:<step>?port=file&parameter=value}. Steps, ports and parameters are
 * checked when the route is loaded; values may hold Simple expressions, evaluated per exchange.
 * With {@code engine=cwl} or {@code engine=nextflow} the step is sent to that engine.
 */
public class OmicComponent extends DefaultComponent {
  /** The component's name. */
  public static final String SCHEME = "omic";

  /** Where other CWL tools are found in the place of a step's name. */
  public static final String CWL = "cwl";

  /** The option that names the engine. */
  public static final String ENGINE = "engine";

  /** The option of {@code omic:cwl} that names the tool's file. */
  public static final String TOOL = "tool";

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws IOException {
    Map<String, String> values = new TreeMap<>();
    parameters.forEach((name, value) -> values.put(name, String.valueOf(value)));
    parameters.clear();
    if (remaining.equals(CWL)) {
      return tool(uri, values);
    }
    var step =
        StepRegistry.get()
            .find(remaining)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no step '" + remaining + "'; 'omicroutes steps' lists them"));
    String engine = values.remove(ENGINE);
    boolean isHere = engine == null || engine.isBlank();
    return new OmicEndpoint(
        uri,
        this,
        isHere ? step : SentStep.of(step, RouteEngines.find(getCamelContext(), engine)),
        values);
  }

  /** {@code omic:cwl?tool=F&...}: anybody's CommandLineTool as a step. */
  private Endpoint tool(String uri, Map<String, String> values) throws IOException {
    String file = values.remove(TOOL);
    if (file == null) {
      throw new IllegalArgumentException("omic:cwl: found no tool, expected tool=FILE");
    }
    CwlToolStep step = CwlToolStep.of(Path.of(file), RouteEngines.find(getCamelContext(), CWL));
    return new OmicEndpoint(uri, this, step, step.bind(values));
  }
}
