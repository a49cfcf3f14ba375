package org.omicroutes.explain;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.omicroutes.models.Modality;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.mmfn.FusedModel;

/**
 * The features of a network that are worth exchanging one by one: those of the largest |gradient ×
 * difference|, and all clinical ones. Two gradients stand for a prediction of each gene.
 */
final class GradientShortlist implements FeatureShapley.Shortlist {
  private final FusedModel model;
  private final FusedVariables fused;
  private final int most;

  /**
   * @param data whose modalities and features the patients have
   * @param most genes
   */
  GradientShortlist(FusedModel model, PatientData data, int most) {
    this.model = model;
    this.fused = FusedVariables.of(model, data);
    this.most = most;
  }

  @Override
  public Set<String> of(PatientData one, PatientData typical) {
    double[] here = model.prepared(one)[0];
    double[] there = model.prepared(typical)[0];
    double[] gradient = model.gradient(one)[0];
    double[] other = model.gradient(typical)[0];
    Set<String> keys = new HashSet<>();
    one.modalities()
        .forEach(
            (modality, block) -> {
              if (block.kind() == Modality.Kind.CLINICAL) {
                block.values().featureIds().forEach(f -> keys.add(Variable.key(modality, f)));
              }
            });
    List<Variable> variables = fused.variables();
    Comparator<Integer> byMove =
        Comparator.comparingDouble(
            k -> {
              int input = fused.inputs()[k];
              double slope = Math.max(Math.abs(gradient[input]), Math.abs(other[input]));
              return -slope * Math.abs(here[input] - there[input]);
            });
    IntStream.range(0, variables.size())
        .filter(fused::isNumber)
        .boxed()
        .sorted(byMove)
        .limit(most)
        .forEach(k -> keys.add(variables.get(k).key()));
    return keys;
  }
}
