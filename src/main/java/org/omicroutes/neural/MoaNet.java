package org.omicroutes.neural;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.survival.BreslowBaseline;

/**
 * A trained MOANet: a linear score of the log hazard, corrected by an ensemble of cross-modal
 * attention networks. {@code risk = linearSlope (linear - linearMean) + networkSlope * mean of
 * members}, on the scale of the log hazard; survival probabilities follow from the baseline hazard.
 * Everything a prediction needs is in this record; it is what is written to disk.
 *
 * @param format the version of this layout
 * @param engine what computed the training
 * @param config the shape, and how it was trained
 * @param scaler standardisation of the fitted patients
 * @param linear coefficients of the linear score on standardised tokens; null where the score is
 *     handed in from outside (the offset)
 * @param linearMean mean linear score of the fitted patients, also used where a patient has none
 * @param linearSlope recalibration of the linear score
 * @param networkSlope recalibration of the networks' part, [0, 1]
 * @param members the networks
 * @param baseline of the fitted patients
 * @param horizons months
 * @param fitted how many patients it was fitted on
 * @param events how many of them had an event
 */
public record MoaNet(
    int format,
    String engine,
    MoaNetConfig config,
    TokenScaler scaler,
    double[] linear,
    double linearMean,
    double linearSlope,
    double networkSlope,
    List<Member> members,
    BreslowBaseline baseline,
    int[] horizons,
    int fitted,
    int events) {

  /** The version of the layout that this program writes and reads. */
  public static final int FORMAT = 1;

  /**
   * One network.
   *
   * @param bestEpoch the epoch that was kept; 0: the network adds nothing
   * @param parameters by name, row-major
   */
  public record Member(int bestEpoch, Map<String, double[]> parameters) {}

  /** Mean attention that one modality pays to another, over heads, members and patients. */
  public record Attention(String query, String key, double weight) {}

  /** What a prediction gives: risks and curves, and where the attention went. */
  public record Prediction(SurvivalPredictions survival, List<Attention> attention) {}

  /** Whether predictions need the linear score handed in. */
  public boolean needsOffset() {
    return linear == null;
  }

  /**
   * Predicts. A feature that is missing counts as the fitted mean; a modality that is missing is
   * left out of the attention.
   *
   * @param offset the linear score of each patient, on the scale of those in training (NaN: not
   *     known, the mean is taken); null where the model has its own
   * @throws IllegalArgumentException where the model needs an offset and there is none
   */
  public Prediction predict(Engine engine, Tokens tokens, double[] offset) {
    TokenScaler.Encoded data = scaler.encode(tokens);
    double[] score = linearScore(data, offset);
    int n = score.length;
    int modalities = scaler.modalities().size();
    double[] residual = new double[n];
    AttentionMeans attention = new AttentionMeans(scaler, data.present());
    int[] modalityOf = scaler.modalityOf();
    Map<String, Tensor> feeds = new MoaNetFeeds(config, modalityOf, modalities).predicting(data);
    try (var graph = new MoaNetGraph(engine, config, modalityOf, modalities, 0)) {
      for (Member member : members) {
        graph.set(member.parameters());
        double[] part = graph.residual(feeds);
        for (int i = 0; i < n; i++) {
          residual[i] += part[i] / members.size();
        }
        graph.attention(feeds).forEach(attention::add);
      }
    }
    double[] risk = new double[n];
    for (int i = 0; i < n; i++) {
      risk[i] = risk(score[i], residual[i]);
    }
    return new Prediction(curves(tokens.sampleIds(), risk), attention.means());
  }

  private double risk(double score, double residual) {
    return linearSlope * (score - linearMean) + networkSlope * residual;
  }

  private double[] linearScore(TokenScaler.Encoded data, double[] offset) {
    int n = data.values().length;
    double[] score = new double[n];
    if (needsOffset() && offset == null) {
      throw new IllegalArgumentException(
          "offset: this model corrects a linear score from outside, expected that score");
    }
    for (int i = 0; i < n; i++) {
      double own = needsOffset() ? offset[i] : RidgeCox.dot(linear, data.values()[i]);
      score[i] = Double.isNaN(own) ? linearMean : own;
    }
    return score;
  }

  private SurvivalPredictions curves(List<String> sampleIds, double[] risk) {
    double[][] survival = new double[risk.length][horizons.length];
    for (int i = 0; i < risk.length; i++) {
      for (int h = 0; h < horizons.length; h++) {
        double day = horizons[h] * SurvivalPredictions.DAYS_PER_MONTH;
        survival[i][h] = baseline.survival(day, risk[i]);
      }
    }
    return new SurvivalPredictions(sampleIds, risk, horizons, survival);
  }

  /** Sums attention weights by pair of modalities, over patients that have the querying one. */
  private static final class AttentionMeans {
    private final TokenScaler scaler;
    private final boolean[][] present;
    private final double[][] sums;
    private final double[] rows;

    AttentionMeans(TokenScaler scaler, boolean[][] present) {
      this.scaler = scaler;
      this.present = present;
      int modalities = scaler.modalities().size();
      this.sums = new double[modalities][modalities];
      this.rows = new double[modalities];
    }

    void add(double[] weights) {
      int[] of = scaler.modalityOf();
      int row = 0;
      for (boolean[] there : present) {
        for (int m = 0; m < there.length; m++, row++) {
          double total = 0;
          for (int f = 0; there[m] && f < of.length; f++) {
            sums[m][of[f]] += weights[row * of.length + f];
            total += weights[row * of.length + f];
          }
          rows[m] += total;
        }
      }
    }

    List<Attention> means() {
      List<Attention> means = new ArrayList<>();
      var modalities = scaler.modalities();
      for (int q = 0; q < sums.length; q++) {
        for (int k = 0; k < sums.length; k++) {
          if (q != k) {
            double weight = rows[q] == 0 ? 0 : sums[q][k] / rows[q];
            means.add(new Attention(modalities.get(q).name(), modalities.get(k).name(), weight));
          }
        }
      }
      return means;
    }
  }
}
