package org.omicroutes.models.mmfn;

import com.google.auto.service.AutoService;
import java.util.List;
import org.omicroutes.classify.ClassData;
import org.omicroutes.classify.SupportOptions;
import org.omicroutes.classify.SupportVectorTrainer;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.models.ModelTrainer;
import org.omicroutes.models.PatientData;

/**
 * {@code svm}: a support vector machine with radial basis functions on the 5,000 most variable
 * genes and the clinical variables. Genes are scaled so that all of them together weigh as much in
 * distances as the clinical variables do. The cost is chosen, and probabilities are calibrated, by
 * inner folds.
 */
@AutoService(ModelTrainer.class)
public final class SupportTrainer implements ModelTrainer<SupportHorizonModel> {
  private static final int MOST_GENES = 5000;
  private static final List<Double> COSTS = List.of(0.1, 1.0, 10.0);

  @Override
  public String name() {
    return "svm";
  }

  @Override
  public String summary() {
    return "Death by a horizon from expression and clinical variables: a support vector machine with"
        + " radial basis functions.";
  }

  @Override
  public Class<SupportHorizonModel> type() {
    return SupportHorizonModel.class;
  }

  @Override
  public SupportHorizonModel fit(PatientData training, SurvivalData survival, FitContext context) {
    HorizonTask task = HorizonTask.of(training, survival, context);
    MmfnPreprocessing fitted = task.preprocessing(MOST_GENES, GenePreprocessing.Choice.VARIABLE);
    int clinical = ClassTable.clinicalColumns(fitted);
    double scale = Math.sqrt((double) clinical / fitted.geneCount());
    ClassData data = ClassTable.data(fitted, task, scale);
    int folds = Math.max(2, Math.min(context.innerFolds(), data.smallerClass()));
    // With as much variance in genes as in clinical variables, both have about 1 a column.
    double gamma = 1.0 / (2 * clinical);
    SupportOptions options = new SupportOptions(COSTS, gamma, folds, 5, context.seed());
    return new SupportHorizonModel(
        fitted, scale, SupportVectorTrainer.fit(data, options), task.curve());
  }
}
