package org.omicroutes.camel;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.PluginHelper;
import org.omicroutes.camel.Workflows.Workflow;
import org.omicroutes.provenance.CrateWriter;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Folders;
import org.omicroutes.step.Parameters;
import org.omicroutes.step.Port;
import org.omicroutes.step.RunDirectory;
import org.omicroutes.step.RunListener;

/** Runs workflows: loads their routes, opens the run's folder and sends it through. */
public final class WorkflowEngine implements Closeable {
  private final CamelContext context;
  private final ExecutorService folds;

  /**
   * @param threads how many folds are worked on side by side
   */
  public WorkflowEngine(CamelContext context, int threads) {
    this.context = context;
    this.folds = Executors.newFixedThreadPool(threads);
    CohortBean cohort = new CohortBean();
    context.getRegistry().bind("omicCohort", cohort);
    context.getRegistry().bind("omicStudy", new StudyBean(cohort));
    context.getRegistry().bind("omicPredict", new PredictBean());
    context.getRegistry().bind("omicFolds", folds);
  }

  /** Loads the routes of a workflow; once is enough. */
  public void load(Workflow workflow) throws Exception {
    for (String routes : workflow.routes()) {
      load(routes);
    }
  }

  /** Loads a file of routes that ships with the program; once is enough. */
  public void load(String routes) throws Exception {
    var loader = PluginHelper.getRoutesLoader(context);
    var resource =
        PluginHelper.getResourceLoader(context).resolveResource("classpath:routes/" + routes);
    loader.loadRoutes(resource);
  }

  /** The same with the outputs that a workflow always has. */
  public void run(
      Workflow workflow,
      Map<String, Path> inputs,
      Map<String, String> parameters,
      Path folder,
      List<RunListener> listeners)
      throws Exception {
    run(workflow, inputs, Map.of(), parameters, folder, listeners);
  }

  /**
   * Runs a workflow whose routes are loaded, to its end.
   *
   * @param inputs port to file
   * @param outputs ports of files that are asked for, to the file's name in the run's folder;
   *     required ones that are not there are called as the port, {@code out.tsv}
   * @param parameters by component name; the rest takes its default
   * @param folder the run's folder
   * @throws IOException where the folder holds something else than a run
   * @throws Exception what the failing step threw
   */
  public void run(
      Workflow workflow,
      Map<String, Path> inputs,
      Map<String, String> outputs,
      Map<String, String> parameters,
      Path folder,
      List<RunListener> listeners)
      throws Exception {
    Map<String, String> all =
        Parameters.toText(Parameters.parse(workflow.spec().parameters(), parameters));
    listeners.forEach(listener -> listener.runStarted(workflow.name()));
    Throwable failure = null;
    try {
      runIn(folder, workflow, inputs, outputs, all, listeners);
    } catch (Throwable e) {
      failure = e;
      throw e;
    } finally {
      for (RunListener listener : listeners) {
        listener.runEnded(failure);
      }
    }
  }

  private void runIn(
      Path folder,
      Workflow workflow,
      Map<String, Path> inputs,
      Map<String, String> outputs,
      Map<String, String> all,
      List<RunListener> listeners)
      throws Exception {
    requireRunOrEmpty(folder);
    Files.createDirectories(folder);
    String definition = "workflow/" + workflow.routes().get(0);
    CrateWriter.Call call = new CrateWriter.Call(Instant.now(), definition, all, inputs);
    try (OmicRun run = OmicRun.open(folder, workflow.spec(), call, listeners)) {
      prepare(run, workflow);
      Exception failure = send(run, workflow, inputs, outputs, all).getException();
      if (failure != null) {
        run.crate().failed(String.valueOf(failure.getMessage()));
        throw failure;
      }
      run.crate().completed();
    }
  }

  /** A run clears its work folder, which must not be somebody else's. */
  private static void requireRunOrEmpty(Path folder) throws IOException {
    if (Files.isDirectory(folder) && !RunDirectory.isRun(folder)) {
      try (Stream<Path> inside = Files.list(folder)) {
        if (inside.findAny().isPresent()) {
          throw new IOException(
              folder + " is neither empty nor the folder of an earlier run: name another one");
        }
      }
    }
  }

  @Override
  public void close() {
    folds.shutdown();
  }

  /**
   * Intermediate files of an earlier run go; their contents stay in the run's store. So does what a
   * run that was killed had begun to write.
   */
  private static void prepare(OmicRun run, Workflow workflow) throws IOException {
    Path work = run.folder().resolve("work");
    if (Files.exists(work)) {
      Folders.delete(work);
    }
    for (Path begun : Folders.named(run.folder(), name -> name.startsWith(".omicroutes-"))) {
      Folders.delete(begun);
    }
    Path definitions = Files.createDirectories(run.folder().resolve("workflow"));
    for (String name : workflow.routes()) {
      try (InputStream routes = WorkflowEngine.class.getResourceAsStream("/routes/" + name)) {
        Files.copy(routes, definitions.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /**
   * About what steps a run would have: its routes are gone through without running anything.
   *
   * @return how often each kind of work comes; empty where that cannot be told, such as for a
   *     samplesheet that the run will refuse
   */
  public Map<String, Integer> plan(
      Workflow workflow,
      Map<String, Path> inputs,
      Map<String, String> outputs,
      Map<String, String> parameters)
      throws IOException {
    Map<String, String> all =
        Parameters.toText(Parameters.parse(workflow.spec().parameters(), parameters));
    OmicRun counting = OmicRun.planning();
    return send(counting, workflow, inputs, outputs, all).isFailed()
        ? Map.of()
        : counting.planned();
  }

  private Exchange send(
      OmicRun run,
      Workflow workflow,
      Map<String, Path> inputs,
      Map<String, String> outputs,
      Map<String, String> parameters)
      throws IOException {
    Map<String, Object> properties = new LinkedHashMap<>();
    workflow.spec().parameterList().forEach(parameter -> properties.put(parameter.name(), ""));
    properties.putAll(parameters);
    // As text: Camel would turn a Path into the file's contents.
    inputs.forEach(
        (port, file) -> properties.put(port, file.toAbsolutePath().normalize().toString()));
    for (Port port : workflow.spec().outputs()) {
      if (port.format() != Edam.FOLDER) {
        String always = port.required() ? port.name() + ".tsv" : "";
        properties.put(port.camelCaseName(), outputs.getOrDefault(port.name(), always));
      }
    }
    properties.put(OmicRun.PROPERTY, run);
    try (ProducerTemplate template = context.createProducerTemplate()) {
      return template.send(
          "direct:" + workflow.name(), exchange -> properties.forEach(exchange::setProperty));
    }
  }
}
