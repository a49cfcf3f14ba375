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
import org.omicroutes.step.Execution;
import org.omicroutes.step.RunListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs workflows on drops; called from routes that start at {@code omic-drops:}. */
public final class DropBean {
  /** The file that a finished drop's results hold, and no others. */
  static final String MARKER = "COMPLETE";

  private static final Logger LOG = LoggerFactory.getLogger(DropBean.class);

  private final WorkflowEngine engine;
  private final Path network;

  /**
   * @param network for drops without one of their own; null for none
   */
  DropBean(WorkflowEngine engine, Path network) {
    this.engine = engine;
    this.network = network;
  }

  /**
   * Runs the workflow {@code prognosis} on the drop that the exchange carries. Its parameters may
   * be given in a file {@code prognosis.properties} of the drop, one {@code name=value} a line.
   * When all is done, and not before, a file {@value #MARKER} lies in the results.
   */
  public void prognosis(Exchange exchange) throws Exception {
    DropAttempt attempt = exchange.getProperty(DropAttempt.PROPERTY, DropAttempt.class);
    if (attempt == null) {
      throw new IllegalStateException("the exchange carries no drop: start at omic-drops:");
    }
    Path drop = attempt.folder();
    Map<String, Path> inputs = new LinkedHashMap<>();
    inputs.put("samplesheet", samplesheet(drop));
    inputs.put("network", network(drop));
    Path marker = attempt.results().resolve(MARKER);
    Files.deleteIfExists(marker);
    List<RunListener> listeners = new ArrayList<>(attempt.listeners());
    listeners.add(new Log(attempt.drop().name()));
    engine.run(
        Workflows.find("prognosis").orElseThrow(),
        inputs,
        parameters(drop.resolve("prognosis.properties")),
        attempt.results(),
        listeners);
    Files.writeString(marker, "");
  }

  private static Path samplesheet(Path drop) throws IOException {
    if (!Files.isDirectory(drop)) {
      throw new IOException("the drop's folder is gone: " + drop);
    }
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

  /** What steps note and how files are called may tell of patients: that is for the run's log. */
  private record Log(String drop) implements RunListener {
    @Override
    public void note(Execution execution, String message) {
      LOG.debug("{}: {}: {}", drop, execution.label(), message);
    }

    @Override
    public void finished(Execution execution) {
      LOG.info("{}: {} {}", drop, execution.work(), execution.reused() ? "reused" : "done");
    }
  }
}
