package org.omicroutes.models;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.omicroutes.cohort.StopSignal;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.survival.CoxElasticNet;
import org.omicroutes.survival.CoxElasticNetCv;
import org.omicroutes.survival.CoxElasticNetData;
import org.omicroutes.survival.CoxElasticNetPath;
import org.omicroutes.survival.FoldSplit;
import org.omicroutes.survival.ScoreCalibration;

/**
 * Elastic-net Cox regression (alpha 0.5, Breslow's ties) on the standardised features of all
 * modalities, with the lambda of the smallest cross-validated deviance ({@code lambda.min}) of 40
 * down to a tenth of the one at which nothing is left. Of two clinical modalities the rich one is
 * taken ({@link Roles}). What is missing counts as the training mean. Slope and baseline hazard
 * come from out-of-fold scores at the chosen lambda.
 */
@AutoService(ModelTrainer.class)
public final class CoxnetTrainer implements ModelTrainer<LinearModel> {
  private static final double ALPHA = 0.5;

  // With thousands of features the best lambda lies far from the dense end, whose models take most
  // of
  // the time of a longer path.
  private static final int PATH = 40;
  private static final double SMALLEST = 0.1;

  private final boolean clinicalPenalised;

  /** Clinical variables are penalised as everything else is. */
  public CoxnetTrainer() {
    this(true);
  }

  /**
   * @param clinicalPenalised false: the plain clinical variables, without a penalty
   */
  public CoxnetTrainer(boolean clinicalPenalised) {
    this.clinicalPenalised = clinicalPenalised;
  }

  @Override
  public String name() {
    return "coxnet";
  }

  @Override
  public String summary() {
    return "Elastic-net Cox regression on all modalities.";
  }

  @Override
  public Class<LinearModel> type() {
    return LinearModel.class;
  }

  @Override
  public LinearModel fit(PatientData training, SurvivalData survival, FitContext context) {
    return fitWithScores(training, survival, context).model();
  }

  /**
   * A fitted model and what it says of its training patients when it has not seen them.
   *
   * @param outOfFold scores of the training patients from inner folds without them
   */
  record Fit(LinearModel model, double[] outOfFold) {}

  /** As {@link #fit}, with the out-of-fold scores, for a model that builds on this one. */
  Fit fitWithScores(PatientData training, SurvivalData survival, FitContext context) {
    Roles roles = Roles.ofTraining(training, survival);
    List<ModalityScale> scales = new ArrayList<>();
    List<double[]> features = new ArrayList<>();
    List<Double> factors = new ArrayList<>();
    // Rare levels of the rich table would not be held by any penalty.
    String clinical = clinicalPenalised ? roles.rich() : roles.clinical();
    for (String layer : roles.all()) {
      String name = layer.equals(roles.rich()) ? clinical : layer;
      ModalityScale scale =
          ModalityScale.fit(name, training.modalities().get(name), training.patients());
      double[][] rows = scale.rows(training);
      double factor = clinicalPenalised || !name.equals(clinical) ? 1 : 0;
      for (int f = 0; f < scale.features().size(); f++) {
        int feature = f;
        features.add(Arrays.stream(rows).mapToDouble(row -> row[feature]).toArray());
        factors.add(factor);
      }
      scales.add(scale);
    }
    double[][] x = features.toArray(double[][]::new);
    CoxElasticNet.Settings settings =
        CoxElasticNet.Settings.alpha(ALPHA)
            .withStandardize(false)
            .withPath(PATH, SMALLEST)
            .withPenaltyFactors(factors.stream().mapToDouble(f -> f).toArray());
    CoxElasticNetData data = CoxElasticNetData.of(x, survival.times(), survival.events());
    CoxElasticNetPath path = CoxElasticNet.fit(data, settings);
    int best = best(data, settings, path, survival, context);
    double[] lambdas = Arrays.copyOf(path.lambdas(), best + 1);
    double[] dense = path.coefficients().get(best).dense(x.length);
    double[] outOfFold = outOfFold(data, settings.withLambdas(lambdas), survival, context);
    return new Fit(
        model(scales, dense, lambdas[best], ScoreCalibration.of(outOfFold, survival)), outOfFold);
  }

  private static int best(
      CoxElasticNetData data,
      CoxElasticNet.Settings settings,
      CoxElasticNetPath path,
      SurvivalData survival,
      FitContext context) {
    int folds = Math.max(2, Math.min(context.innerFolds(), survival.eventCount()));
    int[] fold = FoldSplit.stratified(survival, folds, context.seed());
    return CoxElasticNetCv.of(data, settings, path, fold, CoxElasticNetCv.Measure.DEVIANCE, 0)
        .best();
  }

  /** Scores at the last lambda from fits without the fold's patients. */
  private static double[] outOfFold(
      CoxElasticNetData data,
      CoxElasticNet.Settings settings,
      SurvivalData survival,
      FitContext context) {
    double[] scores = new double[survival.size()];
    List<Fold> folds = Fold.of(survival, context);
    StopSignal stop = StopSignal.current();
    folds.parallelStream()
        .forEach(fold -> stop.run(() -> score(data, settings, survival, fold, scores)));
    return scores;
  }

  /** Scores those outside a fold. */
  private static void score(
      CoxElasticNetData data,
      CoxElasticNet.Settings settings,
      SurvivalData survival,
      Fold fold,
      double[] scores) {
    SurvivalData training = fold.training(survival);
    int n = training.size();
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    CoxElasticNetPath path =
        CoxElasticNet.fit(
            new CoxElasticNetData(
                data.features(),
                fold.inside(),
                training.times(),
                training.events(),
                ones,
                new double[n],
                new int[n]),
            settings);
    CoxElasticNetPath.Coefficients last = path.coefficients().get(path.size() - 1);
    for (int i : fold.outside()) {
      for (int k = 0; k < last.features().length; k++) {
        scores[i] += last.values()[k] * data.features()[last.features()[k]][i];
      }
    }
  }

  /** Keeps the features with a coefficient. */
  private static LinearModel model(
      List<ModalityScale> scales, double[] dense, double lambda, ScoreCalibration calibration) {
    List<ModalityScale> kept = new ArrayList<>();
    Map<String, double[]> coefficients = new LinkedHashMap<>();
    int from = 0;
    for (ModalityScale scale : scales) {
      int start = from;
      from += scale.features().size();
      int[] chosen =
          IntStream.range(0, scale.features().size()).filter(f -> dense[start + f] != 0).toArray();
      kept.add(scale.select(chosen));
      coefficients.put(
          scale.modality(), Arrays.stream(chosen).mapToDouble(f -> dense[start + f]).toArray());
    }
    return new LinearModel(
        kept, new KernelScore(coefficients, List.of()), Map.of("lambda", lambda), calibration);
  }
}
