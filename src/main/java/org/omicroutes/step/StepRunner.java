package org.omicroutes.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Runs steps. Every execution has a key, the SHA-256 of the step's version, its parameters, the
 * hashes of everything it reads and which outputs were asked for; with a {@link RunDirectory} a
 * result with the same key is taken instead of running again. Outputs appear whole or not at all.
 * Safe for use from several threads.
 */
public final class StepRunner {
  private final RunDirectory memory;
  private final List<RunListener> listeners;
  private final Hashes hashes = new Hashes();
  private final Map<String, Object> running = new ConcurrentHashMap<>();
  private final History history;
  private int atWork;
  private volatile boolean isEnding;

  private StepRunner(RunDirectory memory, List<RunListener> listeners, History history) {
    this.memory = memory;
    this.listeners = List.copyOf(listeners);
    this.history = history;
  }

  /** A runner that remembers nothing: every step runs. */
  public static StepRunner withoutMemory(RunListener... listeners) {
    return new StepRunner(null, List.of(listeners), new History(List.of()));
  }

  /** A runner that reuses and records results in a run's folder. */
  public static StepRunner in(RunDirectory memory, List<RunListener> listeners) throws IOException {
    return new StepRunner(
        memory, listeners, new History(RunDirectory.history(memory.root(), null)));
  }

  /**
   * Runs a step or takes its stored result; afterwards the outputs are in place.
   *
   * @throws org.omicroutes.cohort.DataException for bad input data
   * @throws CancellationException where a listener says that the run is stopping, the thread was
   *     interrupted, or {@link #end} was called
   * @throws Exception what the step threw, or an I/O error of reading, storing or placing files
   */
  public <P extends Record> Execution run(Invocation<P> invocation) throws Exception {
    enter();
    try {
      return runOrReuse(invocation);
    } finally {
      leave();
    }
  }

  private <P extends Record> Execution runOrReuse(Invocation<P> invocation) throws Exception {
    Execution planned = plan(invocation);
    synchronized (running.computeIfAbsent(planned.key(), key -> new Object())) {
      requireGoingOn();
      Optional<Execution> stored = stored(planned);
      Execution done =
          stored.isPresent() ? reuse(invocation, planned, stored.get()) : make(invocation, planned);
      if (memory != null) {
        memory.remember(done);
      }
      listeners.forEach(listener -> listener.finished(done));
      return done;
    }
  }

  private synchronized void enter() {
    requireGoingOn();
    atWork++;
  }

  private synchronized void leave() {
    atWork--;
    notifyAll();
  }

  private void requireGoingOn() {
    if (isEnding
        || Thread.currentThread().isInterrupted()
        || listeners.stream().anyMatch(RunListener::isStopping)) {
      throw new CancellationException("the run was told to stop");
    }
  }

  /**
   * No step begins any more. Waits for those at work in other threads, which end at their next sign
   * of progress: a run whose one branch failed does not write on behind its caller's back.
   */
  public synchronized void end() {
    isEnding = true;
    boolean isInterrupted = false;
    while (atWork > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private <P extends Record> Execution plan(Invocation<P> invocation) throws Exception {
    StepSpec<P> spec = invocation.step().spec();
    List<FileRef> inputs = new ArrayList<>();
    for (var port : invocation.inputs().entrySet()) {
      boolean repeatable = spec.input(port.getKey()).repeatable();
      for (var file : port.getValue().entrySet()) {
        inputs.add(ref(port.getKey(), repeatable ? file.getKey() : "", file.getValue()));
      }
    }
    Reading<P> reading = new Reading<>(invocation);
    for (Path also : invocation.step().alsoReads(reading)) {
      if (Files.exists(also)) {
        inputs.add(ref("also", also.getFileName().toString(), also));
      }
    }
    Map<String, String> parameters = Parameters.toText(invocation.parameters());
    Map<String, String> parts = new TreeMap<>();
    parts.put("version", spec.version());
    parameters.forEach((name, value) -> parts.put("parameter " + name, value));
    Map<String, Integer> names = new LinkedHashMap<>();
    for (FileRef input : inputs) {
      String part = ("input " + input.port() + " " + input.name()).strip();
      int again = names.merge(part, 1, Integer::sum);
      parts.put(again == 1 ? part : part + " (" + again + ")", input.sha256());
    }
    invocation.outputs().forEach((port, file) -> parts.put("output " + port, compression(file)));
    String key =
        Hashes.ofText(
            spec.name()
                + "\n"
                + parts.entrySet().stream()
                    .map(part -> part.getKey() + "\t" + part.getValue())
                    .collect(Collectors.joining("\n")));
    return new Execution(
        key,
        spec.name(),
        spec.version(),
        label(invocation),
        parameters,
        parts,
        inputs,
        List.of(),
        List.of(),
        Instant.now().toString(),
        null,
        false,
        history.why(spec.name(), label(invocation), parts));
  }

  /** The bytes of an output depend on its name only by whether it ends in .gz. */
  private static String compression(Path file) {
    return file.getFileName().toString().endsWith(".gz") ? "gzip" : "plain";
  }

  private FileRef ref(String port, String name, Path file) throws IOException {
    return new FileRef(port, name, relative(file), hashes.of(file), Hashes.size(file));
  }

  private String relative(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    if (memory != null && absolute.startsWith(memory.root())) {
      return memory.root().relativize(absolute).toString();
    }
    return absolute.toString();
  }

  private String label(Invocation<?> invocation) {
    return invocation.step().spec().outputs().stream()
        .map(port -> invocation.outputs().get(port.name()))
        .filter(file -> file != null)
        .findFirst()
        .map(this::relative)
        .orElse(invocation.step().spec().name());
  }

  private Optional<Execution> stored(Execution planned) throws IOException {
    if (memory == null) {
      return Optional.empty();
    }
    Optional<Execution> found = memory.find(planned.key());
    if (found.isEmpty()) {
      return found;
    }
    for (FileRef output : found.get().outputs()) {
      Path object = memory.object(output.sha256());
      if (!Files.exists(object) || !hashes.afresh(object).equals(output.sha256())) {
        memory.drop(output.sha256());
        return Optional.empty();
      }
    }
    return found;
  }

  private Execution reuse(Invocation<?> invocation, Execution planned, Execution stored)
      throws IOException {
    List<FileRef> outputs = new ArrayList<>();
    for (var asked : invocation.outputs().entrySet()) {
      List<FileRef> of =
          stored.outputs().stream().filter(o -> o.port().equals(asked.getKey())).toList();
      outputs.addAll(restore(of, asked.getValue().toAbsolutePath(), isFolder(invocation, asked)));
    }
    return new Execution(
        planned.key(),
        planned.step(),
        planned.version(),
        planned.label(),
        planned.parameters(),
        planned.parts(),
        planned.inputs(),
        outputs,
        stored.notes(),
        stored.started(),
        stored.ended(),
        true,
        "nothing in its key has changed");
  }

  /** Puts what is in the store in its place, unless it is there. */
  private List<FileRef> restore(List<FileRef> files, Path target, boolean folder)
      throws IOException {
    if (folder && !holds(target, files)) {
      clear(target);
      Files.createDirectories(target);
    }
    List<FileRef> restored = new ArrayList<>();
    for (FileRef file : files) {
      Path place = folder ? target.resolve(file.name()) : target;
      if (!Files.isRegularFile(place) || !hashes.of(place).equals(file.sha256())) {
        Files.createDirectories(place.getParent());
        RunDirectory.place(memory.object(file.sha256()), place);
      }
      restored.add(
          new FileRef(file.port(), file.name(), relative(place), file.sha256(), file.size()));
    }
    return restored;
  }

  /** Whether a folder holds files of these names and no others. */
  private static boolean holds(Path folder, List<FileRef> files) throws IOException {
    return Files.isDirectory(folder)
        && Folders.files(folder).stream()
            .map(file -> folder.relativize(file).toString())
            .collect(Collectors.toSet())
            .equals(files.stream().map(FileRef::name).collect(Collectors.toSet()));
  }

  private <P extends Record> Execution make(Invocation<P> invocation, Execution planned)
      throws Exception {
    listeners.forEach(listener -> listener.started(planned));
    Path staging = null;
    try {
      staging = staging(invocation);
      Working<P> working = new Working<>(invocation, staging, planned);
      invocation.step().run(working);
      List<FileRef> outputs = new ArrayList<>();
      for (var output : working.staged.entrySet()) {
        outputs.addAll(finish(output.getKey(), output.getValue(), invocation));
      }
      Execution done =
          new Execution(
              planned.key(),
              planned.step(),
              planned.version(),
              planned.label(),
              planned.parameters(),
              planned.parts(),
              planned.inputs(),
              outputs,
              List.copyOf(working.notes),
              planned.started(),
              Instant.now().toString(),
              false,
              planned.reason());
      if (memory != null) {
        memory.record(done);
      }
      for (var output : working.staged.entrySet()) {
        moveInto(output.getValue(), invocation.outputs().get(output.getKey()).toAbsolutePath());
      }
      return done;
    } catch (Exception e) {
      listeners.forEach(listener -> listener.failed(planned, e));
      throw e;
    } finally {
      if (staging != null) {
        Scratch.delete(staging);
      }
    }
  }

  private static boolean isFolder(Invocation<?> invocation, Map.Entry<String, Path> output) {
    return invocation.step().spec().output(output.getKey()).format() == Edam.FOLDER;
  }

  /** Takes an output into the store: a file, or all files of a folder under their names in it. */
  private List<FileRef> finish(String port, Path staged, Invocation<?> invocation)
      throws IOException {
    if (!Files.exists(staged)) {
      throw new IllegalStateException(
          "step " + invocation.step().spec().name() + " wrote nothing on its port " + port);
    }
    Path target = invocation.outputs().get(port);
    if (Files.isRegularFile(staged)) {
      return List.of(kept(port, "", staged, target));
    }
    List<FileRef> files = new ArrayList<>();
    for (Path file : Folders.files(staged)) {
      String name = staged.relativize(file).toString();
      files.add(kept(port, name, file, target.resolve(name)));
    }
    return files;
  }

  private FileRef kept(String port, String name, Path staged, Path target) throws IOException {
    String sha256 = hashes.of(staged);
    if (memory != null) {
      memory.keep(staged, sha256);
    }
    return new FileRef(port, name, relative(target), sha256, Hashes.size(staged));
  }

  /** Beside the first output, so that moving there never crosses file systems. */
  private static Path staging(Invocation<?> invocation) throws IOException {
    for (Path output : invocation.outputs().values()) {
      Files.createDirectories(output.toAbsolutePath().getParent());
    }
    Path beside =
        invocation.outputs().values().stream()
            .findFirst()
            .map(file -> file.toAbsolutePath().getParent())
            .orElseThrow(() -> new IllegalArgumentException("a step needs an output"));
    return Scratch.folder(beside);
  }

  private void moveInto(Path staged, Path target) throws IOException {
    clear(target);
    if (Files.isRegularFile(staged)) {
      RunDirectory.place(staged, target);
    } else {
      Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Makes way for a folder: one of the run's own goes, another one has to be empty. */
  private void clear(Path target) throws IOException {
    if (!Files.isDirectory(target)) {
      return;
    }
    boolean own = memory != null && target.startsWith(memory.root());
    if (!own && !Folders.files(target).isEmpty()) {
      throw new IOException(target + " is a folder that is not empty");
    }
    Folders.delete(target);
  }

  /** The context before anything is written: what {@link Step#alsoReads} may look at. */
  private static class Reading<P extends Record> implements StepContext<P> {
    final Invocation<P> invocation;

    Reading(Invocation<P> invocation) {
      this.invocation = invocation;
    }

    @Override
    public P parameters() {
      return invocation.parameters();
    }

    @Override
    public Path input(String port) {
      return optionalInput(port)
          .orElseThrow(() -> new IllegalStateException("nothing on port " + port));
    }

    @Override
    public Optional<Path> optionalInput(String port) {
      return inputs(port).stream().findFirst();
    }

    @Override
    public List<Path> inputs(String port) {
      return List.copyOf(namedInputs(port).values());
    }

    @Override
    public Map<String, Path> namedInputs(String port) {
      invocation.step().spec().input(port);
      return invocation.inputs().getOrDefault(port, Map.of());
    }

    @Override
    public Path output(String port) {
      return optionalOutput(port)
          .orElseThrow(() -> new IllegalStateException("port " + port + " was not asked for"));
    }

    @Override
    public Optional<Path> optionalOutput(String port) {
      throw new IllegalStateException("nothing can be written yet");
    }

    @Override
    public void progress(double fraction, String message) {}

    @Override
    public void note(String message) {}
  }

  private final class Working<P extends Record> extends Reading<P> {
    private final Path staging;
    private final Execution execution;
    private final Map<String, Path> staged = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    Working(Invocation<P> invocation, Path staging, Execution execution) throws IOException {
      super(invocation);
      this.staging = staging;
      this.execution = execution;
      for (var output : invocation.outputs().entrySet()) {
        Path folder = Files.createDirectory(staging.resolve(output.getKey()));
        staged.put(output.getKey(), folder.resolve(output.getValue().getFileName()));
      }
    }

    @Override
    public Optional<Path> optionalOutput(String port) {
      invocation.step().spec().output(port);
      return Optional.ofNullable(staged.get(port));
    }

    @Override
    public void progress(double fraction, String message) {
      requireGoingOn();
      listeners.forEach(listener -> listener.progress(execution, fraction, message));
    }

    @Override
    public void note(String message) {
      notes.add(message);
      listeners.forEach(listener -> listener.note(execution, message));
    }
  }
}
