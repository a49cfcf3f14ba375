package org.omicroutes.models;

import org.omicroutes.classify.HorizonLabels.Censored;
import org.omicroutes.cohort.SurvivalPredictions;

/**
 * How models of the outcome at one horizon are fitted; others do not look at it.
 *
 * @param horizonMonths died by then, or alive beyond it, at least 1
 * @param censored what is done about patients censored before the horizon
 * @param head what a network's features are turned into
 * @param preset the sizes of networks and how they are trained
 */
public record ClassOptions(int horizonMonths, Censored censored, Head head, Preset preset) {

  /** The paper's: 36 months, and patients censored before made up for by weights. */
  public static final ClassOptions DEFAULT =
      new ClassOptions(36, Censored.WEIGHTED, Head.BINARY, Preset.PAPER);

  /** What a network's features are turned into. */
  public enum Head {
    /** The probability to die by the horizon; curves have the shape of the cohort's. */
    BINARY,
    /** A hazard: a Cox model of features and log odds, calibrated over all of follow-up. */
    SURVIVAL
  }

  /** The sizes of networks and how they are trained. */
  public enum Preset {
    /** The paper's network, stopped early by a fifth of the training patients. */
    PAPER,
    /** Five small networks, each stopped early by another fifth; calibrated. */
    SMALL_COHORT
  }

  public ClassOptions {
    if (horizonMonths < 1) {
      throw new IllegalArgumentException("horizon: found " + horizonMonths + ", expected >= 1");
    }
  }

  /** The same with another preset. */
  public ClassOptions with(Preset other) {
    return new ClassOptions(horizonMonths, censored, head, other);
  }

  /** The same with another head. */
  public ClassOptions with(Head other) {
    return new ClassOptions(horizonMonths, censored, other, preset);
  }

  /** The horizon in days. */
  public double days() {
    return horizonMonths * SurvivalPredictions.DAYS_PER_MONTH;
  }
}
