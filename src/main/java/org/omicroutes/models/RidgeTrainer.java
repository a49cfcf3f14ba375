package org.omicroutes.models;

import com.google.auto.service.AutoService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.survival.RidgeCox;
import org.omicroutes.survival.ScoreCalibration;

/**
 * Ridge Cox regression (Breslow's ties) on all modalities with equal weight: the sum of their
 * linear kernels {@code XX'/p}. Of two clinical modalities the rich one is taken ({@link Roles}).
 * The penalty is chosen by cross-validated partial likelihood. What is missing counts as the
 * training mean.
 */
@AutoService(ModelTrainer.class)
public final class RidgeTrainer implements ModelTrainer<LinearModel> {
  /** Penalties of all linear kernel models, descending. */
  static final double[] LAMBDAS = {1000, 300, 100, 30, 10, 3, 1};

  @Override
  public String name() {
    return "ridge";
  }

  @Override
  public String summary() {
    return "Ridge Cox regression on all modalities, each with the same weight.";
  }

  @Override
  public Class<LinearModel> type() {
    return LinearModel.class;
  }

  @Override
  public LinearModel fit(PatientData training, SurvivalData survival, FitContext context) {
    List<String> all = Roles.ofTraining(training, survival).all();
    KernelBlocks blocks = new KernelBlocks(training, survival, all);
    Map<String, Double> weights = new LinkedHashMap<>();
    all.forEach(name -> weights.put(name, 1.0));
    KernelBlocks.Fit fit = blocks.fit(weights, Map.of(), LAMBDAS, context);
    return model(blocks, fit, Map.of("lambda", fit.cox().lambda()));
  }

  static LinearModel model(KernelBlocks blocks, KernelBlocks.Fit fit, Map<String, Double> chosen) {
    RidgeCox cox = fit.cox();
    return new LinearModel(
        blocks.scales(), fit.score(), chosen, new ScoreCalibration(cox.slope(), cox.baseline()));
  }
}
