package org.omicroutes.camel.sent;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.omicroutes.cohort.StopSignal;
import org.omicroutes.engines.Engine;
import org.omicroutes.engines.EngineRun;
import org.omicroutes.step.Folders;
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
    Path folder = Files.createTempDirectory("omicroutes-sent-");
    try {
      Map<String, Path> asked = asked(context);
      EngineRun run =
          switch (engine.language()) {
            case CWL -> new SentCwl<>(spec(), context, asked).in(folder, engine);
            case NEXTFLOW -> new SentNextflow<>(spec(), context, asked).in(folder, engine);
          };
      run.run(SentStep::isStopping);
      for (Path output : asked.values()) {
        move(run.folder().resolve(EngineRun.OUTPUTS).resolve(output.getFileName()), output);
      }
      context.computedBy(engine.name() + " " + engine.version());
    } finally {
      Folders.delete(folder);
    }
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

  static boolean isStopping() {
    try {
      StopSignal.check();
      return false;
    } catch (CancellationException e) {
      return true;
    }
  }

  /** The engine's folder may be on another file system. */
  static void move(Path from, Path to) throws IOException {
    if (!Files.exists(from)) {
      throw new IOException("the engine made no " + from.getFileName());
    }
    if (Files.isRegularFile(from)) {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
      return;
    }
    for (Path file : Folders.files(from)) {
      Path place = to.resolve(from.relativize(file).toString());
      Files.createDirectories(place.getParent());
      Files.copy(file, place);
    }
  }

  /** A run in a folder, with the descriptor beside it. */
  static EngineRun run(Engine engine, Path descriptor, JsonNode inputs, Path folder)
      throws IOException {
    return new EngineRun(
        engine, descriptor.toString(), inputs, Files.createDirectories(folder.resolve("run")));
  }
}
