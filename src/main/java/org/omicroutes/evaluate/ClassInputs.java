package org.omicroutes.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.omicroutes.classify.HorizonLabels;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.DelimitedReader;
import org.omicroutes.step.StepContext;

/** Reads the files of a study of death by a horizon and holds them against each other. */
final class ClassInputs {
  private static final String FOLD = "COHORT/REPEAT/FOLD";

  private final StepContext<?> context;
  private final StudyExtraInputs extra;
  private final int months;
  private final HorizonLabels.Censored censored;

  /**
   * @param months the horizon, which every prediction file must have
   */
  ClassInputs(StepContext<?> context, int months, HorizonLabels.Censored censored) {
    this.context = context;
    this.extra = new StudyExtraInputs(context);
    this.months = months;
    this.censored = censored;
  }

  /**
   * @param order of the models, those not named come after
   * @throws DataException where a file does not hold what it has to
   * @throws IllegalArgumentException where a file is missing or too many
   */
  List<ClassCohort> read(List<String> order) throws IOException {
    HeldOutFiles files = new HeldOutFiles(context, months);
    var predictions = files.byCohort("predictions");
    FoldFiles folded = new FoldFiles(context);
    var foldFiles = folded.byCohort(predictions.keySet());
    extra.requireKnown(predictions.keySet(), List.of("history", "importance", "counterfactuals"));
    List<ClassCohort> cohorts = new ArrayList<>();
    for (String cohort : predictions.keySet()) {
      FoldFiles.Folds folds = folded.read(cohort, foldFiles.get(cohort));
      List<StudyModel> models = files.predictions(cohort, predictions.get(cohort), folds, order);
      StudyCohort held = held(cohort, folds, models);
      Map<String, Set<Integer>> tests = folds.byName();
      cohorts.add(
          new ClassCohort(
              held,
              List.copyOf(tests.keySet()),
              labels(held),
              learning(held, tests),
              importance(cohort, tests),
              changes(held, tests)));
    }
    return cohorts;
  }

  private static StudyCohort held(String cohort, FoldFiles.Folds folds, List<StudyModel> models) {
    return new StudyCohort(
        cohort,
        folds.patients(),
        folds.foldCount(),
        folds.tests().size(),
        models,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        null);
  }

  private HorizonLabels labels(StudyCohort cohort) {
    try {
      return HorizonLabels.of(cohort.survival(), StudyCohort.days(months), censored);
    } catch (DataException e) {
      Path file = context.namedInputs("survival").get(cohort.name());
      throw DataException.in(file)
          .error(
              e.found() + " (cohort " + cohort.name() + ", " + months + " months)",
              e.expected(),
              e);
    }
  }

  private List<ClassReport.LearningCurve> learning(
      StudyCohort cohort, Map<String, Set<Integer>> tests) throws IOException {
    List<ClassReport.LearningCurve> curves = new ArrayList<>();
    for (var entry : extra.files("history", cohort.name(), 4, FOLD + "/MODEL").entrySet()) {
      int last = entry.getKey().lastIndexOf('/');
      String fold = entry.getKey().substring(0, last);
      String model = entry.getKey().substring(last + 1);
      StudyExtraInputs.tested("history", cohort.name(), fold, tests);
      if (cohort.model(model) == null) {
        throw new IllegalArgumentException(
            "history: found model "
                + model
                + " of "
                + cohort.name()
                + ", expected one of "
                + cohort.models().stream().map(StudyModel::name).toList());
      }
      curves.addAll(new ClassHistoryFiles(cohort.name(), model, fold).read(entry.getValue()));
    }
    return curves;
  }

  private List<ClassCohort.Importance> importance(String cohort, Map<String, Set<Integer>> tests)
      throws IOException {
    List<ClassCohort.Importance> values = new ArrayList<>();
    for (var entry : extra.files("importance", cohort, 3, FOLD).entrySet()) {
      StudyExtraInputs.tested("importance", cohort, entry.getKey(), tests);
      Set<List<String>> seen = new HashSet<>();
      try (DelimitedReader in = DelimitedReader.open(entry.getValue())) {
        int[] c = {
          in.require("method"),
          in.require("modality"),
          in.require("feature"),
          in.require("importance")
        };
        for (var cells = StudyExtraInputs.next(in);
            cells != null;
            cells = StudyExtraInputs.next(in)) {
          String method = cells.get(c[0]);
          if (!ClassImportance.METHODS.contains(method)) {
            throw in.here(c[0]).error("'" + method + "'", "one of " + ClassImportance.METHODS);
          }
          String modality = cells.get(c[1]);
          String feature = cells.get(c[2]);
          if (!seen.add(List.of(method, modality, feature))) {
            throw in.here(c[2]).error("'" + feature + "' again", "each feature once a method");
          }
          // A method that could not be used on a feature leaves its importance open.
          double value = StudyExtraInputs.number(in, c[3], cells);
          values.add(new ClassCohort.Importance(entry.getKey(), method, modality, feature, value));
        }
      }
    }
    return values;
  }

  private List<ClassCohort.Change> changes(StudyCohort cohort, Map<String, Set<Integer>> tests)
      throws IOException {
    List<ClassCohort.Change> changes = new ArrayList<>();
    SurvivalData patients = cohort.survival();
    Set<String> elsewhere = new LinkedHashSet<>();
    for (var entry : extra.files("counterfactuals", cohort.name(), 3, FOLD).entrySet()) {
      Set<Integer> tested =
          StudyExtraInputs.tested("counterfactuals", cohort.name(), entry.getKey(), tests);
      try (DelimitedReader in = DelimitedReader.open(entry.getValue())) {
        int[] c = {
          in.require("sample"),
          in.require("probability"),
          in.require("reached_probability"),
          in.require("modality"),
          in.require("feature")
        };
        for (var cells = StudyExtraInputs.next(in);
            cells != null;
            cells = StudyExtraInputs.next(in)) {
          String sample = cells.get(c[0]);
          if (tested.contains(patients.indexOf(sample))) {
            changes.add(
                new ClassCohort.Change(
                    entry.getKey(),
                    sample,
                    StudyExtraInputs.finite(in, c[1], cells),
                    StudyExtraInputs.number(in, c[2], cells),
                    cells.get(c[3]),
                    cells.get(c[4])));
          } else {
            elsewhere.add(sample);
          }
        }
      }
    }
    if (!elsewhere.isEmpty()) {
      context.note(
          cohort.name()
              + ": counterfactuals of "
              + elsewhere.size()
              + " samples that are not test patients of their fold: left out");
    }
    return changes;
  }
}
