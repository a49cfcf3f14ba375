package org.omicroutes.camel;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.omicroutes.cohort.DataException;
import org.omicroutes.ops.RunTelemetry;
import org.omicroutes.step.Execution;
import org.omicroutes.step.RunListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs workflows on drops; called from {@code routes/drops.yaml}. */
public final class DropBean {
  private static final Logger LOG = LoggerFactory.getLogger(DropBean.class);
  private static final int REMEMBERED = 100_000;

  private final WorkflowEngine engine;
  private final Path results;
  private final Path network;
  private final RunTelemetry telemetry;

  DropBean(WorkflowEngine engine, Path results, Path network, RunTelemetry telemetry) {
    this.engine = engine;
    this.results = results;
    this.network = network;
    this.telemetry = telemetry;
  }

  /** A memory of drops that outlives the process. */
  static IdempotentRepository seen(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    FileIdempotentRepository repository =
        new FileIdempotentRepository(file.toFile(), new LinkedHashMap<>());
    repository.setCacheSize(REMEMBERED);
    return repository;
  }

  /**
   * Runs the workflow {@code prognosis} on a drop. Its parameters may be given in a file {@code
   * prognosis.properties} of the drop, one {@code name=value} a line.
   *
   * @param drop the drop's folder
   */
  void prognosis(Path drop) throws Exception {
    Map<String, Path> inputs = new LinkedHashMap<>();
    inputs.put("samplesheet", drop.resolve("samplesheet.csv"));
    inputs.put("network", network(drop));
    engine.run(
        Workflows.find("prognosis").orElseThrow(),
        inputs,
        parameters(drop.resolve("prognosis.properties")),
        results.resolve(drop.getFileName()),
        List.of(
            new Log(drop.getFileName().toString()),
            telemetry.listener(drop.getFileName().toString(), "prognosis-drop")));
  }

  /** Runs the workflow on the drop whose completion marker the exchange carries. */
  public void prognosis(Exchange marker) throws Exception {
    prognosis(drop(marker));
  }

  /** Leaves the reason of a failure in the drop. */
  public void reject(Exchange marker) throws IOException {
    Exception cause = marker.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    Files.writeString(
        drop(marker).resolve("REJECTED.txt"), String.valueOf(cause.getMessage()) + "\n");
  }

  private static Path drop(Exchange marker) {
    return Path.of(marker.getMessage().getHeader("CamelFileAbsolutePath", String.class))
        .getParent();
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

  private record Log(String drop) implements RunListener {
    @Override
    public void note(Execution execution, String message) {
      LOG.info("{}: {}: {}", drop, execution.label(), message);
    }

    @Override
    public void finished(Execution execution) {
      LOG.info(
          "{}: {} {} -> {}",
          drop,
          execution.step(),
          execution.reused() ? "reused" : "done",
          execution.label());
    }
  }
}
