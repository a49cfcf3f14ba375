/**
 * Survival models that learn from several modalities, behind one contract ({@link
 * org.omicroutes.models.ModelTrainer}, {@link org.omicroutes.models.SurvivalModel}), so that a
 * study can fit, save, load and compare them without knowing what they are made of.
 */
package org.omicroutes.models;
