package org.omicroutes.models.mmfn;

import com.google.auto.service.AutoService;
import org.omicroutes.classify.ClassForestTrainer;
import org.omicroutes.classify.ForestOptions;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.models.ModelTrainer;
import org.omicroutes.models.PatientData;

/**
 * {@code random-forest}: 500 trees on the 200 genes that differ most clearly between the labels of
 * the training patients, and the clinical variables, which would seldom be tried among thousands.
 */
@AutoService(ModelTrainer.class)
public final class ForestClassTrainer implements ModelTrainer<ForestHorizonModel> {
  private static final int MOST_GENES = 200;

  @Override
  public String name() {
    return "random-forest";
  }

  @Override
  public String summary() {
    return "Death by a horizon from expression and clinical variables: a random forest.";
  }

  @Override
  public Class<ForestHorizonModel> type() {
    return ForestHorizonModel.class;
  }

  @Override
  public ForestHorizonModel fit(PatientData training, SurvivalData survival, FitContext context) {
    HorizonTask task = HorizonTask.of(training, survival, context);
    MmfnPreprocessing fitted = task.preprocessing(MOST_GENES, GenePreprocessing.Choice.CLEAREST);
    return new ForestHorizonModel(
        fitted,
        1,
        ClassForestTrainer.fit(
            ClassTable.data(fitted, task, 1), ForestOptions.seeded(context.seed()), 0),
        task.curve());
  }
}
