package org.omicroutes.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.models.ModelTrainer.FitContext;
import org.omicroutes.survival.FoldSplit;

/**
 * One inner fold, by positions of the training patients.
 *
 * @param inside whom a model may learn from
 * @param outside whom it is asked about
 */
record Fold(int[] inside, int[] outside) {

  /** The folds that RidgeCox makes: stratified by event, fewer where there are fewer events. */
  static List<Fold> of(SurvivalData survival, FitContext context) {
    int[] fold = numbers(survival, context);
    int used = Arrays.stream(fold).max().orElse(0);
    List<Fold> folds = new ArrayList<>();
    for (int k = 1; k <= used; k++) {
      int number = k;
      folds.add(
          new Fold(
              IntStream.range(0, fold.length).filter(i -> fold[i] != number).toArray(),
              IntStream.range(0, fold.length).filter(i -> fold[i] == number).toArray()));
    }
    return folds;
  }

  /** The same folds as a number for each patient, from 1. */
  static int[] numbers(SurvivalData survival, FitContext context) {
    int used = Math.max(2, Math.min(context.innerFolds(), survival.eventCount()));
    return FoldSplit.stratified(survival, used, context.seed());
  }

  SurvivalData training(SurvivalData survival) {
    return survival.select(Arrays.stream(inside).mapToObj(survival.sampleIds()::get).toList());
  }
}
