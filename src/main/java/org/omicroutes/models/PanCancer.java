package org.omicroutes.models;

import java.util.List;

/**
 * What cohorts of other cancers say of risk: a score linear in standardised features and in squares
 * of clinical ones (risk seldom rises evenly with age). It knows no patient of the cohort that it
 * is then asked about; see {@link PanCancerTrainer}.
 *
 * @param parts one a modality
 * @param lambda the penalty, chosen by leaving whole cohorts out
 * @param cohorts the names of those it was learned from
 */
public record PanCancer(List<Part> parts, double lambda, List<String> cohorts) {
  /** The name of the modality that holds the score. */
  public static final String MODALITY = "pan-cancer";

  public PanCancer {
    parts = List.copyOf(parts);
    cohorts = List.copyOf(cohorts);
  }

  /**
   * @param modality its name, in every cohort
   * @param features of those that it speaks of
   * @param linear a coefficient a feature, per standard deviation within a cohort
   * @param squared the same of its square, 0 where there is none
   */
  public record Part(String modality, List<String> features, double[] linear, double[] squared) {}

  /**
   * The score in a cohort, whose features are standardised by its training patients.
   *
   * @param training patients; their survival is not asked for
   */
  public PanCancerScore on(PatientData training) {
    return new PanCancerScore(
        parts.stream()
            .filter(part -> training.modalities().containsKey(part.modality()))
            .map(
                part ->
                    ModalityScale.fit(
                        part.modality(),
                        training.modalities().get(part.modality()),
                        training.patients()))
            .toList(),
        this);
  }
}
