package org.omicroutes.camel;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.step.Invocation;
import org.omicroutes.step.Step;

/**
 * What a run of one step was asked for.
 *
 * @param inputs port to file; {@code port/NAME} on ports that take several
 * @param outputs port to the file's name in the run's folder
 * @param parameters by component name
 */
record SingleStep(
    Map<String, Path> inputs, Map<String, String> outputs, Map<String, String> parameters) {
  private static final ObjectMapper JSON = new ObjectMapper();

  <P extends Record> Invocation<P> invocation(Step<P> step, Path folder) {
    Invocation.Builder<P> invocation = Invocation.of(step);
    inputs.forEach(
        (port, file) -> {
          int slash = port.indexOf('/');
          if (slash < 0) {
            invocation.input(port, List.of(file));
          } else {
            invocation.namedInput(port.substring(0, slash), port.substring(slash + 1), file);
          }
        });
    outputs.forEach((port, name) -> invocation.output(port, folder.resolve(name)));
    parameters.forEach(invocation::parameter);
    return invocation.build();
  }

  /** The route that would do the same, for the run's provenance; JSON is YAML too. */
  void write(String name, Path file) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    inputs.forEach((port, path) -> values.merge(port(port), value(port, path), SingleStep::join));
    values.putAll(outputs);
    values.putAll(parameters);
    Map<String, Object> to = Map.of("to", Map.of("uri", "omic:" + name, "parameters", values));
    Map<String, Object> from = Map.of("uri", "direct:" + name, "steps", List.of(to));
    Map<String, Object> route = Map.of("id", name, "from", from);
    Files.createDirectories(file.getParent());
    JSON.writerWithDefaultPrettyPrinter()
        .writeValue(file.toFile(), List.of(Map.of("route", route)));
  }

  private static String port(String port) {
    return port.replaceAll("/.*", "");
  }

  private static String value(String port, Path path) {
    String name = port.substring(port.indexOf('/') + 1);
    return port.contains("/") && !name.matches("[0-9]+") ? name + "=" + path : path.toString();
  }

  private static String join(String first, String second) {
    return first + "," + second;
  }
}
