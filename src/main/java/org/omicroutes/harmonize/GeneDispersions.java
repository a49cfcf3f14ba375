package org.omicroutes.harmonize;

import org.omicroutes.cohort.StopSignal;

/**
 * Gene-wise dispersions of counts for a design of an intercept alone, as DESeq2 estimates them
 * before its trend (Love, Huber and Anders 2014, "Estimation of dispersions"): a start value by the
 * method of moments, then ascent of the Cox-Reid adjusted profile likelihood over log α, then, for
 * genes where that did not settle, a search on a grid. The reference's bounds, tolerances and step
 * rule are kept, because for genes with a flat likelihood they decide the value.
 */
final class GeneDispersions {
  /** The smallest dispersion that is reported. */
  static final double MIN = 1e-8;

  private static final double MIN_MEAN = 0.5;
  private static final double TOLERANCE = 1e-6;
  private static final double SUFFICIENT_RISE = 1e-4;
  private static final int MAX_ITERATIONS = 100;
  private static final double LOWEST_LOG = -30;
  private static final double HIGHEST_LOG = 10;
  private static final int GRID = 20;

  private final double[] sizeFactors;
  private final double meanInverseSizeFactor;
  private final double max;
  private final DispersionLikelihood likelihood;

  private double ascended;
  private double ascendedValue;
  private double startValue;
  private int iterations;

  GeneDispersions(double[] sizeFactors) {
    this.sizeFactors = sizeFactors;
    double sum = 0;
    for (double factor : sizeFactors) {
      sum += 1 / factor;
    }
    this.meanInverseSizeFactor = sum / sizeFactors.length;
    this.max = Math.max(10, sizeFactors.length);
    this.likelihood = new DispersionLikelihood(sizeFactors.length);
  }

  /**
   * @param counts of one gene, not all 0, none missing
   * @return its dispersion, from 1e-8 to the larger of 10 and the number of samples
   */
  double estimate(double[] counts) {
    StopSignal.check();
    double mean = baseMean(counts, sizeFactors);
    double start = start(counts, mean);
    likelihood.gene(counts, mean, sizeFactors, MIN_MEAN);
    ascend(Math.log(start));
    double estimate = Math.min(Math.exp(ascended), max);
    if (ascendedValue < startValue + Math.abs(startValue) / 1e6) {
      estimate = start;
    }
    boolean settled = iterations < MAX_ITERATIONS && iterations != 1;
    if (!settled && estimate > MIN * 10) {
      estimate = Math.exp(onGrid());
    }
    return clamp(estimate);
  }

  /** Mean of the counts divided by their samples' size factors. */
  static double baseMean(double[] counts, double[] sizeFactors) {
    double sum = 0;
    for (int s = 0; s < counts.length; s++) {
      sum += counts[s] / sizeFactors[s];
    }
    return sum / counts.length;
  }

  private double start(double[] counts, double mean) {
    double roughMean = Math.max(1, mean);
    double rough = 0;
    double variance = 0;
    for (int s = 0; s < counts.length; s++) {
      double normalized = counts[s] / sizeFactors[s];
      double fromRough = normalized - roughMean;
      rough += (fromRough * fromRough - roughMean) / (roughMean * roughMean);
      variance += (normalized - mean) * (normalized - mean);
    }
    int degrees = counts.length - 1;
    double moments = (variance / degrees - meanInverseSizeFactor * mean) / (mean * mean);
    return clamp(Math.min(Math.max(0, rough / degrees), moments));
  }

  private double clamp(double dispersion) {
    return Math.min(Math.max(MIN, dispersion), max);
  }

  /** Gradient ascent whose step shrinks until the likelihood rises enough (Armijo's rule). */
  private void ascend(double start) {
    double at = start;
    double value = likelihood.value(at);
    double slope = likelihood.derivative(at);
    double step = 1;
    int accepted = 0;
    startValue = value;
    iterations = 0;
    while (iterations < MAX_ITERATIONS) {
      iterations++;
      double next = at + step * slope;
      if (next < LOWEST_LOG || next > HIGHEST_LOG) {
        step = ((next < LOWEST_LOG ? LOWEST_LOG : HIGHEST_LOG) - at) / slope;
        next = at + step * slope;
      }
      double nextValue = likelihood.value(next);
      if (nextValue < value + step * SUFFICIENT_RISE * slope * slope) {
        step /= 2;
        continue;
      }
      accepted++;
      double rise = nextValue - value;
      at = next;
      value = nextValue;
      if (rise < TOLERANCE || at < Math.log(MIN / 10)) {
        break;
      }
      slope = likelihood.derivative(at);
      step = Math.min(step * 1.1, 1);
      if (accepted % 5 == 0) {
        step /= 2;
      }
    }
    ascended = at;
    ascendedValue = value;
  }

  /** The best of a coarse grid over log α, then of a fine one about it. */
  private double onGrid() {
    double low = Math.log(MIN);
    double spacing = (Math.log(max) - low) / (GRID - 1);
    double coarse = best(low, spacing);
    return best(coarse - spacing, 2 * spacing / (GRID - 1));
  }

  private double best(double from, double spacing) {
    double best = from;
    double bestValue = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < GRID; i++) {
      double value = likelihood.value(from + i * spacing);
      if (value > bestValue) {
        bestValue = value;
        best = from + i * spacing;
      }
    }
    return best;
  }
}
