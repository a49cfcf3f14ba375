package org.omicroutes.models;

import com.google.auto.service.AutoService;
import org.omicroutes.cohort.SurvivalData;

/** Elastic-net Cox regression as {@link CoxnetTrainer}'s, clinical variables without a penalty. */
@AutoService(ModelTrainer.class)
public final class CoxnetFreeClinicalTrainer implements ModelTrainer<LinearModel> {
  private final CoxnetTrainer trainer = new CoxnetTrainer(false);

  @Override
  public String name() {
    return "coxnet-free-clinical";
  }

  @Override
  public String summary() {
    return "Elastic-net Cox regression on all modalities, clinical variables without a penalty.";
  }

  @Override
  public Class<LinearModel> type() {
    return LinearModel.class;
  }

  @Override
  public LinearModel fit(PatientData training, SurvivalData survival, FitContext context) {
    return trainer.fit(training, survival, context);
  }
}
