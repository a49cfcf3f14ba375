package org.omicroutes.neural.fusion.plain;

import java.util.Map;

/**
 * One way through a network, forwards and back.
 *
 * @param size patients
 * @param training whether the batch's own means and variances normalise it
 * @param masks of dropout, by the layer's name
 */
record Pass(int size, boolean training, Map<String, double[]> masks) {}
