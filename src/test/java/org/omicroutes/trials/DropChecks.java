package org.omicroutes.trials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.omicroutes.state.DropState;
import org.omicroutes.state.RunState;
import org.omicroutes.trials.DropPlan.Planned;
import org.omicroutes.trials.StateTables.Entered;
import org.omicroutes.trials.StateTables.Ran;

/** Holds what became of each drop against what was to become of it. */
final class DropChecks {
  private static final Set<String> BESIDE = Set.of("workflow/normalize.yaml");
  private static final Set<String> BESIDE_JOINED =
      Set.of("workflow/late-layers.yaml", "joined/samplesheet.csv", "joined/README.txt");

  private final Path scratch;
  private final StateTables tables;
  private Map<String, List<Planned>> pairs = Map.of();

  /**
   * @param scratch a folder for results that are made for comparison
   */
  DropChecks(Path scratch, StateTables tables) {
    this.scratch = scratch;
    this.tables = tables;
  }

  /**
   * What became of a drop.
   *
   * @param wrong in plain language; empty where all is as expected
   * @param isLost whether it is not in the state, or has not come to the end that it should
   * @param isTwice whether it was done more than once
   */
  record Found(DropKind kind, String name, List<String> wrong, boolean isLost, boolean isTwice) {}

  /** All drops, in the order of the plan. */
  List<Found> check(List<Planned> drops) throws Exception {
    List<Found> found = new ArrayList<>();
    Map<String, DropKind> roles = roles(drops);
    pairs =
        drops.stream()
            .filter(drop -> drop.kind() == DropKind.LATE)
            .collect(Collectors.groupingBy(drop -> drop.files().patients()));
    for (Planned drop : drops) {
      found.add(check(drop, roles.get(drop.name())));
    }
    return found;
  }

  /**
   * Of several with the same contents the one that was complete first is the original, whichever
   * was meant to be.
   */
  private Map<String, DropKind> roles(List<Planned> drops) {
    Map<String, DropKind> roles = new HashMap<>();
    drops.stream()
        .collect(Collectors.groupingBy(drop -> drop.files().contents()))
        .values()
        .forEach(
            same -> {
              List<Planned> ordered = new ArrayList<>(same);
              ordered.sort(Comparator.comparing(drop -> !isIn(drop, DropState.DONE)));
              List<DropKind> kinds = same.stream().map(Planned::kind).sorted().toList();
              for (int i = 0; i < kinds.size(); i++) {
                roles.put(ordered.get(i).name(), kinds.get(i));
              }
            });
    return roles;
  }

  private boolean isIn(Planned drop, DropState state) {
    return entered(drop).stream().anyMatch(one -> one.state() == state);
  }

  private List<Entered> entered(Planned drop) {
    return tables.byPath().getOrDefault(drop.name(), List.of());
  }

  private Found check(Planned drop, DropKind kind) throws Exception {
    List<Entered> all = entered(drop);
    List<Entered> latest = all.stream().filter(one -> one.state() != DropState.REPLACED).toList();
    List<String> wrong = new ArrayList<>();
    if (latest.size() != 1) {
      wrong.add("it has " + latest.size() + " entries");
    }
    DropState expected = kind.expected();
    for (Entered one : latest) {
      if (one.state() != expected) {
        wrong.add("it is " + one.state() + " (" + one.reason() + "), expected " + expected);
      }
      if (one.claimedBy() != null) {
        wrong.add("it is still held");
      }
    }
    boolean isLost = latest.stream().noneMatch(one -> one.state() == expected);
    List<Ran> runs = all.stream().flatMap(one -> one.runs().stream()).toList();
    long ends = runs.stream().filter(run -> run.state() == RunState.COMPLETE).count();
    int done = all.stream().mapToInt(Entered::done).sum();
    int expectedEnds = expected == DropState.DONE ? 1 : 0;
    if (ends != expectedEnds || done != expectedEnds) {
      wrong.add("it came to its end " + done + " times, with " + ends + " runs");
    }
    unended(runs).ifPresent(wrong::add);
    if (!latest.isEmpty()) {
      wrong.addAll(files(drop, expected, latest.get(0), runs));
    }
    boolean isTwice = done > expectedEnds || ends > expectedEnds;
    return new Found(kind, drop.name(), wrong, isLost, isTwice);
  }

  private static Optional<String> unended(List<Ran> runs) {
    return runs.stream()
        .filter(run -> !run.hasEnded() || run.claimedBy() != null)
        .map(run -> "its run is " + run.state())
        .findFirst();
  }

  private List<String> files(Planned drop, DropState expected, Entered entered, List<Ran> runs)
      throws Exception {
    return switch (expected) {
      case DONE -> done(drop, entered, runs);
      case REJECTED -> rejected(drop, entered, runs);
      case WAITING -> waiting(entered, runs);
      default -> runs.isEmpty() ? List.of() : List.of("it was run");
    };
  }

  private List<String> done(Planned drop, Entered entered, List<Ran> runs) throws Exception {
    List<String> wrong = new ArrayList<>();
    if (entered.attempts() != 1) {
      wrong.add("it took " + entered.attempts() + " attempts; killing costs none");
    }
    if (Files.exists(note(drop))) {
      wrong.add("its note is still in quarantine");
    }
    if (drop.kind() == DropKind.LATE) {
      wrong.addAll(joined(drop, runs));
    } else if (!runs.isEmpty()) {
      Map<String, String> sums = Undisturbed.results(drop.files(), scratch.resolve(drop.name()));
      Set<String> itself = Set.of(drop.name());
      wrong.addAll(ResultFiles.complaints(runs.get(0).folder(), sums, BESIDE, itself));
    }
    return wrong;
  }

  /** Both of a pair are of one run, whose results are held against both. */
  private List<String> joined(Planned drop, List<Ran> runs) throws Exception {
    List<Planned> pair = pairs.get(drop.files().patients());
    Set<String> names = pair.stream().map(Planned::name).collect(Collectors.toSet());
    Set<String> all =
        pair.stream()
            .flatMap(one -> entered(one).stream())
            .flatMap(one -> one.runs().stream())
            .map(Ran::id)
            .collect(Collectors.toSet());
    if (all.size() != 1 || runs.size() != 1) {
      return List.of("the joined drops " + names + " have " + all.size() + " runs, expected 1");
    }
    List<DropFiles> files = pair.stream().map(Planned::files).toList();
    Map<String, String> sums = Undisturbed.joined(files, scratch.resolve(drop.name()));
    return ResultFiles.complaints(runs.get(0).folder(), sums, BESIDE_JOINED, names);
  }

  private static List<String> waiting(Entered entered, List<Ran> runs) {
    List<String> wrong = new ArrayList<>();
    if (!entered.reason().contains(" lack rna; runs at ")) {
      wrong.add("its reason does not say what it waits for: " + entered.reason());
    }
    if (!runs.isEmpty()) {
      wrong.add("it was run");
    }
    return wrong;
  }

  private List<String> rejected(Planned drop, Entered entered, List<Ran> runs) throws IOException {
    List<String> wrong = new ArrayList<>();
    String file = drop.files().defect().named();
    if (!entered.reason().contains(file)) {
      wrong.add("its reason does not name " + file + ": " + entered.reason());
    }
    Path note = note(drop);
    if (!Files.exists(note) || !Files.readString(note).contains(entered.reason())) {
      wrong.add("its reason is not in quarantine");
    }
    for (Ran run : runs) {
      if (Files.exists(run.folder().resolve("COMPLETE"))) {
        wrong.add("its results say that they are complete");
      }
    }
    return wrong;
  }

  private static Path note(Planned drop) {
    return drop.files()
        .folder()
        .resolveSibling("quarantine")
        .resolve(drop.name())
        .resolve("REASON.txt");
  }

  /** The table: a line for each kind. */
  static String table(List<Found> found) {
    StringBuilder text = new StringBuilder();
    text.append("| kind | drops | expected state | as expected | lost | done twice |\n");
    text.append("|---|---:|---|---:|---:|---:|\n");
    Map<DropKind, List<Found>> byKind = new LinkedHashMap<>();
    for (DropKind kind : DropKind.values()) {
      byKind.put(kind, found.stream().filter(one -> one.kind() == kind).toList());
    }
    byKind.forEach((kind, some) -> text.append(line(kind.title(), kind.expected().name(), some)));
    return text.append(line("all", "", found)).toString();
  }

  private static String line(String title, String expected, List<Found> found) {
    return String.format(
        "| %s | %d | %s | %d | %d | %d |%n",
        title,
        found.size(),
        expected,
        found.stream().filter(one -> one.wrong().isEmpty()).count(),
        found.stream().filter(Found::isLost).count(),
        found.stream().filter(Found::isTwice).count());
  }
}
