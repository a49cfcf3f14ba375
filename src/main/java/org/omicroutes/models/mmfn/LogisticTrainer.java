package org.omicroutes.models.mmfn;

import com.google.auto.service.AutoService;
import java.util.Arrays;
import org.omicroutes.classify.ClassData;
import org.omicroutes.classify.LogisticNet;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.models.ModelTrainer;
import org.omicroutes.models.PatientData;
import org.omicroutes.survival.CoxElasticNet;

/**
 * {@code logistic}: elastic-net logistic regression (half lasso, half ridge) on the 5,000 most
 * variable genes and the clinical variables; the penalty of least deviance in inner folds. Clinical
 * variables are few and known to matter: their penalty is a tenth of a gene's.
 */
@AutoService(ModelTrainer.class)
public final class LogisticTrainer implements ModelTrainer<LogisticHorizonModel> {
  private static final int MOST_GENES = 5000;
  private static final double ALPHA = 0.5;
  private static final double CLINICAL_PENALTY = 0.1;
  private static final int PATH = 50;

  @Override
  public String name() {
    return "logistic";
  }

  @Override
  public String summary() {
    return "Death by a horizon from expression and clinical variables: logistic regression with the"
        + " elastic net.";
  }

  @Override
  public Class<LogisticHorizonModel> type() {
    return LogisticHorizonModel.class;
  }

  @Override
  public LogisticHorizonModel fit(PatientData training, SurvivalData survival, FitContext context) {
    HorizonTask task = HorizonTask.of(training, survival, context);
    MmfnPreprocessing fitted = task.preprocessing(MOST_GENES, GenePreprocessing.Choice.VARIABLE);
    ClassData data = ClassTable.data(fitted, task, 1);
    double[] factors = new double[data.features()];
    Arrays.setAll(factors, j -> j < fitted.geneCount() ? 1 : CLINICAL_PENALTY);
    var settings = new CoxElasticNet.Settings(ALPHA, null, PATH, Double.NaN, true, factors);
    int folds = Math.max(2, Math.min(context.innerFolds(), data.smallerClass()));
    return new LogisticHorizonModel(
        fitted, 1, LogisticNet.fit(data, settings, folds, context.seed(), 0), task.curve());
  }
}
