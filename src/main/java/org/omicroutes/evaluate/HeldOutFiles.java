package org.omicroutes.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.formats.PredictionFiles;
import org.omicroutes.step.StepContext;

/**
 * Reads the predictions of a cohort's held-out patients, {@code COHORT/REPEAT/FOLD/MODEL}, and
 * holds them against the ports {@code folds} ({@code COHORT/REPEAT}) and {@code survival} ({@code
 * COHORT}).
 */
final class HeldOutFiles {
  private final StepContext<?> context;
  private final int[] needed;

  /**
   * @param needed horizons in months that every model has to have
   */
  HeldOutFiles(StepContext<?> context, int... needed) {
    this.context = context;
    this.needed = needed;
  }

  /** A file whose name is COHORT/REPEAT/FOLD/NAME. */
  record Entry(String repeat, String fold, Path file) {}

  /**
   * A cohort's models of the port {@code predictions}.
   *
   * @param order of the models, those not named come after
   */
  List<StudyModel> predictions(
      String cohort, Map<String, List<Entry>> files, FoldFiles.Folds folds, List<String> order)
      throws IOException {
    List<StudyModel> models = models("predictions", cohort, files, folds, true);
    models.sort(Comparator.comparingInt(m -> place(order, m.name())));
    return models;
  }

  /** Names of all cohorts' models, in the order of print. */
  static List<String> modelNames(List<StudyCohort> cohorts, List<String> order) {
    return cohorts.stream()
        .flatMap(c -> c.models().stream())
        .map(StudyModel::name)
        .distinct()
        .sorted(
            Comparator.comparingInt((String m) -> place(order, m))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static int place(List<String> order, String model) {
    int at = order.indexOf(model);
    return at < 0 ? order.size() : at;
  }

  /** The parts of a name between slashes. */
  static String[] parts(String port, String name, int count, String expected) {
    String[] parts = name.split("/", -1);
    if (parts.length != count || Arrays.stream(parts).anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          port + ": found the name '" + name + "', expected " + expected);
    }
    return parts;
  }

  Map<String, Map<String, List<Entry>>> byCohort(String port) {
    Map<String, Map<String, List<Entry>>> cohorts = new TreeMap<>();
    for (var entry : context.namedInputs(port).entrySet()) {
      String[] name = parts(port, entry.getKey(), 4, "COHORT/REPEAT/FOLD/NAME");
      cohorts
          .computeIfAbsent(name[0], c -> new TreeMap<>())
          .computeIfAbsent(name[3], m -> new ArrayList<>())
          .add(new Entry(name[1], name[2], entry.getValue()));
    }
    return cohorts;
  }

  static void requireKnown(Set<String> cohorts, Set<String> found, String port) {
    if (!cohorts.containsAll(found)) {
      throw new IllegalArgumentException(
          port + ": found cohorts " + found + ", expected some of " + cohorts);
    }
  }

  /** Models that may be there in the first repeats alone; none where the cohort has no file. */
  List<StudyModel> variants(
      String port,
      String cohort,
      Map<String, Map<String, List<Entry>>> files,
      FoldFiles.Folds folds)
      throws IOException {
    if (!files.containsKey(cohort)) {
      return List.of();
    }
    // Variants are dear and may be fitted in the first repeats alone.
    long repeats =
        files.get(cohort).values().stream()
            .flatMap(List::stream)
            .map(Entry::repeat)
            .distinct()
            .filter(folds.tests()::containsKey)
            .count();
    return models(port, cohort, files.get(cohort), folds.first(Math.max(1, (int) repeats)), false);
  }

  /**
   * @param curves whether the needed horizons, and the same ones in all files, must be there
   */
  List<StudyModel> models(
      String port,
      String cohort,
      Map<String, List<Entry>> files,
      FoldFiles.Folds folds,
      boolean curves)
      throws IOException {
    List<StudyModel> models = new ArrayList<>();
    int[] months = null;
    for (var model : files.entrySet()) {
      Map<String, Map<String, Path>> byRepeat = new LinkedHashMap<>();
      for (Entry entry : model.getValue()) {
        byRepeat
            .computeIfAbsent(entry.repeat, r -> new LinkedHashMap<>())
            .put(entry.fold, entry.file);
      }
      requireWhole(port, cohort, model.getKey(), byRepeat, folds);
      List<StudyFold> held = new ArrayList<>();
      int repeat = 0;
      for (var tests : folds.tests().entrySet()) {
        int fold = 0;
        for (var test : tests.getValue().entrySet()) {
          Path file = byRepeat.get(tests.getKey()).get(test.getKey());
          StudyFold one = fold(file, folds.patients(), test.getValue(), repeat, fold++, curves);
          int[] own = one.test().predictions().horizonMonths();
          months = months == null ? own : months;
          if (curves && !Arrays.equals(own, months)) {
            throw DataException.in(file)
                .line(1)
                .error(
                    "horizons " + Arrays.toString(own),
                    Arrays.toString(months) + ", as in the other files of " + cohort);
          }
          held.add(one);
        }
        repeat++;
      }
      models.add(new StudyModel(model.getKey(), held, folds.patients().size()));
    }
    return models;
  }

  private static void requireWhole(
      String port,
      String cohort,
      String model,
      Map<String, Map<String, Path>> byRepeat,
      FoldFiles.Folds folds) {
    Set<String> wanted = new TreeSet<>();
    Set<String> found = new TreeSet<>();
    folds.tests().forEach((r, own) -> own.keySet().forEach(f -> wanted.add(r + "/" + f)));
    byRepeat.forEach((r, own) -> own.keySet().forEach(f -> found.add(r + "/" + f)));
    if (!wanted.equals(found)) {
      Set<String> lacking = new TreeSet<>(wanted);
      lacking.removeAll(found);
      Set<String> surplus = new TreeSet<>(found);
      surplus.removeAll(wanted);
      throw new IllegalArgumentException(
          port
              + ": found "
              + (lacking.isEmpty() ? "unknown REPEAT/FOLD " + surplus : "no REPEAT/FOLD " + lacking)
              + " of "
              + cohort
              + " and "
              + model
              + ", expected those of the folds");
    }
  }

  private StudyFold fold(
      Path file, SurvivalData patients, int[] test, int repeat, int fold, boolean curves)
      throws IOException {
    SurvivalPredictions all = PredictionFiles.read(file);
    Set<String> known = new HashSet<>(all.sampleIds());
    List<String> wanted = Arrays.stream(test).mapToObj(i -> patients.sampleIds().get(i)).toList();
    for (String patient : wanted) {
      if (!known.contains(patient)) {
        throw DataException.in(file)
            .column("sample")
            .error("no prediction of " + patient, "one for each test patient");
      }
    }
    for (int month : curves ? needed : new int[0]) {
      if (Arrays.stream(all.horizonMonths()).noneMatch(m -> m == month)) {
        throw DataException.in(file)
            .line(1)
            .error(
                "horizons " + Arrays.toString(all.horizonMonths()),
                "a column survival_" + month + "m");
      }
    }
    SurvivalPredictions chosen = checked(file, all.select(wanted));
    Set<String> tested = new HashSet<>(wanted);
    List<String> rest = patients.sampleIds().stream().filter(p -> !tested.contains(p)).toList();
    HeldOut training =
        known.containsAll(rest) && !rest.isEmpty()
            ? new HeldOut(fold, checked(file, all.select(rest)), patients.select(rest))
            : null;
    return new StudyFold(
        repeat, fold, test, new HeldOut(fold, chosen, patients.select(wanted)), training);
  }

  private static SurvivalPredictions checked(Path file, SurvivalPredictions predictions) {
    for (int i = 0; i < predictions.risk().length; i++) {
      String sample = predictions.sampleIds().get(i);
      if (!Double.isFinite(predictions.risk()[i])) {
        throw DataException.in(file)
            .column("risk")
            .error(predictions.risk()[i] + " of " + sample, "a number");
      }
      double before = 1;
      double[] curve = predictions.survival()[i];
      for (int h = 0; h < curve.length; h++) {
        if (!(curve[h] >= 0 && curve[h] <= before)) {
          throw DataException.in(file)
              .column("survival_" + predictions.horizonMonths()[h] + "m")
              .error(curve[h] + " of " + sample, "0 to 1, not rising in time");
        }
        before = curve[h];
      }
    }
    return predictions;
  }
}
