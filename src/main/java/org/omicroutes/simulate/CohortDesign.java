package org.omicroutes.simulate;

/**
 * What a simulated cohort is to look like; written as {@code truth/parameters.json}.
 *
 * @param seed of all draws
 * @param patients how many
 * @param genes how many, in the network and every layer
 * @param moduleGenes how many of them are planted as the module that drives survival
 * @param batches how many the samples were processed in
 * @param effect log hazard ratio of one standard deviation of the module's activity
 * @param eventShare share of patients whose event is seen
 */
record CohortDesign(
    long seed,
    int patients,
    int genes,
    int moduleGenes,
    int batches,
    double effect,
    double eventShare) {

  /** Shares of patients without a layer. */
  static final double NO_RNA = 0.05;

  static final double NO_METHYLATION = 0.10;
  static final double NO_MUTATIONS = 0.08;
}
