package org.omicroutes.provenance;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.omicroutes.step.Execution;
import org.omicroutes.step.RunListener;
import org.omicroutes.step.StepSpec;

/**
 * Keeps {@code ro-crate-metadata.json} of a run's folder up to date while the run goes: after every
 * step (at most once a second) and at its end. A run that is cut off leaves a crate that tells how
 * far it came.
 */
public final class CrateWriter implements RunListener, Closeable {
  /** The file's name, given by the RO-Crate specification. */
  public static final String FILE = Crate.FILE;

  private static final long MILLISECONDS_BETWEEN_WRITES = 1000;

  private final Path root;
  private final StepSpec<?> workflow;
  private final Call call;
  private final Map<String, Execution> finished = new LinkedHashMap<>();
  private final List<Failure> failures = new ArrayList<>();
  private Outcome outcome = Outcome.RUNNING;
  private String error;
  private String ended;
  private long written;

  /**
   * How the workflow was called.
   *
   * @param started when
   * @param definition the workflow's own file, relative to the run's folder
   * @param parameters by component name
   * @param inputs port to file
   * @param origins where the inputs come from, where that is known
   */
  public record Call(
      Instant started,
      String definition,
      Map<String, String> parameters,
      Map<String, Path> inputs,
      List<Origin> origins) {
    public Call {
      origins = List.copyOf(origins);
    }

    /** Of inputs of which no origin is known. */
    public Call(
        Instant started,
        String definition,
        Map<String, String> parameters,
        Map<String, Path> inputs) {
      this(started, definition, parameters, inputs, List.of());
    }
  }

  /**
   * A folder from which inputs come, such as a drop.
   *
   * @param id unique in its store
   * @param name as people call it
   * @param content identifies what lies in it; null where that is not known
   * @param description a sentence
   */
  public record Origin(String id, String name, String content, String description) {}

  /** A step that failed. */
  record Failure(Execution execution, String message, String ended) {}

  /** How the workflow stands. */
  enum Outcome {
    RUNNING("ActiveActionStatus"),
    COMPLETED("CompletedActionStatus"),
    FAILED("FailedActionStatus");

    private final String term;

    Outcome(String term) {
      this.term = term;
    }

    String iri() {
      return "http://schema.org/" + term;
    }
  }

  public CrateWriter(Path root, StepSpec<?> workflow, Call call) throws IOException {
    this.root = root;
    this.workflow = workflow;
    this.call = call;
    write();
  }

  @Override
  public synchronized void finished(Execution execution) {
    finished.put(execution.step() + "\n" + execution.label(), execution);
    if (System.currentTimeMillis() - written > MILLISECONDS_BETWEEN_WRITES) {
      writeUnchecked();
    }
  }

  @Override
  public synchronized void failed(Execution execution, Exception cause) {
    failures.add(
        new Failure(execution, String.valueOf(cause.getMessage()), Instant.now().toString()));
    writeUnchecked();
  }

  /** The workflow came to its end. */
  public synchronized void completed() throws IOException {
    finish(Outcome.COMPLETED, null);
  }

  /** The workflow failed. */
  public synchronized void failed(String message) throws IOException {
    finish(Outcome.FAILED, message);
  }

  private void finish(Outcome how, String message) throws IOException {
    outcome = how;
    error = message;
    ended = Instant.now().toString();
    write();
  }

  private void writeUnchecked() {
    try {
      write();
    } catch (IOException e) {
      throw new UncheckedIOException("the provenance of the run cannot be written", e);
    }
  }

  private void write() throws IOException {
    CrateBuilder crate =
        new CrateBuilder(
            new RunFacts(
                root,
                workflow,
                call,
                root.resolve(call.definition()),
                EngineSoftware.own(),
                List.of(Program.current()),
                Agent.named(),
                Set.of(),
                outcome,
                error,
                ended,
                finished.values(),
                failures));
    CrateFile.write(root, crate.toJson());
    written = System.currentTimeMillis();
  }

  @Override
  public synchronized void close() throws IOException {
    if (outcome == Outcome.RUNNING) {
      failed("the run ended before it was complete");
    }
  }
}
