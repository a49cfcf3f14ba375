package org.omicroutes.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.step.StepContext;

/**
 * Reads which patients each fold holds out: the ports {@code folds} ({@code COHORT/REPEAT}) and
 * {@code survival} ({@code COHORT}).
 *
 * @param context of the step whose ports they are
 */
record FoldFiles(StepContext<?> context) {
  /** Numbers by their value before words by their letters. */
  private static final Comparator<String> NATURAL =
      Comparator.comparing((String s) -> s.matches("[0-9]{1,9}") ? Integer.parseInt(s) : 1 << 30)
          .thenComparing(Comparator.naturalOrder());

  /**
   * The folds of a cohort.
   *
   * @param patients that have survival, in the order of its file
   * @param tests repeat to fold to the positions of its patients
   */
  record Folds(SurvivalData patients, Map<String, Map<String, int[]>> tests, int foldCount) {

    /** Those of the first repeats. */
    Folds first(int repeats) {
      Map<String, Map<String, int[]>> kept = new LinkedHashMap<>();
      tests.entrySet().stream().limit(repeats).forEach(e -> kept.put(e.getKey(), e.getValue()));
      return new Folds(patients, kept, foldCount);
    }

    /** Test patients of {@code REPEAT/FOLD}. */
    Map<String, Set<Integer>> byName() {
      Map<String, Set<Integer>> named = new LinkedHashMap<>();
      tests.forEach(
          (repeat, folds) ->
              folds.forEach(
                  (fold, own) ->
                      named.put(
                          repeat + "/" + fold,
                          Arrays.stream(own).boxed().collect(Collectors.toSet()))));
      return named;
    }
  }

  /** Files of the port {@code folds} by cohort and repeat; the same cohorts as predictions. */
  Map<String, Map<String, Path>> byCohort(Set<String> cohorts) {
    Map<String, Map<String, Path>> files = new TreeMap<>();
    for (var entry : context.namedInputs("folds").entrySet()) {
      String[] name = HeldOutFiles.parts("folds", entry.getKey(), 2, "COHORT/REPEAT");
      files.computeIfAbsent(name[0], c -> new TreeMap<>(NATURAL)).put(name[1], entry.getValue());
    }
    requireSame(cohorts, files.keySet(), "folds");
    requireSame(cohorts, context.namedInputs("survival").keySet(), "survival");
    return files;
  }

  /** A cohort's folds, checked to hold the same patients in each repeat. */
  Folds read(String cohort, Map<String, Path> files) throws IOException {
    SurvivalData survival = TableFiles.readSurvival(context.namedInputs("survival").get(cohort));
    SurvivalData patients = null;
    Map<String, Map<String, int[]>> tests = new LinkedHashMap<>();
    int foldCount = 0;
    for (var entry : files.entrySet()) {
      SampleTable table = TableFiles.readSamples(entry.getValue());
      if (!table.hasColumn("fold")) {
        throw DataException.in(entry.getValue())
            .line(1)
            .error("columns " + table.columnNames(), "a column 'fold'");
      }
      List<String> known =
          survival.sampleIds().stream().filter(s -> table.value(s, "fold") != null).toList();
      if (patients == null) {
        patients = survival.select(known);
        if (known.size() < survival.size()) {
          int without = survival.size() - known.size();
          context.note(cohort + ": " + without + " samples with survival have no fold: left out");
        }
      }
      if (known.isEmpty() || !known.equals(patients.sampleIds())) {
        throw DataException.in(entry.getValue())
            .error(
                known.size() + " samples with fold and survival",
                "the " + patients.size() + " of the first repeat of " + cohort + ", at least one");
      }
      Map<String, List<Integer>> members = new TreeMap<>(NATURAL);
      for (int i = 0; i < known.size(); i++) {
        members.computeIfAbsent(table.value(known.get(i), "fold"), f -> new ArrayList<>()).add(i);
      }
      Map<String, int[]> byFold = new LinkedHashMap<>();
      members.forEach(
          (fold, list) -> byFold.put(fold, list.stream().mapToInt(Integer::intValue).toArray()));
      tests.put(entry.getKey(), byFold);
      foldCount = Math.max(foldCount, byFold.size());
    }
    return new Folds(patients, tests, foldCount);
  }

  private static void requireSame(Set<String> cohorts, Set<String> found, String port) {
    if (!cohorts.equals(found)) {
      throw new IllegalArgumentException(
          port
              + ": found cohorts "
              + new TreeSet<>(found)
              + ", expected "
              + cohorts
              + " as in predictions");
    }
  }
}
