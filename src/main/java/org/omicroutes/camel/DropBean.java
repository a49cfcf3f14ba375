package org.omicroutes.camel;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.omicroutes.cohort.DataException;
import org.omicroutes.formats.Samplesheet;
import org.omicroutes.ops.RunTelemetry;
import org.omicroutes.step.RunListener;

/** Runs workflows on drops; called from routes that start at {@code omic-drops:}. */
public final class DropBean {
  /** The file that a finished drop's results hold, and no others. */
  static final String MARKER = "COMPLETE";

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
   * Runs the workflow {@code prognosis} on the drop that the exchange carries. Its parameters may
   * be given in a file {@code prognosis.properties} of the drop, one {@code name=value} a line.
   * When all is done, and not before, a file {@value #MARKER} lies in the results.
   */
  public void prognosis(Exchange exchange) throws Exception {
    DropAttempt attempt = attempt(exchange);
    Path drop = attempt.folder();
    Map<String, Path> inputs = new LinkedHashMap<>();
    Path sheet = samplesheet(drop);
    // Whoever leaves a drop is not to see other folders of the server.
    Samplesheet.readWithin(sheet, drop);
    inputs.put("samplesheet", sheet);
    inputs.put("network", network(drop));
    Path marker = attempt.results().resolve(MARKER);
    Files.deleteIfExists(marker);
    engine.run(
        Workflows.find("prognosis").orElseThrow(),
        inputs,
        parameters(drop.resolve("prognosis.properties")),
        attempt.results(),
        listeners(attempt));
    Files.writeString(marker, "");
  }

  /**
   * Sends the drop that the exchange carries through the route {@code direct:NAME}, whose {@code
   * omic:} steps work in the folder of the drop's results. The body is the drop's folder. When all
   * is done, and not before, a file {@value #MARKER} lies in the results.
   *
   * @throws IllegalStateException where there is no such route
   */
  public void route(Exchange exchange, String name) throws Exception {
    DropAttempt attempt = attempt(exchange);
    requireFolder(attempt.folder());
    DropSteps steps = DropSteps.find(exchange.getContext(), name);
    Path marker = attempt.results().resolve(MARKER);
    Files.deleteIfExists(marker);
    engine.run(steps, exchange, attempt.folder(), attempt.results(), listeners(attempt));
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

  private static void requireFolder(Path drop) throws IOException {
    if (!Files.isDirectory(drop)) {
      throw new IOException("the drop's folder is gone: " + drop);
    }
  }

  private static Path samplesheet(Path drop) throws IOException {
    requireFolder(drop);
    Path sheet = drop.resolve("samplesheet.csv");
    if (!Files.exists(sheet)) {
      throw DataException.in(drop).error("no samplesheet.csv", "one that names the drop's files");
    }
    return sheet;
  }

  private Path network(Path drop) {
    for (String name : List.of("network.tsv", "network.tsv.gz")) {
      if (Files.exists(drop.resolve(name))) {
        return drop.resolve(name);
      }
    }
    if (network == null) {
      throw DataException.in(drop)
          .error("no network", "network.tsv or network.tsv.gz in the drop, or --network");
    }
    return network;
  }

  private static Map<String, String> parameters(Path file) throws IOException {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (Files.exists(file)) {
      Properties properties = new Properties();
      try (Reader in = Files.newBufferedReader(file)) {
        properties.load(in);
      }
      properties.stringPropertyNames().forEach(n -> parameters.put(n, properties.getProperty(n)));
    }
    return parameters;
  }
}
