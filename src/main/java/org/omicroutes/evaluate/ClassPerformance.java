package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.classify.ClassBootstrap;
import org.omicroutes.classify.ClassBootstrap.Measure;
import org.omicroutes.classify.ConfusionMatrix;
import org.omicroutes.classify.ProbabilityScore;
import org.omicroutes.classify.ScoredLabels;
import org.omicroutes.survival.Concordance;
import org.omicroutes.survival.Estimate;

/** C1: how well each model tells who dies by the horizon. */
final class ClassPerformance {
  /** The columns of C1 after cohort and model: heading and digits. */
  private enum Column {
    AUC("AUC", 3),
    PR_AUC("PR-AUC", 3),
    ACCURACY("accuracy", 3),
    PRECISION("precision", 3),
    RECALL("recall", 3),
    SPECIFICITY("specificity", 3),
    F1("F1", 3),
    BRIER("Brier", 4),
    SCALED_BRIER("scaled Brier", 3),
    LOG_LOSS("log loss", 3),
    C("C", 3);

    private final String heading;
    private final int digits;

    Column(String heading, int digits) {
      this.heading = heading;
      this.digits = digits;
    }
  }

  private final ClassStudy study;
  private final Map<String, Map<String, StudyValue[]>> rows = new LinkedHashMap<>();
  private final Map<String, Map<String, ClassModel>> models = new LinkedHashMap<>();
  private final Map<String, Map<String, Estimate>> areas = new LinkedHashMap<>();
  private final Map<String, ClassBootstrap> resampled = new LinkedHashMap<>();

  ClassPerformance(ClassStudy study) {
    this.study = study;
    for (ClassCohort cohort : study.cohorts()) {
      Map<String, ClassModel> own = new LinkedHashMap<>();
      Map<String, Estimate> auc = new LinkedHashMap<>();
      Map<String, double[][]> probabilities = new LinkedHashMap<>();
      for (StudyModel held : cohort.held().models()) {
        ClassModel model = new ClassModel(cohort, held, study.months());
        own.put(held.name(), model);
        auc.put(held.name(), held.meanOverFolds(model.foldAuc()));
        probabilities.put(held.name(), model.probabilities());
      }
      models.put(cohort.name(), own);
      areas.put(cohort.name(), auc);
      StudySettings s = study.study().settings();
      resampled.put(
          cohort.name(),
          new ClassBootstrap(
              cohort.held().survival(),
              StudyCohort.days(study.months()),
              study.chosen().censored(),
              probabilities,
              s.resamples(),
              s.seed()));
      Map<String, StudyValue[]> found = new LinkedHashMap<>();
      own.forEach((name, model) -> found.put(name, row(cohort, model)));
      rows.put(cohort.name(), found);
    }
  }

  /** A cohort's models by name, in the order of print. */
  Map<String, ClassModel> models(ClassCohort cohort) {
    return models.get(cohort.name());
  }

  /** The mean AUC over folds with the influence of each patient of the cohort. */
  Estimate auc(ClassCohort cohort, String model) {
    return areas.get(cohort.name()).get(model);
  }

  /** AUC of a model with its limits, null where the cohort has no such model. */
  StudyValue area(ClassCohort cohort, String model) {
    return value(cohort, model, Column.AUC);
  }

  /** PR-AUC of a model with its limits. */
  StudyValue averagePrecision(ClassCohort cohort, String model) {
    return value(cohort, model, Column.PR_AUC);
  }

  ClassBootstrap resampled(ClassCohort cohort) {
    return resampled.get(cohort.name());
  }

  private StudyValue value(ClassCohort cohort, String model, Column column) {
    StudyValue[] row = rows.get(cohort.name()).get(model);
    return row == null ? null : row[column.ordinal()];
  }

  private StudyValue[] row(ClassCohort cohort, ClassModel model) {
    double level = study.level();
    ClassBootstrap bootstrap = resampled.get(cohort.name());
    Estimate auc = auc(cohort, model.name());
    StudyValue[] row = new StudyValue[Column.values().length];
    row[Column.AUC.ordinal()] = StudyValue.normal(auc.value(), auc.standardError(), level, 0, 1);
    row[Column.PR_AUC.ordinal()] =
        ClassScores.value(bootstrap.interval(model.name(), Measure.AVERAGE_PRECISION, level));
    row[Column.ACCURACY.ordinal()] = called(model, Column.ACCURACY);
    row[Column.PRECISION.ordinal()] = called(model, Column.PRECISION);
    row[Column.RECALL.ordinal()] = called(model, Column.RECALL);
    row[Column.SPECIFICITY.ordinal()] = called(model, Column.SPECIFICITY);
    row[Column.F1.ordinal()] = called(model, Column.F1);
    row[Column.BRIER.ordinal()] =
        ClassScores.value(bootstrap.interval(model.name(), Measure.BRIER, level));
    row[Column.SCALED_BRIER.ordinal()] =
        model.mean(d -> StudyValue.of(ProbabilityScore.scaledBrier(d).value()));
    row[Column.LOG_LOSS.ordinal()] =
        ClassScores.value(bootstrap.interval(model.name(), Measure.LOG_LOSS, level));
    row[Column.C.ordinal()] = concordance(model.held(), level);
    return row;
  }

  private StudyValue called(ClassModel model, Column column) {
    double level = study.level();
    return model.mean(
        (ScoredLabels data) -> {
          ConfusionMatrix matrix = ConfusionMatrix.of(data, study.chosen().threshold());
          return ClassScores.value(
              switch (column) {
                case ACCURACY -> matrix.accuracy(level);
                case PRECISION -> matrix.precision(level);
                case RECALL -> matrix.recall(level);
                case SPECIFICITY -> matrix.specificity(level);
                case F1 -> matrix.f1(level);
                default -> throw new IllegalArgumentException(column.name());
              });
        });
  }

  private static StudyValue concordance(StudyModel model, double level) {
    Estimate[] folds =
        model.perFold(
            f ->
                Concordance.harrell(
                    f.survival().times(), f.survival().events(), f.predictions().risk()));
    return model.meanOverFolds(folds, level);
  }

  StudyTable table() {
    List<String> columns = new ArrayList<>(List.of("cohort", "model"));
    for (Column column : Column.values()) {
      columns.add(column.heading);
    }
    StudyTable table =
        new StudyTable("C1", "Performance of all models", columns.toArray(String[]::new));
    for (ClassCohort cohort : study.cohorts()) {
      rows.get(cohort.name()).forEach((model, row) -> add(table, cohort.name(), model, row));
    }
    if (study.study().several()) {
      for (String model : study.study().models()) {
        if (study.study().everywhere(model)) {
          StudyValue[] means = new StudyValue[Column.values().length];
          for (Column column : Column.values()) {
            means[column.ordinal()] =
                study.study().mean(c -> value(study.cohort(c), model, column));
          }
          add(table, StudyReport.MEAN, model, means);
        }
      }
    }
    return table;
  }

  private static void add(StudyTable table, String cohort, String model, StudyValue[] values) {
    StudyTable.Row row = table.row(cohort, model);
    for (Column column : Column.values()) {
      row.value(values[column.ordinal()], column.digits);
    }
  }

  String note() {
    return """
        Held-out patients with a label at %d months. AUC is the mean over the test folds, so that \
        patients are compared within a fold only, with DeLong's %s limits; PR-AUC is the average \
        precision of all folds' patients together, to be read beside the prevalence. Accuracy, \
        precision, recall, specificity and F1 are of all folds' patients, called a death at a \
        probability of %s or more, with Wilson's limits. Brier, scaled Brier (1 minus Brier over \
        that of the prevalence) and log loss are of all folds' patients; limits of PR-AUC, Brier \
        and log loss are from %d resamples of patients. C is Harrell's, of the risk over all \
        follow-up, the mean over folds, for survival models to be held against. %s Limits take the \
        fitted models as they are.%s%s"""
        .formatted(
            study.months(),
            study.study().percent(),
            ClassStudy.plain(study.chosen().threshold()),
            study.study().settings().resamples(),
            study.weightsNote(),
            study.repeatsNote(),
            study.study().several() ? StudyPerformance.MEAN_NOTE : "");
  }
}
