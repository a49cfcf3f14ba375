package org.omicroutes.neural.fusion;

/**
 * Labelled patients.
 *
 * @param labels 1 or 0 (died by the horizon or not)
 * @param weights &gt; 0
 */
public record FusionData(FusionInputs inputs, double[] labels, double[] weights) {}
