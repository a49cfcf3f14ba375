package org.omicroutes.report;

import java.util.List;

/**
 * A gene that the network step ranks.
 *
 * @param seed whether it was a starting gene; null where the file does not say
 * @param module the module's name, empty where none
 * @param neighbours genes beside it in the network
 * @param layers the omic layers that it was scored in
 */
record Biomarker(
    int rank,
    String gene,
    double score,
    String seed,
    String module,
    List<String> neighbours,
    List<String> layers) {}
