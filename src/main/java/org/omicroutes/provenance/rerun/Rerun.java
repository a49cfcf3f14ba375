package org.omicroutes.provenance.rerun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.provenance.Crate;
import org.omicroutes.provenance.CrateEntity;
import org.omicroutes.provenance.CrateWriter;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Hashes;
import org.omicroutes.step.Invocation;
import org.omicroutes.step.Parameters;
import org.omicroutes.step.Port;
import org.omicroutes.step.RunDirectory;
import org.omicroutes.step.RunListener;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepRegistry;
import org.omicroutes.step.StepRunner;
import org.omicroutes.step.StepSpec;

/**
 * Does a run again from its crate alone, whoever ran it: every recorded execution of a step, with
 * its recorded parameters and inputs, each after those that it takes files from. What the run read
 * must be there with the recorded hash, and the steps must have the recorded versions.
 */
public final class Rerun {
  private final RecordedRun recorded;
  private final Path out;
  private final Map<String, Path> places = new LinkedHashMap<>();

  private Rerun(RecordedRun recorded, Path out) {
    this.recorded = recorded;
    this.out = out;
  }

  /**
   * Checks that a run can be done again.
   *
   * @param out the new run's folder, which must be empty or not there yet
   * @param inputs folders in which to look for inputs that are not where the crate says
   * @param allowOtherVersions whether steps may have other versions than the crate says
   * @throws DataException where the crate is not of a completed run of this program's steps, a
   *     version differs, or an input is gone or has changed
   */
  public static Rerun prepare(Crate crate, Path out, List<Path> inputs, boolean allowOtherVersions)
      throws IOException {
    Rerun rerun = new Rerun(new RecordedRun(crate), out.toAbsolutePath().normalize());
    rerun.requireSteps(allowOtherVersions);
    requireEmpty(rerun.out);
    rerun.findInputs(new InputFinder(crate, inputs));
    return rerun;
  }

  private void requireSteps(boolean allowOtherVersions) {
    for (RecordedStep step : recorded.steps()) {
      Step<?> known =
          StepRegistry.get()
              .find(String.valueOf(step.step()))
              .orElseThrow(
                  () -> error(step.action(), "the tool " + step.step(), "a step of this program"));
      String version = known.spec().version();
      if (!version.equals(step.version()) && !allowOtherVersions) {
        throw error(
            step.action(),
            "version " + step.version() + " of " + step.step(),
            "version " + version + ", which this program has (or --allow-other-versions)");
      }
    }
  }

  private static void requireEmpty(Path out) throws IOException {
    if (Files.isDirectory(out)) {
      try (Stream<Path> inside = Files.list(out)) {
        if (inside.findAny().isEmpty()) {
          return;
        }
      }
    }
    if (Files.exists(out)) {
      throw new IllegalArgumentException(
          "out: found " + out + ", which is not empty; expected a new folder");
    }
  }

  private void findInputs(InputFinder finder) throws IOException {
    Map<String, CrateEntity> elsewhere = new LinkedHashMap<>();
    for (Map.Entry<String, CrateEntity> one : recorded.external().entrySet()) {
      if (one.getKey().startsWith("file:")) {
        elsewhere.put(one.getKey(), one.getValue());
      } else {
        // Of the run's own folder, such as a samplesheet that was made for it.
        Path place = finder.find(one.getValue());
        Path copy = out.resolve(recorded.place(one.getKey()));
        Files.createDirectories(copy.getParent());
        Files.copy(place, copy);
        places.put(one.getKey(), copy);
      }
    }
    places.putAll(finder.place(elsewhere, out.resolve("inputs")));
  }

  /** How many executions there are. */
  public int size() {
    return recorded.steps().size();
  }

  /**
   * Runs them.
   *
   * @param workflows gives the declaration of a workflow by its name, for the new crate
   * @throws Exception what the failing step threw
   */
  public void run(Function<String, Optional<StepSpec<?>>> workflows, List<RunListener> listeners)
      throws Exception {
    List<RecordedStep> order = order();
    try (RunDirectory directory = RunDirectory.open(out)) {
      CrateWriter.Call call = call();
      try (CrateWriter crate = new CrateWriter(directory.root(), workflow(workflows), call)) {
        List<RunListener> all = new ArrayList<>(listeners);
        all.add(crate);
        StepRunner runner = StepRunner.in(directory, all);
        try {
          for (RecordedStep step : order) {
            runner.run(invocation(step));
          }
        } catch (Exception e) {
          crate.failed(String.valueOf(e.getMessage()));
          throw e;
        }
        crate.completed();
      }
    }
  }

  /**
   * How the new results stand to the recorded ones.
   *
   * @param same how many files have the recorded SHA-256
   * @param others files that have not, are in one folder only, or have no hash; and the crate:
   *     relative to both folders
   * @param altered which of the others are no longer in the old folder as they were recorded
   */
  public record Outcome(int same, Set<Path> others, Set<Path> altered) {}

  /** Holds the new results against the hashes in the crate. */
  public Outcome outcome() throws IOException {
    Crate crate = recorded.crate();
    Hashes hashes = new Hashes();
    Map<Path, String> sha256 = new HashMap<>();
    for (CrateEntity entity : crate.entities()) {
      if (entity.is("File") && entity.text("sha256") != null) {
        crate.path(entity.id()).ifPresent(path -> sha256.put(path, entity.text("sha256")));
      }
    }
    int same = 0;
    Set<Path> others = new TreeSet<>(Set.of(Path.of(Crate.FILE)));
    Set<Path> altered = new TreeSet<>();
    for (Path file : results()) {
      Path before = crate.root().resolve(file);
      Path now = out.resolve(file);
      String hash = sha256.get(before);
      if (hash != null && Files.isRegularFile(now) && hashes.of(now).equals(hash)) {
        same++;
        continue;
      }
      others.add(file);
      if (hash != null && (!Files.isRegularFile(before) || !hashes.of(before).equals(hash))) {
        altered.add(file);
      }
    }
    return new Outcome(same, others, altered);
  }

  private Set<Path> results() throws IOException {
    Set<Path> results = new TreeSet<>();
    for (String written : recorded.kept()) {
      results.addAll(below(recorded.crate().root(), written));
      results.addAll(below(out, written));
    }
    return results;
  }

  private static Set<Path> below(Path root, String written) throws IOException {
    Set<Path> files = new TreeSet<>();
    Path place = root.resolve(written);
    if (Files.exists(place)) {
      try (Stream<Path> all = Files.walk(place)) {
        all.filter(Files::isRegularFile).map(root::relativize).forEach(files::add);
      }
    } else {
      files.add(Path.of(written));
    }
    return files;
  }

  /** Each after those that it takes files from; else as recorded. */
  private List<RecordedStep> order() {
    List<RecordedStep> left = new ArrayList<>(recorded.steps());
    List<RecordedStep> order = new ArrayList<>();
    Set<String> toCome = recorded.written();
    while (!left.isEmpty()) {
      RecordedStep next =
          left.stream()
              .filter(step -> isReady(step, toCome))
              .findFirst()
              .orElseThrow(
                  () -> error(left.get(0).action(), "steps that wait for each other", "an order"));
      left.remove(next);
      order.add(next);
      toCome.removeAll(next.outputs().values());
      left.forEach(step -> toCome.addAll(step.outputs().values()));
    }
    return order;
  }

  private boolean isReady(RecordedStep step, Set<String> toCome) {
    return step.inputs().stream().noneMatch(input -> recorded.isWritten(input.id(), toCome));
  }

  private Invocation<?> invocation(RecordedStep recordedStep) {
    Step<?> step = StepRegistry.get().find(recordedStep.step()).orElseThrow();
    Invocation.Builder<?> invocation = Invocation.of(step);
    Map<String, List<Path>> plain = new LinkedHashMap<>();
    for (RecordedStep.Input input : recordedStep.inputs()) {
      Path file = path(input.id());
      if (input.port() != null && input.name() != null && isNamed(step, input.port())) {
        invocation.namedInput(input.port(), input.name(), file);
      } else if (input.port() != null) {
        plain.computeIfAbsent(input.port(), port -> new ArrayList<>()).add(file);
      }
    }
    plain.forEach(invocation::input);
    recordedStep.outputs().forEach((port, place) -> invocation.output(port, out.resolve(place)));
    recordedStep.parameters().forEach(invocation::parameter);
    return invocation.build();
  }

  private static boolean isNamed(Step<?> step, String port) {
    return step.spec().inputs().stream().anyMatch(p -> p.name().equals(port) && p.isNamed());
  }

  private Path path(String id) {
    Path place = places.get(id);
    return place == null ? out.resolve(recorded.place(id)) : place;
  }

  private CrateWriter.Call call() throws IOException {
    Crate crate = recorded.crate();
    String definition =
        crate.mainEntity().map(main -> recorded.place(main.id())).orElse("workflow/steps.yaml");
    Path file = crate.root().resolve(definition);
    if (Files.isRegularFile(file)) {
      Path copy = out.resolve(definition);
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
    Map<String, Path> inputs = new LinkedHashMap<>();
    recorded.inputs().forEach((port, id) -> callInput(id).ifPresent(p -> inputs.put(port, p)));
    return new CrateWriter.Call(Instant.now(), definition, recorded.parameters(), inputs);
  }

  /** A file of the call; a folder where its files are now. */
  private Optional<Path> callInput(String id) {
    Path there = places.get(id);
    Optional<Path> recordedAt = recorded.crate().path(id);
    if (there != null || recordedAt.isEmpty()) {
      return Optional.ofNullable(there);
    }
    for (Map.Entry<String, Path> file : places.entrySet()) {
      Path was = recorded.crate().path(file.getKey()).orElseThrow();
      if (was.startsWith(recordedAt.get())) {
        Path now = file.getValue();
        for (int i = recordedAt.get().relativize(was).getNameCount(); i > 0; i--) {
          now = now.getParent();
        }
        return Optional.of(now);
      }
    }
    return Optional.empty();
  }

  private StepSpec<?> workflow(Function<String, Optional<StepSpec<?>>> workflows) {
    Optional<CrateEntity> main = recorded.crate().mainEntity();
    String name = main.map(entity -> entity.text("name")).orElse("steps");
    return workflows.apply(name).orElseGet(() -> undeclared(name, main));
  }

  /** A workflow of somebody's own, as the crate describes it. */
  private static StepSpec<?> undeclared(String name, Optional<CrateEntity> main) {
    String version = main.map(entity -> entity.text("version")).orElse("1");
    return StepSpec.of(name, version, Parameters.None.class)
        .summary(main.map(entity -> entity.text("description")).orElse("Steps, one by one."))
        .out(Port.one("out", Edam.FOLDER, "The run's folder."))
        .build();
  }

  private DataException error(String entity, String found, String expected) {
    return DataException.in(recorded.crate().file()).column(entity).error(found, expected);
  }
}
