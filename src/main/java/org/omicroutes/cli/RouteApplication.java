package org.omicroutes.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.quarkus.core.CamelRuntime;
import org.omicroutes.camel.WorkflowEngine;
import org.omicroutes.camel.Workflows.Workflow;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Scratch;

/** Runs one workflow from the command line: Quarkus and Camel, without HTTP, until it is done. */
public final class RouteApplication implements QuarkusApplication {
  /** What the command line asked for; the application has no other way to be handed objects. */
  private static volatile Request request;

  private static volatile PrintWriter err;

  @Inject CamelContext context;
  @Inject CamelRuntime runtime;

  /**
   * @param outputs port to the run's folder ({@code out}), or to the files that are asked for
   */
  record Request(
      Workflow workflow,
      Map<String, Path> inputs,
      Map<String, Path> outputs,
      Map<String, String> parameters) {
    boolean writesFolder() {
      return workflow.spec().output("out").format() == Edam.FOLDER;
    }
  }

  static int run(Request wanted, PrintWriter errors) {
    request = wanted;
    err = errors;
    System.setProperty("quarkus.http.host-enabled", "false");
    System.setProperty("quarkus.management.host-enabled", "false");
    System.setProperty("quarkus.log.level", "WARN");
    // What fails is told once, in words, by ExitCode.
    System.setProperty("quarkus.log.category.\"org.apache.camel\".level", "ERROR");
    if (Console.format() == Console.Format.json) {
      System.setProperty("quarkus.log.console.json.enabled", "true");
      System.setProperty("quarkus.log.console.json.key-overrides", "timestamp=time");
    }
    Scratch.deleteAtExit(Console::silence);
    AtomicInteger code = new AtomicInteger();
    Quarkus.run(
        RouteApplication.class,
        (exit, thrown) -> code.set(thrown == null ? exit : ExitCode.tell(thrown, errors)));
    return code.get();
  }

  @Override
  public int run(String... arguments) {
    Request wanted = request;
    int threads = Integer.parseInt(wanted.parameters().getOrDefault("threads", "2"));
    try (WorkflowEngine engine = new WorkflowEngine(context, threads)) {
      runtime.start(new String[0]);
      engine.load(wanted.workflow());
      if (wanted.writesFolder()) {
        run(engine, wanted, Map.of(), wanted.outputs().get("out"));
      } else {
        runBeside(engine, wanted);
      }
      return ExitCode.DONE;
    } catch (Exception e) {
      return ExitCode.tell(e, err);
    }
  }

  private static void run(
      WorkflowEngine engine, Request wanted, Map<String, String> outputs, Path folder)
      throws Exception {
    var work = engine.plan(wanted.workflow(), wanted.inputs(), outputs, wanted.parameters());
    try (Progress display = Progress.onStandardError(work, label -> label)) {
      engine.run(
          wanted.workflow(),
          wanted.inputs(),
          outputs,
          wanted.parameters(),
          folder,
          List.of(display));
    }
  }

  /** A workflow that writes files works in a folder that is gone afterwards. */
  private static void runBeside(WorkflowEngine engine, Request wanted) throws Exception {
    OutputFiles files = new OutputFiles(wanted.outputs());
    files.prepare();
    Path parent = wanted.outputs().get("out").toAbsolutePath().getParent();
    Path folder = Scratch.folder(parent);
    try {
      run(engine, wanted, files.names(), folder);
      files.place(folder);
    } finally {
      Scratch.delete(folder);
    }
  }
}
