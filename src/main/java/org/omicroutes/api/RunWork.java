package org.omicroutes.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.omicroutes.api.WesModel.RunRequest;
import org.omicroutes.camel.WorkflowEngine;
import org.omicroutes.engines.Engine;
import org.omicroutes.state.Run;
import org.omicroutes.state.RunStore;
import org.omicroutes.step.RunListener;

/** One attempt at a run that this instance holds. */
final class RunWork {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Run run;
  private final String instance;
  private final RunStore runs;
  private final FileAccess files;
  private final Engines engines;
  private final RunTasks tasks;
  private final RunListener observer;
  private volatile boolean isWaiting;

  /**
   * @param observer of the run, besides its tasks in the state
   */
  RunWork(
      Run run,
      String instance,
      RunStore runs,
      FileAccess files,
      Engines engines,
      RunListener observer) {
    this.run = run;
    this.instance = instance;
    this.runs = runs;
    this.files = files;
    this.engines = engines;
    this.tasks = new RunTasks(runs, run.id());
    this.observer = observer;
  }

  Run run() {
    return run;
  }

  /** The instance that took it. */
  String instance() {
    return instance;
  }

  RunTasks tasks() {
    return tasks;
  }

  /** The attempt failed, and the next one is not due yet. */
  void await() {
    isWaiting = true;
  }

  boolean isWaiting() {
    return isWaiting;
  }

  /**
   * Does the work; what an earlier attempt finished is reused.
   *
   * @return why it failed; null where it did not, or was told to stop
   */
  RunFailure attempt(WorkflowEngine engine) {
    try {
      work(engine);
      return null;
    } catch (Exception | OutOfMemoryError | StackOverflowError e) {
      if (tasks.isStopping()) {
        Log.infof("run %s stopped: %s", run.id(), tasks.stopped());
        return null;
      }
      return RunFailure.of(run.id(), e);
    }
  }

  private void work(WorkflowEngine engine) throws Exception {
    runs.clearTasks(run.id());
    runs.running(run.id(), instance);
    Path folder = Path.of(run.folder());
    if (EngineWork.isEngine(run)) {
      workElsewhere();
      RunOutputs.keep(folder);
      return;
    }
    Offers.Offer offer = Offers.find(run.workflow());
    offer.run(engine, bind(offer, folder), folder, List.of(tasks, observer));
    RunOutputs.keep(folder);
  }

  /** The observer hears of it by the language: the names of requests' workflows are their own. */
  private void workElsewhere() throws IOException {
    Engine engine =
        engines
            .find(run.type())
            .orElseThrow(() -> new IOException("no engine for " + run.type() + " is configured"));
    RunRequest request = JSON.readValue(run.request(), RunRequest.class);
    observer.runStarted(run.type());
    Throwable failure = null;
    try {
      new EngineWork(run, request, tasks, engine, engines.isRemoteAllowed(), files).work();
    } catch (IOException | RuntimeException e) {
      failure = e;
      throw e;
    } finally {
      observer.runEnded(failure);
    }
  }

  /** Files are looked at anew: they may have gone or changed since the request. */
  private RunBinding.Bound bind(Offers.Offer offer, Path folder) throws IOException {
    RunRequest request = JSON.readValue(run.request(), RunRequest.class);
    // Whose results may be used was decided when the request came.
    FileAccess.Caller caller =
        new FileAccess.Caller(RunRequests.attachments(folder.getParent()), id -> true);
    return RunBinding.bind(offer, request.workflowParams(), files, caller);
  }
}
