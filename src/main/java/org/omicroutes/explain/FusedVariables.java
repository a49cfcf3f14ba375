package org.omicroutes.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.mmfn.FusedModel;
import org.omicroutes.models.mmfn.InputFeature;
import org.omicroutes.models.mmfn.InputFeature.Kind;

/**
 * The variables of patients that a fused model looks at, and where each is among its inputs.
 *
 * @param variables in the order of the inputs; an input that the patients' matrices lack is in none
 * @param inputs the position of each variable among the inputs
 * @param kinds of each variable
 */
record FusedVariables(List<Variable> variables, int[] inputs, List<Kind> kinds) {

  static FusedVariables of(FusedModel model, PatientData data) {
    Map<String, Variable> known = new HashMap<>();
    Variable.of(data).forEach(variable -> known.put(variable.key(), variable));
    List<Variable> variables = new ArrayList<>();
    List<Integer> inputs = new ArrayList<>();
    List<Kind> kinds = new ArrayList<>();
    List<InputFeature> features = model.inputFeatures();
    for (int j = 0; j < features.size(); j++) {
      InputFeature feature = features.get(j);
      Variable variable = known.get(Variable.key(feature.modality(), feature.feature()));
      if (variable != null) {
        variables.add(variable);
        inputs.add(j);
        kinds.add(feature.kind());
      }
    }
    return new FusedVariables(
        variables, inputs.stream().mapToInt(Integer::intValue).toArray(), kinds);
  }

  /** Those that have a gradient. */
  boolean isNumber(int k) {
    return kinds.get(k) != Kind.CATEGORY;
  }
}
