package org.omicroutes.neural;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings tokens to mean 0 and variance 1 of the samples it was fitted on. A missing value becomes
 * 0, which is the mean; a value beyond ±{@value #LIMIT} standard deviations is set there, so that
 * one outlier does not rule a network; a feature that did not vary is 0 throughout.
 *
 * @param modalities in order
 */
public record TokenScaler(List<Modality> modalities) {
  private static final double LIMIT = 5;

  /**
   * One modality.
   *
   * @param features its features in order
   * @param means of the fitted samples
   * @param factors 1 / standard deviation; 0 where the feature does not vary
   */
  public record Modality(String name, List<String> features, double[] means, double[] factors) {}

  /**
   * Standardised tokens.
   *
   * @param values samples × tokens, nothing missing
   * @param present samples × modalities
   */
  record Encoded(double[][] values, boolean[][] present) {
    Encoded select(int[] rows) {
      double[][] v = new double[rows.length][];
      boolean[][] p = new boolean[rows.length][];
      for (int i = 0; i < rows.length; i++) {
        v[i] = values[rows[i]];
        p[i] = present[rows[i]];
      }
      return new Encoded(v, p);
    }
  }

  /** Fits to all samples of {@code tokens}. */
  public static TokenScaler fit(Tokens tokens) {
    List<Modality> modalities = new ArrayList<>();
    int column = 0;
    for (String name : tokens.modalities()) {
      List<String> features = tokens.features().get(name);
      double[] means = new double[features.size()];
      double[] factors = new double[features.size()];
      for (int f = 0; f < means.length; f++, column++) {
        describe(tokens.values(), column, f, means, factors);
      }
      modalities.add(new Modality(name, features, means, factors));
    }
    return new TokenScaler(modalities);
  }

  private static void describe(
      double[][] values, int column, int f, double[] means, double[] factors) {
    double sum = 0;
    int count = 0;
    for (double[] row : values) {
      if (!Double.isNaN(row[column])) {
        sum += row[column];
        count++;
      }
    }
    double mean = count == 0 ? 0 : sum / count;
    double squares = 0;
    for (double[] row : values) {
      if (!Double.isNaN(row[column])) {
        squares += (row[column] - mean) * (row[column] - mean);
      }
    }
    double deviation = count < 2 ? 0 : Math.sqrt(squares / (count - 1));
    means[f] = mean;
    factors[f] = deviation > 1e-9 * (1 + Math.abs(mean)) ? 1 / deviation : 0;
  }

  /** How many tokens there are. */
  public int width() {
    return modalities.stream().mapToInt(m -> m.features().size()).sum();
  }

  /** The modality of each token. */
  int[] modalityOf() {
    int[] of = new int[width()];
    int column = 0;
    for (int m = 0; m < modalities.size(); m++) {
      for (int f = 0; f < modalities.get(m).features().size(); f++) {
        of[column++] = m;
      }
    }
    return of;
  }

  /**
   * Standardises; features are found by name, one that {@code tokens} lacks is missing for all.
   * Features that were not fitted are left alone.
   */
  Encoded encode(Tokens tokens) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    tokens
        .features()
        .forEach((name, all) -> all.forEach(f -> columns.put(name + ":" + f, columns.size())));
    int n = tokens.values().length;
    double[][] values = new double[n][width()];
    boolean[][] present = new boolean[n][modalities.size()];
    int column = 0;
    for (int m = 0; m < modalities.size(); m++) {
      Modality modality = modalities.get(m);
      for (int f = 0; f < modality.features().size(); f++, column++) {
        Integer from = columns.get(modality.name() + ":" + modality.features().get(f));
        for (int i = 0; i < n && from != null; i++) {
          double value = tokens.values()[i][from];
          if (!Double.isNaN(value)) {
            present[i][m] = true;
            double scaled = (value - modality.means()[f]) * modality.factors()[f];
            values[i][column] = Math.max(-LIMIT, Math.min(LIMIT, scaled));
          }
        }
      }
    }
    return new Encoded(values, present);
  }

  /** The standardised values, samples × tokens in the order of the modalities; 0 is the mean. */
  public double[][] standardised(Tokens tokens) {
    return encode(tokens).values();
  }

  /** The fitted features that {@code tokens} lacks, as {@code modality:name}. */
  public List<String> missing(Tokens tokens) {
    List<String> missing = new ArrayList<>();
    for (Modality modality : modalities) {
      List<String> there = tokens.features().getOrDefault(modality.name(), List.of());
      modality.features().stream()
          .filter(f -> !there.contains(f))
          .forEach(f -> missing.add(modality.name() + ":" + f));
    }
    return missing;
  }
}
