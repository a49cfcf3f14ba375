package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** C8: which patients' predictions can be turned by few changes, and which changes do it. */
final class ClassCounterfactuals {
  private static final int SHOWN = 20;

  /** A patient of one fold with the changes that turn the prediction; none where none do. */
  private record Patient(double probability, List<ClassCohort.Change> changes) {
    boolean turned() {
      return !changes.isEmpty();
    }
  }

  private final ClassStudy study;
  private final Map<String, List<Patient>> cohorts = new LinkedHashMap<>();

  ClassCounterfactuals(ClassStudy study) {
    this.study = study;
    study.cohorts().forEach(c -> cohorts.put(c.name(), patients(c)));
  }

  private static List<Patient> patients(ClassCohort cohort) {
    Map<List<String>, Patient> patients = new LinkedHashMap<>();
    for (ClassCohort.Change change : cohort.changes()) {
      Patient own =
          patients.computeIfAbsent(
              List.of(change.fold(), change.sample()),
              p -> new Patient(change.probability(), new ArrayList<>()));
      if (!change.feature().isEmpty()) {
        own.changes.add(change);
      }
    }
    return List.copyOf(patients.values());
  }

  StudyTable table() {
    StudyTable table =
        new StudyTable(
            "C8",
            "Counterfactuals: predictions that can be turned",
            "cohort",
            "predicted",
            "patients",
            "turned",
            "share turned (%)",
            "median changes",
            "most changes");
    double threshold = study.chosen().threshold();
    cohorts.forEach(
        (cohort, patients) -> {
          add(table, cohort, "death", patients.stream().filter(p -> p.probability >= threshold));
          add(table, cohort, "survival", patients.stream().filter(p -> p.probability < threshold));
        });
    return table;
  }

  private static void add(
      StudyTable table, String cohort, String predicted, Stream<Patient> patients) {
    List<Patient> all = patients.toList();
    if (all.isEmpty()) {
      return;
    }
    double[] changes =
        all.stream().filter(Patient::turned).mapToDouble(p -> p.changes.size()).sorted().toArray();
    StudyTable.Row row = table.row(cohort, predicted).count(all.size()).count(changes.length);
    row.value(100.0 * changes.length / all.size(), 1);
    row.value(median(changes), 1);
    row.value(changes.length == 0 ? Double.NaN : changes[changes.length - 1], 0);
  }

  private static double median(double[] sorted) {
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  String note() {
    return ("Held-out patients of all folds whose counterfactual was sought: the smallest change of"
            + " changeable features, within the observed range, that takes the probability of death"
            + " by %d months across %s. Changes are counted among the turned. A counterfactual says"
            + " what would change the model's prediction, not what would save the patient.")
        .formatted(study.months(), ClassStudy.plain(study.chosen().threshold()));
  }

  StudyTable features() {
    StudyTable table =
        new StudyTable(
            "C8-features",
            "Features that counterfactuals change most often",
            "cohort",
            "feature",
            "modality",
            "patients",
            "share of the turned (%)");
    cohorts.forEach((cohort, patients) -> features(table, cohort, patients));
    return table;
  }

  private static void features(StudyTable table, String cohort, List<Patient> patients) {
    Map<String, int[]> counts = new TreeMap<>();
    long turned = patients.stream().filter(Patient::turned).count();
    for (Patient patient : patients) {
      patient.changes.stream()
          .map(c -> c.feature() + "\t" + c.modality())
          .distinct()
          .forEach(name -> counts.computeIfAbsent(name, n -> new int[1])[0]++);
    }
    counts.entrySet().stream()
        .sorted(Comparator.comparingInt(e -> -e.getValue()[0]))
        .limit(SHOWN)
        .forEach(
            e -> {
              String[] name = e.getKey().split("\t", -1);
              table
                  .row(cohort, name[0], name[1])
                  .count(e.getValue()[0])
                  .value(100.0 * e.getValue()[0] / turned, 1);
            });
  }

  static String featuresNote() {
    return "Of the turned patients of all folds, how many have the feature among their changes; the "
        + SHOWN
        + " most frequent.";
  }
}
