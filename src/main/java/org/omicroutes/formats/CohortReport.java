package org.omicroutes.formats;

import java.util.List;
import org.omicroutes.formats.LayerData.SetAside;

/**
 * Who came into the cohort and what was set aside on the way; the JSON of {@code cohort}'s {@code
 * out-flow}.
 *
 * @param patients how many patients there are
 * @param layers the layers, in the order given
 * @param overlap the sets of layers that kept patients have, largest first
 * @param clinical what was set aside of the clinical table; null without its report
 * @param batches how many batches there are, the patients without one counted as one; null without
 *     the table of batches
 */
public record CohortReport(
    Patients patients,
    List<Layer> layers,
    List<Overlap> overlap,
    ClinicalReport clinical,
    Integer batches) {

  /**
   * How many patients there are.
   *
   * @param withOutcome patients with a survival time and status
   * @param withAnyLayer those of them with at least one layer
   * @param kept the patients of the cohort
   */
  public record Patients(int withOutcome, int withAnyLayer, int kept) {}

  /**
   * One layer.
   *
   * @param kind counts, beta, binary, ready; null without its report
   * @param features how many
   * @param patients patients of the layer, with or without an outcome
   * @param kept patients of the layer who are in the cohort
   * @param setAside what its reader left out
   */
  public record Layer(
      String name, String kind, int features, int patients, int kept, List<SetAside> setAside) {}

  /**
   * Patients who have exactly these layers.
   *
   * @param layers names in the order of the layers; empty: clinical variables alone
   * @param patients how many
   */
  public record Overlap(List<String> layers, int patients) {}
}
