package org.omicroutes.neural.fusion;

/**
 * What a network says of patients.
 *
 * @param logits log odds of the positive class, one a patient
 * @param features patients × the last layer before the output unit
 * @param attention patients × tokens: how much attention each token gets, the mean over heads and
 *     attending tokens, summing to 1; no columns without attention
 */
public record FusionOutput(double[] logits, double[][] features, double[][] attention) {}
