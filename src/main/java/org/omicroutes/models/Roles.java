package org.omicroutes.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.models.Modality.Kind;

/**
 * Which modality is what, by kind and name.
 *
 * @param clinical the clinical modality named {@code clinical}, else the first one; null if none
 * @param rich the clinical modality named {@code clinical-rich}, else {@code clinical}
 * @param rna the continuous modality named {@code rna}, else the first one; null if none
 * @param otherOmics the other continuous ones and the binary ones, in the order of the data
 * @param summaries in the order of the data
 */
public record Roles(
    String clinical, String rich, String rna, List<String> otherOmics, List<String> summaries) {

  public static Roles of(PatientData data) {
    String clinical = named(data, Kind.CLINICAL, "clinical");
    String rich = named(data, Kind.CLINICAL, "clinical-rich");
    boolean isRich = "clinical-rich".equals(rich);
    String rna = named(data, Kind.CONTINUOUS, "rna");
    List<String> others = new ArrayList<>(data.of(Kind.CONTINUOUS).keySet());
    others.remove(rna);
    others.addAll(data.of(Kind.BINARY).keySet());
    return new Roles(
        clinical,
        isRich ? rich : clinical,
        rna,
        List.copyOf(others),
        List.copyOf(data.of(Kind.SUMMARY).keySet()));
  }

  private static String named(PatientData data, Kind kind, String name) {
    return among(data.of(kind).keySet(), name);
  }

  /** The name, where there is such a modality; else the first one; null if none. */
  public static String among(Set<String> found, String name) {
    return found.contains(name) ? name : found.stream().findFirst().orElse(null);
  }

  /** What a model of everything learns from: one clinical modality, the rich one, and the rest. */
  List<String> all() {
    List<String> all = new ArrayList<>();
    if (rich != null) {
      all.add(rich);
    }
    if (rna != null) {
      all.add(rna);
    }
    all.addAll(otherOmics);
    all.addAll(summaries);
    return all;
  }

  /** These weights of the modalities that are there. */
  static Map<String, Double> weights(Object... namesAndWeights) {
    Map<String, Double> weights = new LinkedHashMap<>();
    for (int k = 0; k < namesAndWeights.length; k += 2) {
      if (namesAndWeights[k] != null) {
        weights.put((String) namesAndWeights[k], ((Number) namesAndWeights[k + 1]).doubleValue());
      }
    }
    return weights;
  }

  /**
   * What every fit asks of its training data.
   *
   * @throws DataException where fewer than two events were seen
   */
  public static Roles ofTraining(PatientData training, SurvivalData survival) {
    if (!training.patients().equals(survival.sampleIds())) {
      throw new IllegalArgumentException("survival is not that of the patients in their order");
    }
    if (survival.eventCount() < 2) {
      throw DataException.of(
          (survival.eventCount() == 0 ? "no event" : "a single event")
              + " among "
              + survival.size()
              + " training patients",
          "two at least (inner folds have to tell events from survivors)");
    }
    return of(training);
  }

  /**
   * The same name back.
   *
   * @throws DataException where it is null: the data have no such modality
   */
  public static String required(String modality, String kind, PatientData data) {
    if (modality == null) {
      throw DataException.of(
          "no " + kind + " modality, only " + data.modalities().keySet(),
          "a " + kind + " modality");
    }
    return modality;
  }
}
