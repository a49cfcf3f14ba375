package org.omicroutes.models;

import java.util.List;

/**
 * What inner folds and validation parts chose when a {@link MoaNetModel} was fitted.
 *
 * @param seed of everything random
 * @param innerFolds how many
 * @param alpha share of the neighbours in propagation; NaN where there is no network
 * @param factors latent factors among the tokens
 * @param configurations of the networks that were tried, best first
 * @param epochs the epoch that each network of the ensemble kept; 0: it adds nothing
 * @param gain of the log partial likelihood by the networks, on patients they had not seen
 */
public record MoaNetChoice(
    long seed,
    int innerFolds,
    double alpha,
    int factors,
    List<Configuration> configurations,
    int[] epochs,
    double gain) {

  /**
   * @param width of a token's embedding
   * @param loss least validation loss: negative log partial likelihood an event
   */
  public record Configuration(int width, double dropout, double weightDecay, double loss) {}

  public MoaNetChoice {
    configurations = List.copyOf(configurations);
  }
}
