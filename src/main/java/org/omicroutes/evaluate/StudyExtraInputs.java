package org.omicroutes.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.DelimitedReader;
import org.omicroutes.step.StepContext;

/** Reads what models say of held-out patients besides predictions. */
final class StudyExtraInputs {
  /** All ports that are read here. */
  static final List<String> PORTS =
      List.of("covariates", "shapley", "uncertainty", "attention", "factors");

  private final StepContext<?> context;

  StudyExtraInputs(StepContext<?> context) {
    this.context = context;
  }

  /** No file may be of a cohort without predictions. */
  void requireKnown(Set<String> cohorts, List<String> ports) {
    for (String port : ports) {
      Set<String> found = new HashSet<>();
      context.namedInputs(port).keySet().forEach(name -> found.add(name.split("/", 2)[0]));
      HeldOutFiles.requireKnown(cohorts, found, port);
    }
  }

  /** Files of a cohort by the rest of their names, sorted by it. */
  Map<String, Path> files(String port, String cohort, int parts, String expected) {
    Map<String, Path> files = new TreeMap<>();
    context
        .namedInputs(port)
        .forEach(
            (name, file) -> {
              String[] part = HeldOutFiles.parts(port, name, parts, expected);
              if (part[0].equals(cohort)) {
                files.put(name.substring(cohort.length() + 1), file);
              }
            });
    return files;
  }

  /** The test patients of {@code REPEAT/FOLD}. */
  static Set<Integer> tested(
      String port, String cohort, String fold, Map<String, Set<Integer>> tests) {
    if (!tests.containsKey(fold)) {
      throw new IllegalArgumentException(
          port
              + ": found the name '"
              + cohort
              + "/"
              + fold
              + "', expected REPEAT/FOLD of "
              + new TreeSet<>(tests.keySet()));
    }
    return tests.get(fold);
  }

  /**
   * Samples that are not test patients of the fold are left out.
   *
   * @param tests {@code REPEAT/FOLD} to positions
   */
  List<StudyCohort.Shapley> shapley(
      String cohort, SurvivalData patients, Map<String, Set<Integer>> tests) throws IOException {
    List<StudyCohort.Shapley> values = new ArrayList<>();
    for (var entry : files("shapley", cohort, 4, "COHORT/REPEAT/FOLD/MODEL").entrySet()) {
      int last = entry.getKey().lastIndexOf('/');
      String fold = entry.getKey().substring(0, last);
      String model = entry.getKey().substring(last + 1);
      Set<Integer> tested = tested("shapley", cohort, fold, tests);
      try (DelimitedReader in = DelimitedReader.open(entry.getValue())) {
        int sample = in.require("sample");
        int group = in.require("group");
        int[] numbers = {in.require("value"), in.require("baseline"), in.require("prediction")};
        for (List<String> cells = next(in); cells != null; cells = next(in)) {
          int patient = patients.indexOf(cells.get(sample));
          if (tested.contains(patient)) {
            values.add(
                new StudyCohort.Shapley(
                    model,
                    fold,
                    patient,
                    cells.get(group),
                    finite(in, numbers[0], cells),
                    finite(in, numbers[1], cells),
                    finite(in, numbers[2], cells)));
          }
        }
      }
    }
    return values;
  }

  /** One list a repeat; of a sample with several horizons the first row counts. */
  List<List<StudyCohort.Uncertain>> uncertainty(
      String cohort, SurvivalData patients, Map<String, Set<Integer>> tests) throws IOException {
    Map<String, List<StudyCohort.Uncertain>> repeats = new TreeMap<>();
    for (var entry : files("uncertainty", cohort, 3, "COHORT/REPEAT/FOLD").entrySet()) {
      String repeat = entry.getKey().split("/")[0];
      List<StudyCohort.Uncertain> own = repeats.computeIfAbsent(repeat, r -> new ArrayList<>());
      Set<Integer> tested = tested("uncertainty", cohort, entry.getKey(), tests);
      Set<Integer> seen = new HashSet<>();
      try (DelimitedReader in = DelimitedReader.open(entry.getValue())) {
        int sample = in.require("sample");
        int[] c = {
          in.require("total_variance"),
          in.require("data_variance"),
          in.require("model_variance"),
          in.require("lower_days"),
          in.require("upper_days"),
          in.require("level"),
          in.require("bound_days"),
          in.require("bound_alpha")
        };
        for (List<String> cells = next(in); cells != null; cells = next(in)) {
          int patient = patients.indexOf(cells.get(sample));
          if (tested.contains(patient) && seen.add(patient)) {
            double upper = number(in, c[4], cells);
            own.add(
                new StudyCohort.Uncertain(
                    patient,
                    number(in, c[0], cells),
                    number(in, c[1], cells),
                    number(in, c[2], cells),
                    number(in, c[3], cells),
                    // A curve that does not fall so far has no upper end.
                    Double.isNaN(upper) ? Double.POSITIVE_INFINITY : upper,
                    number(in, c[5], cells),
                    number(in, c[6], cells),
                    number(in, c[7], cells)));
          }
        }
      }
    }
    return List.copyOf(repeats.values());
  }

  /** All folds' weights. */
  List<StudyReport.AttentionWeight> attention(String cohort) throws IOException {
    List<StudyReport.AttentionWeight> weights = new ArrayList<>();
    for (Path file : files("attention", cohort, 3, "COHORT/REPEAT/FOLD").values()) {
      try (DelimitedReader in = DelimitedReader.open(file)) {
        int query = in.require("query_modality");
        int key = in.require("key_modality");
        int weight = in.require("weight");
        for (List<String> cells = next(in); cells != null; cells = next(in)) {
          weights.add(
              new StudyReport.AttentionWeight(
                  cohort, cells.get(query), cells.get(key), finite(in, weight, cells)));
        }
      }
    }
    return weights;
  }

  /** The next row, null at the end. */
  static List<String> next(DelimitedReader in) throws IOException {
    List<String> cells = in.next();
    if (cells != null && cells.size() != in.header().size()) {
      throw in.here().error(cells.size() + " cells", in.header().size() + ", as in the header");
    }
    return cells;
  }

  /** A number that must be there. */
  static double finite(DelimitedReader in, int column, List<String> cells) {
    double value = number(in, column, cells);
    if (!Double.isFinite(value)) {
      throw in.here(column).error("'" + cells.get(column) + "'", "a number");
    }
    return value;
  }

  /** NaN where missing; {@code Inf} is infinite as well. */
  static double number(DelimitedReader in, int column, List<String> cells) {
    String cell = cells.get(column);
    if (cell.isEmpty() || cell.equals("NA")) {
      return Double.NaN;
    }
    try {
      return cell.equals("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      throw in.here(column).error("'" + cell + "'", "a number", e);
    }
  }
}
