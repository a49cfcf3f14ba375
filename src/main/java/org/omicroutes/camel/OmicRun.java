package org.omicroutes.camel;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.omicroutes.provenance.CrateWriter;
import org.omicroutes.step.RunDirectory;
import org.omicroutes.step.RunListener;
import org.omicroutes.step.StepRunner;
import org.omicroutes.step.StepSpec;

/**
 * A workflow at work in its folder. It travels with the exchange as the property {@link #PROPERTY};
 * every {@code omic:} endpoint resolves its paths against the folder and runs its step through the
 * runner.
 */
public final class OmicRun implements Closeable {
  /** The exchange property that carries the run. */
  public static final String PROPERTY = "omicRun";

  private final RunDirectory directory;
  private final StepRunner runner;
  private final CrateWriter crate;
  private final RunLog log;
  private final Map<String, Integer> planned = new ConcurrentHashMap<>();

  private OmicRun(RunDirectory directory, StepRunner runner, CrateWriter crate, RunLog log) {
    this.directory = directory;
    this.runner = runner;
    this.crate = crate;
    this.log = log;
  }

  /**
   * Opens the folder and starts its provenance.
   *
   * @param workflow the declaration of what will run
   * @param call how it was called
   * @param listeners who else wants to hear of it
   */
  public static OmicRun open(
      Path folder, StepSpec<?> workflow, CrateWriter.Call call, List<RunListener> listeners)
      throws IOException {
    RunDirectory directory = RunDirectory.open(folder);
    try {
      CrateWriter crate = new CrateWriter(directory.root(), workflow, call);
      RunLog log = new RunLog(directory.root());
      List<RunListener> all = new ArrayList<>(listeners);
      all.add(crate);
      all.add(log);
      return new OmicRun(directory, StepRunner.in(directory, all), crate, log);
    } catch (IOException | RuntimeException e) {
      // Else the folder would be held for as long as the process lives.
      directory.close();
      throw e;
    }
  }

  /** Only counts the steps that a route would run. */
  static OmicRun planning() {
    return new OmicRun(null, null, null, null);
  }

  boolean isPlanning() {
    return directory == null;
  }

  void countStep(String work) {
    planned.merge(work, 1, Integer::sum);
  }

  /** How many steps of which work a planning run met. */
  Map<String, Integer> planned() {
    return Map.copyOf(planned);
  }

  public Path folder() {
    return directory.root();
  }

  public StepRunner runner() {
    return runner;
  }

  public CrateWriter crate() {
    return crate;
  }

  @Override
  public void close() throws IOException {
    // Each is closed though another cannot be, such as on a full disk; the directory last.
    try (directory;
        log;
        crate) {
      runner.end();
    }
  }
}
