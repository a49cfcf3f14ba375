package org.omicroutes.camel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.omicroutes.state.JoinRule;

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
    List<String> profiles = names(take(parameters, "profiles", String.class, "marker,manifest"));
    JoinRule rule =
        new JoinRule(
            names(take(parameters, "layers", String.class, "")),
            take(parameters, "waitingTime", Duration.class, Duration.ofDays(7)));
    DropRetries retries =
        new DropRetries(
            take(parameters, "attempts", Integer.class, 5),
            take(parameters, "backOff", Duration.class, Duration.ofSeconds(30)),
            take(parameters, "backOffMultiplier", Double.class, 2.0),
            take(parameters, "maxBackOff", Duration.class, Duration.ofHours(1)));
    DropsEndpoint.Polling polling =
        new DropsEndpoint.Polling(
            take(parameters, "delay", Duration.class, Duration.ofSeconds(5)),
            take(parameters, "initialDelay", Duration.class, Duration.ofSeconds(1)),
            take(parameters, "parallel", Integer.class, 1));
    Path results = Path.of(take(parameters, "results", String.class, "results"));
    if (results.toAbsolutePath().normalize().startsWith(root)) {
      throw new IllegalArgumentException(
          "omic-drops: results: found "
              + results
              + ", which lies in the watched "
              + root
              + "; expected a folder beside it");
    }
    DropsEndpoint.Work work =
        new DropsEndpoint.Work(
            take(parameters, "workflow", String.class, "prognosis"), results, rule);
    Map<String, String> settings = new LinkedHashMap<>();
    parameters.forEach((name, value) -> settings.put(name, String.valueOf(value)));
    parameters.clear();
    return new DropsEndpoint(uri, this, root, profiles, settings, polling, retries, work);
  }

  private static List<String> names(String list) {
    return Stream.of(list.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  private <T> T take(Map<String, Object> parameters, String name, Class<T> type, T otherwise) {
    return getAndRemoveParameter(parameters, name, type, otherwise);
  }
}
