/**
 * Why a model says what it says of a patient: Shapley values of modalities, groups and single
 * features ({@link org.omicroutes.explain.GroupShapley}, {@link
 * org.omicroutes.explain.SampledShapley}), and what they come to over a cohort.
 */
package org.omicroutes.explain;
