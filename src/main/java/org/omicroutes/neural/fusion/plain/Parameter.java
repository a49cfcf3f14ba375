package org.omicroutes.neural.fusion.plain;

import org.omicroutes.neural.fusion.FusionParameter;

/**
 * A parameter and its values.
 *
 * @param values row by row; changed in place by training
 */
record Parameter(FusionParameter shape, double[] values) {}
