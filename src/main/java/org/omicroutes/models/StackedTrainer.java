package org.omicroutes.models;

import com.google.auto.service.AutoService;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.survival.ScoreCalibration;
import org.omicroutes.survival.StackedWeights;

/**
 * {@code stacked}: MOANet and elastic-net Cox regression together. The weights are those, at least
 * 0, that maximise the partial likelihood of log hazards that both say of patients they have not
 * seen ({@link StackedWeights}); a light penalty keeps them settled where both say the same.
 */
@AutoService(ModelTrainer.class)
public final class StackedTrainer implements ModelTrainer<StackedModel> {
  private static final double PENALTY = 1e-3;

  @Override
  public String name() {
    return "stacked";
  }

  @Override
  public String summary() {
    return "A weighted sum of MOANet and elastic-net Cox, weights from inner folds.";
  }

  @Override
  public Class<StackedModel> type() {
    return StackedModel.class;
  }

  @Override
  public boolean usesNetwork() {
    return true;
  }

  @Override
  public StackedModel fit(PatientData training, SurvivalData survival, FitContext context) {
    MoaNetTrainer.Fit moanet = new MoaNetTrainer().fitWithScores(training, survival, context);
    CoxnetTrainer.Fit coxnet = new CoxnetTrainer().fitWithScores(training, survival, context);
    double[] first = moanet.model().calibration().risk(moanet.outOfFold());
    double[] second = coxnet.model().calibration().risk(coxnet.outOfFold());
    double[][] both = new double[first.length][];
    for (int i = 0; i < both.length; i++) {
      both[i] = new double[] {first[i], second[i]};
    }
    double[] weights =
        StackedWeights.fit(both, survival.times(), survival.events(), PENALTY).weights();
    double[] sum = StackedModel.sum(weights, first, second);
    return new StackedModel(
        moanet.model(), coxnet.model(), weights, ScoreCalibration.of(sum, survival));
  }
}
