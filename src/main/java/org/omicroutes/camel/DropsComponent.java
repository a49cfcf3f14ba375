package org.omicroutes.camel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.TypeConversionException;
import org.apache.camel.support.DefaultComponent;
import org.omicroutes.state.JoinRule;
import org.omicroutes.step.Parameters;

/**
 * The component {@code omic-drops:DIR?profiles=marker,manifest&delay=5s&…}: a route on it gets each
 * complete drop below a folder once.
 *
 * <p>What it does not know itself is a setting of the source ({@link DropSources}), which refuses
 * what it does not know either.
 */
public class DropsComponent extends DefaultComponent {

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    Path root = Path.of(remaining).toAbsolutePath().normalize();
    DropsOptions options = options(parameters);
    Path results = Path.of(options.results());
    if (results.toAbsolutePath().normalize().startsWith(root)) {
      throw new IllegalArgumentException(
          "omic-drops: results: found "
              + results
              + ", which lies in the watched "
              + root
              + "; expected a folder beside it");
    }
    JoinRule rule = new JoinRule(distinct(options.layers()), duration(options.waitingTime()));
    DropRetries retries =
        new DropRetries(
            options.attempts(),
            duration(options.backOff()),
            options.backOffMultiplier(),
            duration(options.maxBackOff()));
    DropsEndpoint.Polling polling =
        new DropsEndpoint.Polling(
            duration(options.delay()), duration(options.initialDelay()), options.parallel());
    DropsEndpoint.Work work = new DropsEndpoint.Work(options.workflow(), results, rule);
    Map<String, String> settings = new LinkedHashMap<>();
    parameters.forEach((name, value) -> settings.put(name, String.valueOf(value)));
    parameters.clear();
    return new DropsEndpoint(
        uri, this, root, distinct(options.profiles()), settings, polling, retries, work);
  }

  /** What is known here, taken from the parameters. */
  private DropsOptions options(Map<String, Object> parameters) {
    Map<String, String> given = new LinkedHashMap<>();
    for (Parameters.Parameter option : Parameters.of(DropsOptions.class)) {
      String text = getAndRemoveParameter(parameters, option.name(), String.class);
      if (text != null) {
        given.put(option.name(), text);
      }
    }
    return Parameters.parse(DropsOptions.class, given);
  }

  private Duration duration(String text) {
    try {
      return getCamelContext().getTypeConverter().mandatoryConvertTo(Duration.class, text);
    } catch (NoTypeConversionAvailableException | TypeConversionException e) {
      throw new IllegalArgumentException(
          "omic-drops: found '" + text + "', expected a duration such as 30s or 1h30m", e);
    }
  }

  private static List<String> distinct(List<String> names) {
    return names.stream().filter(name -> !name.isEmpty()).distinct().toList();
  }
}
