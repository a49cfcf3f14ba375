package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.omicroutes.classify.HorizonLabels;
import org.omicroutes.classify.RocAuc;
import org.omicroutes.classify.ScoredLabels;
import org.omicroutes.survival.Estimate;

/**
 * One model's probabilities of a cohort's patients to die by the horizon, held against their
 * labels.
 */
final class ClassModel {
  private final ClassCohort cohort;
  private final StudyModel model;
  private final double[][] probabilities;
  private final List<ScoredLabels> repeats;

  ClassModel(ClassCohort cohort, StudyModel model, int months) {
    this.cohort = cohort;
    this.model = model;
    this.probabilities = new double[model.repeats()][];
    this.repeats = new ArrayList<>();
    for (int r = 0; r < probabilities.length; r++) {
      probabilities[r] = ClassCohort.probability(model, r, months);
      repeats.add(ScoredLabels.of(cohort.labels(), probabilities[r]));
    }
  }

  String name() {
    return model.name();
  }

  StudyModel held() {
    return model;
  }

  /** Repeats × patients of the cohort. */
  double[][] probabilities() {
    return probabilities;
  }

  /** The labelled patients of all folds together, repeat by repeat. */
  List<ScoredLabels> repeats() {
    return repeats;
  }

  /** The labelled patients of one fold; their weights are those in the cohort. */
  ScoredLabels fold(StudyFold fold) {
    HorizonLabels own = cohort.labels().select(fold.patients());
    double[] all = probabilities[fold.repeat()];
    return ScoredLabels.of(own, Arrays.stream(fold.patients()).mapToDouble(i -> all[i]).toArray());
  }

  /** The AUC of each fold with influences along its patients; none where a class has nobody. */
  Estimate[] foldAuc() {
    return model.folds().stream().map(this::auc).toArray(Estimate[]::new);
  }

  private Estimate auc(StudyFold fold) {
    ScoredLabels data = fold(fold);
    double[] influence = new double[fold.patients().length];
    if (data.count(true) == 0 || data.count(false) == 0) {
      return new Estimate(Double.NaN, influence);
    }
    Estimate known = RocAuc.of(data);
    int[] labelled = cohort.labels().select(fold.patients()).labelled();
    for (int k = 0; k < labelled.length; k++) {
      influence[labelled[k]] = known.influence()[k];
    }
    return new Estimate(known.value(), influence);
  }

  /** The mean of a figure over the repeats; limits are the means of the repeats' limits. */
  StudyValue mean(Function<ScoredLabels, StudyValue> figure) {
    List<StudyValue> all = repeats.stream().map(figure).toList();
    return new StudyValue(
        all.stream().mapToDouble(StudyValue::estimate).average().orElseThrow(),
        Double.NaN,
        all.stream().mapToDouble(StudyValue::lower).average().orElseThrow(),
        all.stream().mapToDouble(StudyValue::upper).average().orElseThrow());
  }
}
