package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.List;

/** C6: patients whose probability is so near to one half that a person should look at them. */
final class ClassReview {
  /**
   * A patient who is flagged.
   *
   * @param fold as {@code REPEAT/FOLD}
   * @param label 1 died by the horizon, 0 alive beyond it, NaN not known
   */
  record Flagged(
      String cohort, String fold, String sample, String model, double probability, double label) {}

  /** How many are flagged, and how often a call is right inside and outside the band. */
  private record Shares(
      double flagged, double share, double labelled, double inside, double outside) {}

  private final ClassStudy study;

  ClassReview(ClassStudy study) {
    this.study = study;
  }

  /** All flagged patients of all models and repeats, in the order of models, folds and files. */
  List<Flagged> flagged() {
    List<Flagged> found = new ArrayList<>();
    for (ClassCohort cohort : study.cohorts()) {
      for (StudyModel model : cohort.held().models()) {
        for (int f = 0; f < model.folds().size(); f++) {
          StudyFold fold = model.folds().get(f);
          double[] probability = ClassCohort.probability(model, fold, study.months());
          for (int k = 0; k < probability.length; k++) {
            int patient = fold.patients()[k];
            if (study.chosen().flagged(probability[k])) {
              found.add(
                  new Flagged(
                      cohort.name(),
                      cohort.foldNames().get(f),
                      cohort.held().survival().sampleIds().get(patient),
                      model.name(),
                      probability[k],
                      cohort.labels().labels()[patient]));
            }
          }
        }
      }
    }
    return found;
  }

  StudyTable table() {
    StudyTable table =
        new StudyTable(
            "C6",
            "Patients flagged for review",
            "cohort",
            "model",
            "patients",
            "flagged",
            "share flagged (%)",
            "flagged with a label",
            "correct among flagged",
            "correct among the others");
    for (ClassCohort cohort : study.cohorts()) {
      for (StudyModel model : cohort.held().models()) {
        Shares shares = shares(cohort, model);
        int digits = model.repeats() == 1 ? 0 : 1;
        table
            .row(cohort.name(), model.name())
            .count(cohort.held().survival().size())
            .value(shares.flagged, digits)
            .value(100 * shares.share, 1)
            .value(shares.labelled, digits)
            .value(shares.inside, 3)
            .value(shares.outside, 3);
      }
    }
    return table;
  }

  private Shares shares(ClassCohort cohort, StudyModel model) {
    double flagged = 0;
    double labelled = 0;
    // Weights of the labelled: [inside or outside the band] [wrong or right]
    double[][] sums = new double[2][2];
    for (int r = 0; r < model.repeats(); r++) {
      double[] probability = ClassCohort.probability(model, r, study.months());
      for (int i = 0; i < probability.length; i++) {
        boolean inside = study.chosen().flagged(probability[i]);
        double label = cohort.labels().labels()[i];
        flagged += inside ? 1 : 0;
        if (!Double.isNaN(label)) {
          labelled += inside ? 1 : 0;
          boolean right = (probability[i] >= study.chosen().threshold()) == (label == 1);
          sums[inside ? 0 : 1][right ? 1 : 0] += cohort.labels().weights()[i];
        }
      }
    }
    int n = cohort.held().survival().size();
    return new Shares(
        flagged / model.repeats(),
        flagged / model.repeats() / n,
        labelled / model.repeats(),
        sums[0][1] / (sums[0][0] + sums[0][1]),
        sums[1][1] / (sums[1][0] + sums[1][1]));
  }

  String note() {
    return ("Patients whose probability of death by %d months is from %s to %s, with or without a"
            + " label; the list of them is the step's `out-review`. Correct: the weighted share of"
            + " the labelled who are on the right side of %s; a band that is worth a second look"
            + " has a lower share inside than outside.%s")
        .formatted(
            study.months(),
            ClassStudy.plain(study.chosen().reviewFrom()),
            ClassStudy.plain(study.chosen().reviewTo()),
            ClassStudy.plain(study.chosen().threshold()),
            study.repeatsNote());
  }
}
