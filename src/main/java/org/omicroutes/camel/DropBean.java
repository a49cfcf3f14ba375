package org.omicroutes.camel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.omicroutes.ops.RunTelemetry;
import org.omicroutes.provenance.CrateWriter;
import org.omicroutes.state.Drop;
import org.omicroutes.step.RunListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs workflows on drops; called from routes that start at {@code omic-drops:}. */
public final class DropBean {
  /** The file that a finished drop's results hold, and no others. */
  static final String MARKER = "COMPLETE";

  /** The header that names the samplesheet to the steps of a route. */
  static final String SAMPLESHEET = "OmicSamplesheet";

  private static final Logger LOG = LoggerFactory.getLogger(DropBean.class);

  private final WorkflowEngine engine;
  private final Path network;
  private final RunTelemetry telemetry;

  /**
   * @param network for drops without one of their own; null for none
   */
  DropBean(WorkflowEngine engine, Path network, RunTelemetry telemetry) {
    this.engine = engine;
    this.network = network;
    this.telemetry = telemetry;
  }

  /**
   * Runs the workflow {@code prognosis} on the drop that the exchange carries, or on all that it
   * was joined with. Parameters may be given in a file {@code prognosis.properties} of a drop, one
   * {@code name=value} a line. When all is done, and not before, a file {@value #MARKER} lies in
   * the results.
   */
  public void prognosis(Exchange exchange) throws Exception {
    DropAttempt attempt = attempt(exchange);
    DropInputs inputs = DropInputs.of(attempt, network);
    Path marker = attempt.results().resolve(MARKER);
    Files.deleteIfExists(marker);
    inputs.notes().forEach(note -> LOG.info("drop {}: {}", attempt.drop().name(), note));
    engine.run(
        Workflows.find("prognosis").orElseThrow(),
        inputs.files(),
        inputs.parameters(),
        attempt.results(),
        listeners(attempt),
        origins(attempt, inputs));
    Files.writeString(marker, "");
  }

  /** With what a person should know of each. */
  private static List<CrateWriter.Origin> origins(DropAttempt attempt, DropInputs inputs) {
    List<CrateWriter.Origin> origins = new ArrayList<>();
    for (Drop drop : inputs.drops()) {
      boolean earlier = attempt.group().earlier().contains(drop);
      List<String> words = new ArrayList<>();
      words.add(earlier ? "A drop that was done before" : "A drop");
      inputs.notes().stream().filter(note -> note.contains(drop.path())).forEach(words::add);
      String description = String.join("; ", words);
      origins.add(
          new CrateWriter.Origin(drop.id(), drop.path(), drop.content(), description + "."));
    }
    return origins;
  }

  /**
   * Sends the drop that the exchange carries, or all that it was joined with, through the route
   * {@code direct:NAME}, whose {@code omic:} steps work in the folder of the drop's results. The
   * body is the drop's folder; the header {@value #SAMPLESHEET} is the path of its samplesheet, or
   * of one that says what all the joined drops hold, and is missing where a drop has none. When all
   * is done, and not before, a file {@value #MARKER} lies in the results.
   *
   * @throws IllegalStateException where there is no such route
   */
  public void route(Exchange exchange, String name) throws Exception {
    DropAttempt attempt = attempt(exchange);
    DropSteps steps = DropSteps.find(exchange.getContext(), name);
    DropInputs inputs = DropInputs.ofRoute(attempt);
    Path marker = attempt.results().resolve(MARKER);
    Files.deleteIfExists(marker);
    inputs.notes().forEach(note -> LOG.info("drop {}: {}", attempt.drop().name(), note));
    Map<String, Path> files = new LinkedHashMap<>(inputs.files());
    files.put("drop", attempt.folder());
    exchange.getMessage().removeHeader(SAMPLESHEET);
    Optional.ofNullable(files.get(DropInputs.SAMPLESHEET))
        .ifPresent(sheet -> exchange.getMessage().setHeader(SAMPLESHEET, sheet.toString()));
    engine.run(
        steps, exchange, files, attempt.results(), listeners(attempt), origins(attempt, inputs));
    Files.writeString(marker, "");
  }

  private static DropAttempt attempt(Exchange exchange) {
    DropAttempt attempt = exchange.getProperty(DropAttempt.PROPERTY, DropAttempt.class);
    if (attempt == null) {
      throw new IllegalStateException("the exchange carries no drop: start at omic-drops:");
    }
    return attempt;
  }

  private List<RunListener> listeners(DropAttempt attempt) {
    List<RunListener> listeners = new ArrayList<>(attempt.listeners());
    listeners.add(new ServerLog(attempt.drop().name()));
    listeners.add(telemetry.listener(attempt.runId(), attempt.drop().route()));
    return listeners;
  }
}
