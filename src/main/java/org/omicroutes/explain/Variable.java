package org.omicroutes.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.models.Modality;
import org.omicroutes.models.PatientData;

/**
 * What a person would call one variable: a gene, a number, or a category, whose levels are 0/1
 * features {@code column=level} that change together.
 *
 * @param name the feature; of a category with levels, its column
 * @param rows of its features in the modality's matrix
 * @param levels what each row says, in their order; empty for a single feature
 */
public record Variable(String modality, String name, int[] rows, List<String> levels) {
  private static final char LEVEL = '=';

  public Variable {
    levels = List.copyOf(levels);
  }

  /** All variables, in the order in which their first features are met. */
  public static List<Variable> of(PatientData data) {
    List<Variable> variables = new ArrayList<>();
    data.modalities()
        .forEach(
            (modality, block) -> {
              Map<String, List<Integer>> rows = new LinkedHashMap<>();
              List<String> features = block.values().featureIds();
              for (int f = 0; f < features.size(); f++) {
                rows.computeIfAbsent(name(block, features.get(f)), n -> new ArrayList<>()).add(f);
              }
              rows.forEach((name, at) -> variables.add(of(modality, name, features, at)));
            });
    return variables;
  }

  private static Variable of(
      String modality, String name, List<String> features, List<Integer> rows) {
    List<String> levels =
        features.get(rows.get(0)).equals(name)
            ? List.of()
            : rows.stream().map(r -> features.get(r).substring(name.length() + 1)).toList();
    return new Variable(
        modality, name, rows.stream().mapToInt(Integer::intValue).toArray(), levels);
  }

  private static String name(Modality block, String feature) {
    int at = block.kind() == Modality.Kind.CLINICAL ? feature.indexOf(LEVEL) : -1;
    return at < 1 ? feature : feature.substring(0, at);
  }

  /** Groups of features: one for each of some variables, and one, without a name, for the rest. */
  static FeatureGroups groups(PatientData data, Collection<Variable> single) {
    Set<String> keys = single.stream().map(Variable::key).collect(Collectors.toSet());
    return FeatureGroups.of(
        data,
        (modality, feature) -> {
          String key = key(modality, name(data.modalities().get(modality), feature));
          return keys.contains(key) ? key : "";
        });
  }

  /** Modality and name in one; a tab is in neither. */
  String key() {
    return key(modality, name);
  }

  static String key(String modality, String name) {
    return modality + "\t" + name;
  }

  /** The values of a patient; NaN where missing, or where the patient lacks the modality. */
  double[] values(PatientData data, String patient) {
    LabelledMatrix matrix = data.modalities().get(modality).values();
    int column = matrix.sampleIndex(patient);
    return Arrays.stream(rows)
        .mapToDouble(r -> column < 0 ? Double.NaN : matrix.at(r, column))
        .toArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Variable that
        && name.equals(that.name)
        && modality.equals(that.modality);
  }

  @Override
  public int hashCode() {
    return 31 * modality.hashCode() + name.hashCode();
  }
}
