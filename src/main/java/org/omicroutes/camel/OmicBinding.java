package org.omicroutes.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.omicroutes.step.Invocation;
import org.omicroutes.step.Parameters;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepSpec;

/**
 * Binds endpoint values to a step's ports and parameters. Port and parameter names are written in
 * camelCase ({@code outState} for {@code out-state}); kebab-case is understood too. A path is
 * relative to the run's folder; several are separated by commas, named ones are {@code name=path},
 * and a path with one or more {@code *} stands for all files that match, named by what the stars
 * stand for. An empty value leaves a port or parameter out.
 */
final class OmicBinding {
  private OmicBinding() {}

  /** Refuses values that the step does not declare. */
  static void check(StepSpec<?> spec, Map<String, String> values) {
    for (String name : values.keySet()) {
      boolean known =
          spec.inputs().stream().anyMatch(port -> names(port, name))
              || spec.outputs().stream().anyMatch(port -> names(port, name))
              || spec.parameterList().stream().anyMatch(p -> p.name().equals(name));
      if (!known) {
        throw new IllegalArgumentException(
            "omic:"
                + spec.name()
                + " has no '"
                + name
                + "'; ports: "
                + Stream.concat(spec.inputs().stream(), spec.outputs().stream())
                    .map(Port::camelCaseName)
                    .toList()
                + ", parameters: "
                + spec.parameterList().stream().map(Parameters.Parameter::name).toList());
      }
    }
  }

  private static boolean names(Port port, String name) {
    return port.name().equals(name) || port.camelCaseName().equals(name);
  }

  static <P extends Record> Invocation<P> bind(
      Step<P> step, Map<String, String> values, Path folder) throws IOException {
    Invocation.Builder<P> invocation = Invocation.of(step);
    for (var value : values.entrySet()) {
      if (!value.getValue().isBlank()) {
        bind(step.spec(), invocation, value.getKey(), value.getValue().strip(), folder);
      }
    }
    return invocation.build();
  }

  private static void bind(
      StepSpec<?> spec, Invocation.Builder<?> invocation, String name, String value, Path folder)
      throws IOException {
    for (Port port : spec.inputs()) {
      if (names(port, name)) {
        bindInput(port, invocation, value, folder);
        return;
      }
    }
    for (Port port : spec.outputs()) {
      if (names(port, name)) {
        invocation.output(port.name(), folder.resolve(value));
        return;
      }
    }
    invocation.parameter(name, value);
  }

  private static void bindInput(
      Port port, Invocation.Builder<?> invocation, String value, Path folder) throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    String[] items = port.repeatable() ? value.split(",") : new String[] {value};
    for (String item : items) {
      int equals = port.isNamed() ? item.indexOf('=') : -1;
      String path = item.substring(equals + 1).strip();
      if (path.contains("*")) {
        String prefix = equals < 0 ? "" : item.substring(0, equals).strip();
        matches(folder, path).forEach((name, file) -> files.put(prefix + name, file));
      } else {
        files.put(equals < 0 ? path : item.substring(0, equals).strip(), folder.resolve(path));
      }
    }
    if (port.isNamed()) {
      files.forEach((name, file) -> invocation.namedInput(port.name(), name, file));
    } else {
      invocation.input(port.name(), List.copyOf(files.values()));
    }
  }

  /** Files that match a pattern below the folder, by what its stars stand for, sorted. */
  private static Map<String, Path> matches(Path folder, String pattern) throws IOException {
    Path absolute = folder.resolve(pattern.substring(0, pattern.indexOf('*')) + "x").getParent();
    if (!Files.isDirectory(absolute)) {
      return Map.of();
    }
    String regex =
        Stream.of(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("([^/]*)"));
    Pattern compiled = Pattern.compile(regex);
    Map<String, Path> found = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(absolute)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Path relative = folder.relativize(file);
        var match = compiled.matcher(relative.toString());
        if (match.matches()) {
          StringBuilder name = new StringBuilder(match.group(1));
          for (int group = 2; group <= match.groupCount(); group++) {
            name.append('/').append(match.group(group));
          }
          found.put(name.toString(), file);
        }
      }
    }
    return found;
  }
}
