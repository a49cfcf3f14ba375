package org.omicroutes.evaluate;

import org.omicroutes.classify.HorizonLabels.Censored;

/**
 * What the tables of a study of death by a horizon are made with.
 *
 * @param threshold from which probability on a patient is called a death, in (0, 1)
 * @param reviewFrom the least probability that is flagged for review, inclusive
 * @param reviewTo the greatest, inclusive
 * @param censored what is done about patients censored before the horizon
 */
record ClassSettings(double threshold, double reviewFrom, double reviewTo, Censored censored) {
  boolean flagged(double probability) {
    return probability >= reviewFrom && probability <= reviewTo;
  }
}
