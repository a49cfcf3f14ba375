package org.omicroutes.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * A {@link PanCancer} score on the scales of one cohort. What a patient lacks counts as the
 * cohort's mean; one who has none of its modalities has no score.
 *
 * @param scales of the cohort's modalities that the score speaks of
 * @param model learned from other cohorts
 */
public record PanCancerScore(List<ModalityScale> scales, PanCancer model) {

  /** The score as a modality ({@link PanCancer#MODALITY}, one feature) beside those there are. */
  public PatientData addedTo(PatientData patients) {
    Map<String, Modality> modalities = new LinkedHashMap<>(patients.modalities());
    modalities.put(PanCancer.MODALITY, of(patients));
    return new PatientData(patients.patients(), modalities);
  }

  private Modality of(PatientData patients) {
    int n = patients.patients().size();
    double[] scores = new double[n];
    boolean[] known = new boolean[n];
    for (ModalityScale scale : scales) {
      boolean[] here = scale.known(patients);
      double[] own = scores(scale, scale.rows(patients));
      for (int i = 0; i < n; i++) {
        scores[i] += own[i];
        known[i] |= here[i];
      }
    }
    List<String> ids = new ArrayList<>();
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      if (known[i]) {
        values[ids.size()] = scores[i];
        ids.add(patients.patients().get(i));
      }
    }
    double[][] row = {java.util.Arrays.copyOf(values, ids.size())};
    return new Modality(
        Modality.Kind.SUMMARY, LabelledMatrix.of(List.of(PanCancer.MODALITY), ids, row));
  }

  private double[] scores(ModalityScale scale, double[][] rows) {
    PanCancer.Part part =
        model.parts().stream()
            .filter(p -> p.modality().equals(scale.modality()))
            .findFirst()
            .orElseThrow();
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (int f = 0; f < scale.features().size(); f++) {
      columns.put(scale.features().get(f), f);
    }
    double[] scores = new double[rows.length];
    for (int f = 0; f < part.features().size(); f++) {
      Integer column = columns.get(part.features().get(f));
      for (int i = 0; column != null && i < rows.length; i++) {
        double z = rows[i][column];
        scores[i] += part.linear()[f] * z + part.squared()[f] * z * z;
      }
    }
    return scores;
  }
}
