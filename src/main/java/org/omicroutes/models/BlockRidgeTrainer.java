package org.omicroutes.models;

import com.google.auto.service.AutoService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.SurvivalData;

/**
 * Ridge Cox regression with a penalty for each modality (as in Boulesteix et al., Computational and
 * Mathematical Methods in Medicine 2017): the kernels are added with weights, which is a penalty of
 * lambda by weight. Clinical data start with the weight 3 (or get 1 or 10), RNA with 1 and
 * everything else with 0.3 (or 0, 0.3 or 1 all of them).
 *
 * <p>Weights are chosen one modality after the other, in the order of {@link Roles#all}, each time
 * the one with the largest cross-validated partial likelihood at its best common penalty; the start
 * value of equals. One round is made. What is missing counts as the training mean.
 */
@AutoService(ModelTrainer.class)
public final class BlockRidgeTrainer implements ModelTrainer<LinearModel> {
  private static final double[] CLINICAL = {3, 1, 10};
  private static final double[] RNA = {1, 0.3, 0};
  private static final double[] OTHERS = {0.3, 0, 1};

  @Override
  public String name() {
    return "block-ridge";
  }

  @Override
  public String summary() {
    return "Ridge Cox regression on all modalities, each with a penalty of its own.";
  }

  @Override
  public Class<LinearModel> type() {
    return LinearModel.class;
  }

  @Override
  public LinearModel fit(PatientData training, SurvivalData survival, FitContext context) {
    Roles roles = Roles.ofTraining(training, survival);
    List<String> all = roles.all();
    KernelBlocks blocks = new KernelBlocks(training, survival, all);
    Map<String, Double> weights = new LinkedHashMap<>();
    all.forEach(name -> weights.put(name, grid(name, roles)[0]));
    KernelBlocks.Fit best = blocks.fit(weights, Map.of(), RidgeTrainer.LAMBDAS, context);
    for (String name : all) {
      double kept = weights.get(name);
      for (double weight : grid(name, roles)) {
        Map<String, Double> tried = new LinkedHashMap<>(weights);
        tried.put(name, weight);
        if (weight == kept || tried.values().stream().allMatch(w -> w == 0)) {
          continue;
        }
        KernelBlocks.Fit fit = blocks.fit(tried, Map.of(), RidgeTrainer.LAMBDAS, context);
        if (fit.validated() > best.validated()) {
          best = fit;
          weights.put(name, weight);
        }
      }
    }
    Map<String, Double> chosen = new LinkedHashMap<>();
    chosen.put("lambda", best.cox().lambda());
    weights.forEach((name, weight) -> chosen.put("weight of " + name, weight));
    return RidgeTrainer.model(blocks, best, chosen);
  }

  private static double[] grid(String name, Roles roles) {
    return name.equals(roles.rich()) ? CLINICAL : name.equals(roles.rna()) ? RNA : OTHERS;
  }
}
