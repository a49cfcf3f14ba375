package org.omicroutes.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The clinical variables that a model was fitted with, and their values for any patients.
 *
 * @param variables in the order of the model's features
 */
public record ClinicalVariables(List<Variable> variables) {

  /** A feature of a clinical modality. */
  public record Variable(String modality, String feature) {}

  public ClinicalVariables {
    variables = List.copyOf(variables);
  }

  static ClinicalVariables of(PatientData data) {
    List<Variable> variables = new ArrayList<>();
    data.of(Modality.Kind.CLINICAL)
        .forEach(
            (name, modality) ->
                modality.values().featureIds().forEach(f -> variables.add(new Variable(name, f))));
    return new ClinicalVariables(variables);
  }

  List<String> names() {
    return variables.stream().map(v -> v.modality() + ":" + v.feature()).toList();
  }

  /** Each row followed by the patient's variables, NaN where unknown. */
  double[][] appendedTo(double[][] rows, PatientData data) {
    double[][] wider = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      int from = rows[i].length;
      wider[i] = Arrays.copyOf(rows[i], from + variables.size());
      for (int v = 0; v < variables.size(); v++) {
        wider[i][from + v] = value(variables.get(v), data, data.patients().get(i));
      }
    }
    return wider;
  }

  private static double value(Variable variable, PatientData data, String patient) {
    Modality modality = data.modalities().get(variable.modality());
    int row = modality == null ? -1 : modality.values().featureIndex(variable.feature());
    int column = row < 0 ? -1 : modality.values().sampleIndex(patient);
    return column < 0 ? Double.NaN : modality.values().at(row, column);
  }
}
