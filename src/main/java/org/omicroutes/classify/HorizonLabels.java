package org.omicroutes.classify;

import java.util.List;

/**
 * Who died by a horizon. The positive class (1) is death at or before it, the negative one (0)
 * being alive beyond it; a patient censored at or before it has no label.
 *
 * @param patients in the order of the survival data
 * @param days the horizon, &gt; 0
 * @param labels 1, 0, or NaN where there is none
 * @param weights of the labelled, &gt; 0, with mean 1 over them; 0 where there is no label
 */
public record HorizonLabels(List<String> patients, double days, double[] labels, double[] weights) {

  /** What is done about patients censored before the horizon. */
  public enum Censored {
    /** Those with a label are weighted by the inverse probability of censoring. */
    WEIGHTED,
    /** They are left out; every label weighs the same. */
    LEFT_OUT
  }
}
