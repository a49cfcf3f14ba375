package org.omicroutes.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.models.ModelTrainer.FitContext;
import org.omicroutes.neural.TokenScaler;
import org.omicroutes.survival.DotProduct;
import org.omicroutes.survival.RidgeCox;

/**
 * What groups of tokens add linearly to a score: a ridge Cox model on the score, next to
 * unpenalised, and the standardised tokens of some groups. A group is taken in where it raises the
 * cross-validated log partial likelihood by more than {@value #LEAST_GAIN}; where none does, the
 * score stays as it is.
 *
 * @param groups that take part
 * @param weight of the score
 * @param coefficients by group, one a standardised token
 * @param gain of the cross-validated log partial likelihood over the score alone
 */
public record TokenPath(
    List<String> groups, double weight, Map<String, double[]> coefficients, double gain) {
  static final double LEAST_GAIN = 3;
  private static final double UNPENALISED = 1000;
  private static final double[] LAMBDAS = {300, 100, 30, 10};

  /**
   * A path and what it says of its training patients.
   *
   * @param outOfFold from inner folds without them
   */
  record Fit(TokenPath path, double[] outOfFold) {}

  /** The score alone. */
  static Fit none(double[] score) {
    return new Fit(new TokenPath(List.of(), 1, Map.of(), 0), score);
  }

  /**
   * Takes in one group after the other, each time the one that adds most.
   *
   * @param score log hazards of the training patients from models that had not seen them
   * @param blocks by group, standardised tokens of the training patients
   */
  static Fit choose(
      double[] score, Map<String, double[][]> blocks, SurvivalData survival, FitContext context) {
    Fit best = none(score);
    for (boolean more = true; more; ) {
      more = false;
      Fit before = best;
      for (String group : blocks.keySet()) {
        if (!before.path.groups.contains(group)) {
          List<String> groups = new ArrayList<>(before.path.groups);
          groups.add(group);
          Fit fit = fit(score, groups, blocks, survival, context);
          if (fit.path.gain > Math.max(before.path.gain + LEAST_GAIN, best.path.gain)) {
            best = fit;
            more = true;
          }
        }
      }
    }
    return best;
  }

  /** A path through these groups, whatever it gains. */
  static Fit fit(
      double[] score,
      List<String> groups,
      Map<String, double[][]> blocks,
      SurvivalData survival,
      FitContext context) {
    double scale = Math.sqrt(DotProduct.of(score, score) / score.length);
    if (!(scale > 0)) {
      return none(score);
    }
    double[][] column =
        Arrays.stream(score).mapToObj(s -> new double[] {s / scale}).toArray(double[][]::new);
    double[][] alone = new double[score.length][score.length];
    Kernels.add(UNPENALISED, Kernels.linear(column), alone);
    double[][] kernel = Arrays.stream(alone).map(double[]::clone).toArray(double[][]::new);
    int tokens = groups.stream().mapToInt(g -> blocks.get(g)[0].length).sum();
    for (String group : groups) {
      double share = (double) blocks.get(group)[0].length / tokens;
      Kernels.add(share, Kernels.linear(blocks.get(group)), kernel);
    }
    RidgeCox base =
        RidgeCox.fit(alone, survival, new double[] {1}, context.innerFolds(), context.seed());
    RidgeCox cox = RidgeCox.fit(kernel, survival, LAMBDAS, context.innerFolds(), context.seed());
    double gain =
        Arrays.stream(cox.crossValidated()).max().orElseThrow() - base.crossValidated()[0];
    double weight = UNPENALISED * DotProduct.of(cox.dual(), score) / (scale * scale);
    Map<String, double[]> coefficients = new java.util.LinkedHashMap<>();
    groups.forEach(g -> coefficients.put(g, coefficients(cox.dual(), blocks.get(g), tokens)));
    return new Fit(new TokenPath(List.copyOf(groups), weight, coefficients, gain), cox.outOfFold());
  }

  private static double[] coefficients(double[] dual, double[][] x, int tokens) {
    double[] coefficients = new double[x[0].length];
    for (int i = 0; i < x.length; i++) {
      for (int f = 0; f < coefficients.length; f++) {
        coefficients[f] += dual[i] * x[i][f] / tokens;
      }
    }
    return coefficients;
  }

  /**
   * @param score log hazards of patients
   * @param blocks by group, their standardised tokens
   */
  double[] of(double[] score, Map<String, double[][]> blocks) {
    double[] sum = Arrays.stream(score).map(s -> weight * s).toArray();
    coefficients.forEach(
        (group, own) -> {
          for (int i = 0; i < sum.length; i++) {
            sum[i] += DotProduct.of(own, blocks.get(group)[i]);
          }
        });
    return sum;
  }

  /** The columns of standardised tokens, by group. */
  static Map<String, double[][]> blocks(TokenScaler scaler, double[][] standardised) {
    Map<String, double[][]> blocks = new java.util.LinkedHashMap<>();
    int from = 0;
    for (TokenScaler.Modality group : scaler.modalities()) {
      int start = from;
      int end = from + group.features().size();
      blocks.put(
          group.name(),
          Arrays.stream(standardised)
              .map(row -> Arrays.copyOfRange(row, start, end))
              .toArray(double[][]::new));
      from = end;
    }
    return blocks;
  }
}
