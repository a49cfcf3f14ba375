package org.omicroutes.neural.fusion;

/**
 * What the network is told of patients; nothing is missing (preprocessing has filled it).
 *
 * @param genes patients × genes, z-scores
 * @param continuous patients × continuous clinical variables, z-scores
 * @param categories patients × clinical categories: level codes, 0 for a level not seen in training
 */
public record FusionInputs(double[][] genes, double[][] continuous, int[][] categories) {}
