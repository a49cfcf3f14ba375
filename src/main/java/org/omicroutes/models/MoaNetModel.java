package org.omicroutes.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.omicroutes.network.NetworkBiomarkers;
import org.omicroutes.neural.AttentionEnsemble;
import org.omicroutes.neural.Engine;
import org.omicroutes.neural.Engines;
import org.omicroutes.neural.Tokens;
import org.omicroutes.survival.ConformalSurvival;
import org.omicroutes.survival.PiecewiseCalibration;
import org.omicroutes.survival.SurvivalInterval;
import org.omicroutes.survival.UncertaintyParts;

/**
 * MOANet: a kernel Cox ensemble on everything measured (the backbone), the linear part of tokens
 * that it does not see, and an ensemble of cross-modal attention networks on what both leave over.
 *
 * <p>{@code score = path(backbone, tokens) + networkSlope · mean of the networks}; slope and
 * baseline hazard of the score come from patients that none of the parts had seen. A patient may
 * lack any modality: the backbone then asks the members that can do without it, the networks look
 * at what is there, and of a patient of whom nothing is known the score is 0.
 *
 * @param backbone the kernel Cox ensemble
 * @param hazard what its scores say of the hazard
 * @param tokens what the networks look at
 * @param path what tokens add linearly
 * @param attention the networks; none where there were too few events to train one
 * @param networkSlope 0 where they add nothing to patients that they have not seen, at most 1
 * @param calibration from the score to survival
 * @param days horizons of predictive curves, ascending
 * @param bounds conformal lower bounds, by level
 * @param choice what was chosen
 */
public record MoaNetModel(
    KernelEnsemble backbone,
    BackboneHazard hazard,
    MoaNetTokens tokens,
    TokenPath path,
    AttentionEnsemble attention,
    double networkSlope,
    PiecewiseCalibration calibration,
    double[] days,
    List<ConformalSurvival> bounds,
    MoaNetChoice choice)
    implements UncertainModel, AttentiveModel {
  private static final int DROPOUT_PASSES = 4;

  public MoaNetModel {
    bounds = List.copyOf(bounds);
  }

  private static Engine engine() {
    return Engines.preferred();
  }

  @Override
  public Optional<String> networksBy() {
    return attention.members().isEmpty() ? Optional.empty() : Optional.of(attention.engine());
  }

  @Override
  public boolean asksNetworks() {
    return networkSlope > 0;
  }

  @Override
  public double[] risk(PatientData patients) {
    return calibration.risk(scores(patients));
  }

  @Override
  public double[][] survival(PatientData patients, double[] at) {
    return calibration.survival(scores(patients), at);
  }

  /** Before calibration. */
  private double[] scores(PatientData patients) {
    Tokens looked = tokens.of(patients);
    double[] scores = linear(hazard.hazards(backbone.memberScores(patients)), looked);
    if (networkSlope > 0) {
      double[][] residuals = attention.residuals(engine(), looked);
      for (int i = 0; i < scores.length; i++) {
        scores[i] += networkSlope * mean(residuals, i);
      }
    }
    return scores;
  }

  private double[] linear(double[] hazards, Tokens looked) {
    double[][] standardised = attention.scaler().standardised(looked);
    return path.of(hazards, TokenPath.blocks(attention.scaler(), standardised));
  }

  private static double mean(double[][] rows, int column) {
    double sum = 0;
    for (double[] row : rows) {
      sum += row[column];
    }
    return sum / rows.length;
  }

  /**
   * Scores as they might have been: by each member of the backbone, with each network as dropout
   * draws it.
   *
   * @return variants × patients
   */
  private double[][] variants(PatientData patients) {
    double[][] byMember = backbone.memberScores(patients);
    double[] together = hazard.hazards(byMember);
    double[][] own = hazard.members(byMember);
    Tokens looked = tokens.of(patients);
    double[][] drawn = {new double[together.length]};
    if (networkSlope > 0) {
      drawn = attention.dropoutResiduals(engine(), looked, DROPOUT_PASSES, choice.seed());
    }
    int members = backbone.members().size();
    double[][] variants = new double[members * drawn.length][];
    for (int m = 0; m < members; m++) {
      double[] hazards = hazard.shifted(together, own, m);
      double[] linear = linear(hazards, looked);
      for (int k = 0; k < drawn.length; k++) {
        double[] scores = linear.clone();
        for (int i = 0; i < scores.length; i++) {
          scores[i] += networkSlope * drawn[k][i];
        }
        variants[m * drawn.length + k] = scores;
      }
    }
    return variants;
  }

  /**
   * {@inheritDoc}
   *
   * <p>The model's part is what the backbone's members (as much as the mean of so many is unsure)
   * and the networks, values dropped at random, differ by; that another cohort would have given
   * another backbone is not in it. The interval is that of the mean of their curves.
   *
   * @param level intervals of any level; a lower bound is there for 0.5, 0.8, 0.9 and 0.95
   */
  @Override
  public Uncertainty[] uncertainty(PatientData patients, double horizon, double level) {
    if (!(horizon > 0)) {
      throw new IllegalArgumentException("days: found " + horizon + ", expected > 0");
    }
    int n = patients.patients().size();
    double[][] variants = variants(patients);
    double[][] alive = new double[n][variants.length];
    double[][] predictive = new double[n][days.length];
    for (int v = 0; v < variants.length; v++) {
      double[][] curves = calibration.survival(variants[v], days);
      double[][] atHorizon = calibration.survival(variants[v], new double[] {horizon});
      for (int i = 0; i < n; i++) {
        alive[i][v] = atHorizon[i][0];
        for (int t = 0; t < days.length; t++) {
          predictive[i][t] += curves[i][t] / variants.length;
        }
      }
    }
    double[] lower = lowerBounds(patients, level);
    Uncertainty[] all = new Uncertainty[n];
    for (int i = 0; i < n; i++) {
      all[i] =
          new Uncertainty(
              UncertaintyParts.of(alive[i]),
              SurvivalInterval.of(days, falling(predictive[i]), level),
              lower[i],
              Double.isNaN(lower[i]) ? Double.NaN : 1 - level);
    }
    return all;
  }

  /** Rounding may let a sum of falling curves rise, or exceed 1, by its last bit. */
  private static double[] falling(double[] curve) {
    double least = 1;
    for (int t = 0; t < curve.length; t++) {
      least = Math.min(least, curve[t]);
      curve[t] = least;
    }
    return curve;
  }

  private double[] lowerBounds(PatientData patients, double level) {
    double[] none = new double[patients.patients().size()];
    Arrays.fill(none, Double.NaN);
    return bounds.stream()
        .filter(bound -> Math.abs(1 - bound.alpha() - level) < 1e-9)
        .findFirst()
        .map(bound -> bound.bounds(days, survival(patients, days)))
        .orElse(none);
  }

  @Override
  public List<Attention> attention(PatientData patients) {
    List<Attention> all = new ArrayList<>();
    attention
        .attention(engine(), tokens.of(patients))
        .forEach(pair -> all.add(new Attention(pair.query(), pair.key(), pair.weight())));
    return all;
  }

  /**
   * The genes that propagation ranked highest, each with the network's genes around it; none
   * without a network.
   */
  public List<NetworkBiomarkers.Biomarker> neighbourhood() {
    return tokens.network() == null ? List.of() : tokens.network().biomarkers();
  }

  /** How many tokens each group has. */
  public Map<String, Integer> tokenCounts() {
    return attention.tokenCounts();
  }
}
