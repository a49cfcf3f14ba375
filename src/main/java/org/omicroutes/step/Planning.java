package org.omicroutes.step;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What an execution will be, before it runs: its key, what the key is made of, and why it runs. */
final class Planning {
  private final FileRefs refs;
  private final History history;

  Planning(FileRefs refs, History history) {
    this.refs = refs;
    this.history = history;
  }

  <P extends Record> Execution plan(Invocation<P> invocation) throws Exception {
    StepSpec<P> spec = invocation.step().spec();
    List<FileRef> inputs = inputs(invocation);
    Map<String, String> parameters = Parameters.toText(invocation.parameters());
    Map<String, String> parts = parts(invocation, inputs, parameters);
    String label = refs.label(invocation);
    return new Execution(
        key(spec, parts),
        spec.name(),
        spec.version(),
        label,
        parameters,
        parts,
        inputs,
        List.of(),
        List.of(),
        Instant.now().toString(),
        null,
        false,
        history.why(spec.name(), label, parts));
  }

  private <P extends Record> List<FileRef> inputs(Invocation<P> invocation) throws Exception {
    List<FileRef> inputs = new ArrayList<>();
    for (var port : invocation.inputs().entrySet()) {
      boolean repeatable = invocation.step().spec().input(port.getKey()).repeatable();
      for (var file : port.getValue().entrySet()) {
        inputs.add(refs.of(port.getKey(), repeatable ? file.getKey() : "", file.getValue()));
      }
    }
    ReadingContext<P> reading = new ReadingContext<>(invocation);
    for (Path also : invocation.step().alsoReads(reading)) {
      if (Files.exists(also)) {
        inputs.add(refs.of("also", also.getFileName().toString(), also));
      }
    }
    return inputs;
  }

  private static Map<String, String> parts(
      Invocation<?> invocation, List<FileRef> inputs, Map<String, String> parameters) {
    Map<String, String> parts = new TreeMap<>();
    parts.put("version", invocation.step().spec().version());
    parameters.forEach((name, value) -> parts.put("parameter " + name, value));
    Map<String, Integer> names = new LinkedHashMap<>();
    for (FileRef input : inputs) {
      String part = ("input " + input.port() + " " + input.name()).strip();
      int again = names.merge(part, 1, Integer::sum);
      parts.put(again == 1 ? part : part + " (" + again + ")", input.sha256());
    }
    invocation.outputs().forEach((port, file) -> parts.put("output " + port, compression(file)));
    return parts;
  }

  private static String key(StepSpec<?> spec, Map<String, String> parts) {
    return Hashes.ofText(
        spec.name()
            + "\n"
            + parts.entrySet().stream()
                .map(part -> part.getKey() + "\t" + part.getValue())
                .collect(Collectors.joining("\n")));
  }

  /** The bytes of an output depend on its name only by whether it ends in .gz. */
  private static String compression(Path file) {
    return file.getFileName().toString().endsWith(".gz") ? "gzip" : "plain";
  }
}
