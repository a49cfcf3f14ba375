package org.omicroutes.models;

import java.util.List;

/** A model whose modalities attend to each other. Attention is a read-out, not an explanation. */
public interface AttentiveModel extends SurvivalModel {

  /**
   * Mean attention that one modality pays to another, over heads, members and patients.
   *
   * @param query the modality that asks
   * @param key the modality that is looked at
   * @param weight 0 to 1; the weights of one query sum to 1
   */
  record Attention(String query, String key, double weight) {}

  /** The weights of every ordered pair, over the patients given. */
  List<Attention> attention(PatientData patients);
}
