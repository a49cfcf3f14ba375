package org.omicroutes.models.mmfn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.neural.RidgeCox;
import org.omicroutes.neural.fusion.FusionEngine;
import org.omicroutes.neural.fusion.FusionInputs;
import org.omicroutes.neural.fusion.FusionNetwork;
import org.omicroutes.neural.fusion.FusionOutput;
import org.omicroutes.survival.PiecewiseCalibration;

/**
 * A hazard from what networks learned for a yes-or-no outcome. Of each network a ridge Cox model of
 * its features (the last layer) is fitted on the patients of its training, also those without a
 * label. What each network and its Cox model say of the patients they have not seen goes into a
 * second ridge Cox model of two covariates, log odds and Cox score, and its scores are calibrated
 * as MOANet's are. Patients are judged by the mean over the networks.
 *
 * @param features one a network
 * @param weights of the standardised log odds and Cox scores
 * @param means of the two over the training patients, out-of-fold
 * @param scales standard deviations of the same
 * @param calibration from the weighted sum to survival
 */
public record SurvivalHead(
    List<FeatureHazard> features,
    double[] weights,
    double[] means,
    double[] scales,
    PiecewiseCalibration calibration) {
  private static final double[] PENALTIES = {300, 100, 30, 10, 3, 1};

  /** About as much as one event says: only keeps the two weights finite. */
  private static final double LIGHT = 1;

  public SurvivalHead {
    features = List.copyOf(features);
  }

  /** What is known of a network before the penalty is chosen. */
  private record Asked(double[][] features, int[] heldOut) {}

  /**
   * @param members networks of folds, one a fold
   * @param inputs of all training patients
   */
  static SurvivalHead fit(
      FusionMembers members, FusionEngine engine, FusionInputs inputs, SurvivalData survival) {
    List<Asked> asked = new ArrayList<>();
    double[] logits = new double[survival.size()];
    for (int k = 0; k < members.networks().size(); k++) {
      FusionNetwork network = members.networks().get(k);
      FusionOutput said = engine.ask(network, inputs);
      int[] own = members.heldOut(k);
      for (int i : own) {
        logits[i] = said.logits()[i];
      }
      asked.add(new Asked(said.features(), own));
    }
    List<FeatureHazard> best = List.of();
    double[] scores = new double[survival.size()];
    double largest = Double.NEGATIVE_INFINITY;
    for (double penalty : PENALTIES) {
      List<FeatureHazard> hazards = hazards(asked, members.folds(), survival, penalty);
      double[] outOfFold = outOfFold(asked, hazards, survival.size());
      double likelihood = likelihood(asked, outOfFold, survival);
      if (likelihood > largest) {
        largest = likelihood;
        best = hazards;
        scores = outOfFold;
      }
    }
    return of(best, logits, scores, members.folds(), survival);
  }

  private static List<FeatureHazard> hazards(
      List<Asked> asked, int[] folds, SurvivalData survival, double penalty) {
    List<FeatureHazard> hazards = new ArrayList<>();
    for (int k = 0; k < asked.size(); k++) {
      int fold = k + 1;
      int[] inside = IntStream.range(0, folds.length).filter(i -> folds[i] != fold).toArray();
      hazards.add(FeatureHazard.fit(asked.get(k).features(), inside, survival, penalty));
    }
    return hazards;
  }

  private static double[] outOfFold(List<Asked> asked, List<FeatureHazard> hazards, int patients) {
    double[] scores = new double[patients];
    for (int k = 0; k < asked.size(); k++) {
      for (int i : asked.get(k).heldOut()) {
        scores[i] = hazards.get(k).score(asked.get(k).features()[i]);
      }
    }
    return scores;
  }

  /** Log partial likelihood within the parts held out. */
  private static double likelihood(List<Asked> asked, double[] scores, SurvivalData survival) {
    double sum = 0;
    for (Asked one : asked) {
      double[][] x =
          Arrays.stream(one.heldOut())
              .mapToObj(i -> new double[] {scores[i]})
              .toArray(double[][]::new);
      SurvivalData part = FeatureHazard.select(survival, one.heldOut());
      sum += new RidgeCox(x, part.times(), part.events()).logLikelihood(new double[] {1});
    }
    return sum;
  }

  private static SurvivalHead of(
      List<FeatureHazard> hazards,
      double[] logits,
      double[] scores,
      int[] folds,
      SurvivalData survival) {
    ZScore[] units = {ZScore.of(logits), ZScore.of(scores)};
    double[] means = {units[0].mean(), units[1].mean()};
    double[] scales = {scale(units[0]), scale(units[1])};
    double[][] x = new double[logits.length][];
    Arrays.setAll(x, i -> covariates(logits[i], scores[i], means, scales));
    double[] weights =
        new RidgeCox(x, survival.times(), survival.events()).fit(LIGHT, new double[2]);
    double[] sums =
        Arrays.stream(x).mapToDouble(row -> weights[0] * row[0] + weights[1] * row[1]).toArray();
    return new SurvivalHead(
        hazards, weights, means, scales, PiecewiseCalibration.of(sums, folds, survival));
  }

  /** What does not vary tells nothing: its covariate is 0 whatever the scale. */
  private static double scale(ZScore unit) {
    return unit.sd() > 0 ? unit.sd() : 1;
  }

  private static double[] covariates(double logit, double score, double[] means, double[] scales) {
    return new double[] {(logit - means[0]) / scales[0], (score - means[1]) / scales[1]};
  }

  private double[] scores(List<FusionOutput> outputs) {
    double[] logits = MmfnModel.meanLogits(outputs);
    double[] sums = new double[logits.length];
    for (int i = 0; i < sums.length; i++) {
      double score = 0;
      for (int k = 0; k < outputs.size(); k++) {
        score += features.get(k).score(outputs.get(k).features()[i]) / outputs.size();
      }
      double[] x = covariates(logits[i], score, means, scales);
      sums[i] = weights[0] * x[0] + weights[1] * x[1];
    }
    return sums;
  }

  /** Log relative hazards. */
  double[] risk(List<FusionOutput> outputs) {
    return calibration.risk(scores(outputs));
  }

  /**
   * Probabilities to be alive.
   *
   * @return patients × days
   */
  double[][] survival(List<FusionOutput> outputs, double[] days) {
    return calibration.survival(scores(outputs), days);
  }
}
