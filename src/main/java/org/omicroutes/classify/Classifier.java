package org.omicroutes.classify;

/** A fitted model of a yes-or-no outcome. */
public interface Classifier {

  /**
   * The probability of class 1.
   *
   * @param rows patients × the features it was fitted on, in that order; no missing values
   * @return 0 to 1, one a row; NaN where a value that counts is missing
   */
  double[] probability(double[][] rows);
}
