package org.omicroutes.camel.sent;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.StopSignal;
import org.omicroutes.engines.Engine;
import org.omicroutes.engines.EngineRun;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/**
 * A step whose work an engine does, by the descriptor that is made from the step's declaration. All
 * else, its key, its outputs and its provenance, is the step's own; so a result that the step made
 * here is reused, and the other way round.
 *
 * @param step that is sent out
 * @param engine that it is sent to
 */
public record SentStep<P extends Record>(Step<P> step, Engine engine) implements Step<P> {
  /** The exit status of our program for bad data, in the words of engines. */
  private static final Pattern BAD_DATA = Pattern.compile("(?i)status[: (]+65\\b");

  private static final Pattern EXTENSION = Pattern.compile("(\\.[A-Za-z0-9]+)?\\.[A-Za-z0-9]+$");

  /** The same for a step of which no more is known. */
  public static <P extends Record> Step<P> of(Step<P> step, Engine engine) {
    return new SentStep<>(step, engine);
  }

  @Override
  public StepSpec<P> spec() {
    return step.spec();
  }

  @Override
  public List<Path> alsoReads(StepContext<P> context) throws Exception {
    return step.alsoReads(context);
  }

  @Override
  public void run(StepContext<P> context) throws Exception {
    Map<String, Path> asked = asked(context);
    Path folder = folder(asked.values());
    EngineRun run =
        switch (engine.language()) {
          case CWL -> new SentCwl<>(spec(), context, asked).in(folder, engine);
          case NEXTFLOW -> new SentNextflow<>(spec(), context, asked).in(folder, engine);
        };
    try {
      run.run(SentStep::isStopping, task -> {});
    } catch (DataException failed) {
      if (run.messages().tell(BAD_DATA)) {
        throw failed;
      }
      // The engine, or a machine of its, may be at fault and not the data.
      throw new IOException(spec().name() + ": " + failed.found(), failed);
    }
    for (Map.Entry<String, Path> output : asked.entrySet()) {
      String name = fileName(output.getKey(), output.getValue());
      take(run, run.folder().resolve(EngineRun.OUTPUTS).resolve(name), output.getValue());
    }
    context.computedBy(engine.name() + " " + engine.version());
  }

  /** Where the outputs are to lie that were asked for, by port. */
  private Map<String, Path> asked(StepContext<P> context) {
    Map<String, Path> asked = new LinkedHashMap<>();
    for (Port port : spec().outputs()) {
      if (port.required()) {
        asked.put(port.name(), context.output(port.name()));
      } else {
        context.optionalOutput(port.name()).ifPresent(path -> asked.put(port.name(), path));
      }
    }
    return asked;
  }

  /**
   * Where the engine works: beside the outputs, as its tasks may be on other machines that share
   * this file system. It goes with the step's other unfinished files.
   */
  static Path folder(Collection<Path> outputs) throws IOException {
    Path staging = outputs.iterator().next().getParent().getParent();
    return Files.createDirectories(staging.resolve(".engine"));
  }

  /**
   * What the engine's output is called: two outputs may have one name in different folders, and no
   * shell is to see a name of a user's. The extension says whether a file is compressed.
   */
  static String fileName(String port, Path output) {
    Matcher extension = EXTENSION.matcher(output.getFileName().toString());
    return port + (extension.find() ? extension.group() : "");
  }

  static boolean isStopping() {
    try {
      StopSignal.check();
      return false;
    } catch (CancellationException e) {
      return true;
    }
  }

  /** An output to its place; what the engine did not make but found stays where it is. */
  static void take(EngineRun run, Path from, Path to) throws IOException {
    if (!Files.exists(from)) {
      throw new IOException(run.engine().name() + " made no " + from.getFileName());
    }
    if (from.toRealPath().startsWith(run.folder().toRealPath())) {
      Files.move(from.toRealPath(), to);
      return;
    }
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.sorted().toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  /** A run in a folder, with the descriptor beside it. */
  static EngineRun run(Engine engine, Path descriptor, JsonNode inputs, Path folder)
      throws IOException {
    return new EngineRun(
        engine, descriptor.toString(), inputs, Files.createDirectories(folder.resolve("run")));
  }
}
