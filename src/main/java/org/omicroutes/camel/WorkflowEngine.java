package org.omicroutes.camel;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.PluginHelper;
import org.omicroutes.camel.Workflows.Workflow;
import org.omicroutes.cohort.DataException;
import org.omicroutes.provenance.CrateWriter;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Folders;
import org.omicroutes.step.Parameters;
import org.omicroutes.step.Port;
import org.omicroutes.step.RunDirectory;
import org.omicroutes.step.RunListener;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepSpec;

/** Runs workflows: loads their routes, opens the run's folder and sends it through. */
public final class WorkflowEngine implements Closeable {
  private final CamelContext context;
  private final ExecutorService folds;
  private final Set<String> loaded = new HashSet<>();

  /**
   * @param threads how many folds are worked on side by side
   */
  public WorkflowEngine(CamelContext context, int threads) {
    this.context = context;
    this.folds = Executors.newFixedThreadPool(threads);
    CohortBean cohort = new CohortBean();
    context.getRegistry().bind("omicCohort", cohort);
    context.getRegistry().bind("omicStudy", new StudyBean(cohort));
    context.getRegistry().bind("omicModel", new ModelBean());
    context.getRegistry().bind("omicPredict", new PredictBean());
    context.getRegistry().bind("omicFolds", folds);
  }

  /** Loads the routes of a workflow, unless they are. */
  public synchronized void load(Workflow workflow) throws Exception {
    for (String routes : workflow.routes()) {
      if (!loaded.contains(routes)) {
        load(routes);
        loaded.add(routes);
      }
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

  /** The same on inputs of which the provenance is to say where they come from. */
  void run(
      Workflow workflow,
      Map<String, Path> inputs,
      Map<String, String> parameters,
      Path folder,
      List<RunListener> listeners,
      List<CrateWriter.Origin> origins)
      throws Exception {
    run(workflow, inputs, Map.of(), parameters, folder, listeners, origins);
  }

  /**
   * Runs a workflow whose routes are loaded, to its end.
   *
   * @param inputs port to file
   * @param outputs ports of files that are asked for, to the file's name in the run's folder;
   *     required ones that are not there are called as the port, {@code out.tsv}
   * @param parameters by component name; the rest takes its default
   * @param folder the run's folder
   * @throws DataException where an input cannot be read
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
    run(workflow, inputs, outputs, parameters, folder, listeners, List.of());
  }

  private void run(
      Workflow workflow,
      Map<String, Path> inputs,
      Map<String, String> outputs,
      Map<String, String> parameters,
      Path folder,
      List<RunListener> listeners,
      List<CrateWriter.Origin> origins)
      throws Exception {
    Map<String, String> all = workflow.parameters(parameters, inputs.keySet());
    requireReadable(inputs);
    told(
        workflow.name(),
        listeners,
        () -> runIn(folder, workflow, inputs, outputs, all, listeners, origins));
  }

  /** A run, from beginning to end. */
  private interface Work {
    void run() throws Exception;
  }

  private static void told(String workflow, List<RunListener> listeners, Work work)
      throws Exception {
    listeners.forEach(listener -> listener.runStarted(workflow));
    Throwable failure = null;
    try {
      work.run();
    } catch (Throwable e) {
      failure = e;
      throw e;
    } finally {
      for (RunListener listener : listeners) {
        listener.runEnded(failure);
      }
    }
  }

  /**
   * Runs a user's own route on a drop, to its end.
   *
   * @param exchange the route gets its body and headers, and it gets the route's
   * @param inputs the drop's folder and, where there is one, the samplesheet
   * @param folder the run's folder
   * @param origins of the drops
   * @throws IOException where the folder holds something else than a run
   * @throws Exception what the route threw
   */
  void run(
      DropSteps steps,
      Exchange exchange,
      Map<String, Path> inputs,
      Path folder,
      List<RunListener> listeners,
      List<CrateWriter.Origin> origins)
      throws Exception {
    told(
        steps.spec().name(),
        listeners,
        () -> {
          requireRunOrEmpty(folder);
          CrateWriter.Call call =
              new CrateWriter.Call(Instant.now(), steps.file(), Map.of(), inputs, origins);
          try (OmicRun run = OmicRun.open(folder, steps.spec(), call, listeners)) {
            clear(run);
            steps.write(run.folder());
            Exchange sent = exchange.copy();
            sent.setProperty(OmicRun.PROPERTY, run);
            try (ProducerTemplate template = context.createProducerTemplate()) {
              template.send(steps.route().getEndpoint(), sent);
            }
            if (sent.getException() != null) {
              run.crate().failed(String.valueOf(sent.getException().getMessage()));
              throw sent.getException();
            }
            run.crate().completed();
            exchange.setMessage(sent.getMessage());
          }
        });
  }

  private void runIn(
      Path folder,
      Workflow workflow,
      Map<String, Path> inputs,
      Map<String, String> outputs,
      Map<String, String> all,
      List<RunListener> listeners,
      List<CrateWriter.Origin> origins)
      throws Exception {
    requireRunOrEmpty(folder);
    Files.createDirectories(folder);
    String definition = "workflow/" + workflow.routes().get(0);
    CrateWriter.Call call = new CrateWriter.Call(Instant.now(), definition, all, inputs, origins);
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

  /** A file that is needed late would otherwise be missed late. */
  private static void requireReadable(Map<String, Path> inputs) throws IOException {
    for (Path file : inputs.values()) {
      if (Files.notExists(file)) {
        throw DataException.in(file).error("no such file", "a readable file");
      }
      if (!Files.isReadable(file)) {
        // The data may be good.
        throw new AccessDeniedException(file.toString());
      }
    }
  }

  /**
   * Runs a single step as a workflow of its own: with the same folder, log and provenance.
   *
   * @param inputs port to file; {@code port/NAME} on ports that take several
   * @param outputs port to the file's name in the run's folder
   * @throws IOException where the folder holds something else than a run
   * @throws Exception what the step threw
   */
  public <P extends Record> void run(
      Step<P> step,
      Map<String, Path> inputs,
      Map<String, String> outputs,
      Map<String, String> parameters,
      Path folder,
      List<RunListener> listeners)
      throws Exception {
    StepSpec<P> spec = step.spec();
    Map<String, String> all = Parameters.toText(Parameters.parse(spec.parameters(), parameters));
    requireReadable(inputs);
    requireRunOrEmpty(folder);
    String definition = "workflow/" + spec.name() + ".yaml";
    SingleStep single = new SingleStep(inputs, outputs, all);
    CrateWriter.Call call = new CrateWriter.Call(Instant.now(), definition, all, inputs);
    try (OmicRun run = OmicRun.open(folder, spec, call, listeners)) {
      removeBegun(run.folder());
      single.write(spec.name(), run.folder().resolve(definition));
      try {
        run.runner().run(single.invocation(step, run.folder()));
      } catch (Exception e) {
        run.crate().failed(String.valueOf(e.getMessage()));
        throw e;
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
  private static void clear(OmicRun run) throws IOException {
    Path work = run.folder().resolve("work");
    if (Files.exists(work)) {
      Folders.delete(work);
    }
    removeBegun(run.folder());
  }

  private static void prepare(OmicRun run, Workflow workflow) throws IOException {
    clear(run);
    Path definitions = Files.createDirectories(run.folder().resolve("workflow"));
    for (String name : workflow.routes()) {
      try (InputStream routes = WorkflowEngine.class.getResourceAsStream("/routes/" + name)) {
        Files.copy(routes, definitions.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void removeBegun(Path folder) throws IOException {
    for (Path begun : Folders.named(folder, RunDirectory::isBegun)) {
      Folders.delete(begun);
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
    Map<String, String> all = workflow.parameters(parameters, inputs.keySet());
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
