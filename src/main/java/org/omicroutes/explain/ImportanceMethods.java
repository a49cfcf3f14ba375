package org.omicroutes.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.omicroutes.classify.HorizonLabels;
import org.omicroutes.classify.RocAuc;
import org.omicroutes.classify.ScoredLabels;
import org.omicroutes.models.Modality;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.mmfn.FusedModel;
import org.omicroutes.models.mmfn.HorizonModel;

/**
 * What variables matter to a model of a horizon, by several methods. Shapley values come first:
 * they say which molecular features are worth permuting.
 */
final class ImportanceMethods {
  static final String SHAPLEY = "shapley";
  static final String PERMUTATION = "permutation";

  /** Gradients on the line from each background patient. */
  private static final int POINTS = 4;

  private final PatientData background;
  private final int features;
  private final long seed;
  private final Consumer<String> note;
  private List<Variable> chosen = List.of();

  /**
   * @param features molecular ones at most
   * @param note told what was left out
   */
  ImportanceMethods(PatientData background, int features, long seed, Consumer<String> note) {
    this.background = background;
    this.features = features;
    this.seed = seed;
    this.note = note;
  }

  /** Attention, where there is any, and Shapley values of all variables. */
  List<ClassImportance> ofNetwork(FusedModel model, PatientData patients, DoubleConsumer progress) {
    FusedVariables fused = FusedVariables.of(model, patients);
    List<ClassImportance> found =
        new ArrayList<>(AttentionImportance.of(model, fused, patients, background));
    if (found.isEmpty()) {
      note.accept("the model has no attention: no rows of that method");
    }
    PathShapley shapley =
        PathShapley.of(model, fused, patients, background, POINTS, seed, progress);
    note.accept(
        String.format(
            Locale.ROOT,
            "gradients left %.1f %% of the log odds to share out",
            100 * shapley.unexplained()));
    List<ClassImportance> values = means(shapley.values(), fused.variables());
    Map<Variable, Double> effects = new HashMap<>();
    values.forEach(one -> effects.put(one.variable(), one.importance()));
    choose(fused.variables(), effects, patients);
    found.addAll(values);
    return found;
  }

  /** Shapley values of the variables that a screen chooses. */
  List<ClassImportance> ofAny(HorizonModel model, PatientData patients, DoubleConsumer progress) {
    note.accept("the model has no attention: no rows of that method");
    List<Variable> all = Variable.of(patients);
    PatientData range = background.patients().size() > 1 ? background : patients;
    List<Domain> domains = all.stream().map(variable -> Domain.of(variable, range)).toList();
    var screen = FeatureScreen.of(model, patients, domains, done -> progress.accept(0.2 * done));
    choose(all, screen.effects(), patients);
    ShapleyValues values =
        WalkShapley.of(
            LogOdds.score(model),
            patients,
            background,
            Variable.groups(patients, chosen),
            seed,
            done -> progress.accept(0.2 + 0.8 * done));
    return means(values, chosen);
  }

  private void choose(List<Variable> all, Map<Variable, Double> effects, PatientData data) {
    Set<Variable> kept = new LinkedHashSet<>();
    List<Variable> molecular = new ArrayList<>();
    for (Variable variable : all) {
      boolean isClinical =
          data.modalities().get(variable.modality()).kind() == Modality.Kind.CLINICAL;
      (isClinical ? kept : molecular).add(variable);
    }
    long used = molecular.stream().filter(v -> effects.getOrDefault(v, 0.0) > 0).count();
    molecular.stream()
        .filter(variable -> effects.getOrDefault(variable, 0.0) > 0)
        .sorted(Comparator.comparingDouble(variable -> -effects.get(variable)))
        .limit(features)
        .forEach(kept::add);
    note.accept(
        "%d of %d molecular features move the prediction; %d of them are looked at one by one"
            .formatted(used, molecular.size(), Math.min(used, features)));
    chosen = List.copyOf(kept);
  }

  private static List<ClassImportance> means(ShapleyValues values, List<Variable> variables) {
    Map<String, Integer> columns = new HashMap<>();
    for (int g = 0; g < values.groups().size(); g++) {
      columns.put(values.groups().get(g), g);
    }
    List<ClassImportance> found = new ArrayList<>();
    for (Variable variable : variables) {
      int column = columns.get(variable.key());
      double[] absolute =
          Arrays.stream(values.values()).mapToDouble(row -> Math.abs(row[column])).toArray();
      found.add(ClassImportance.mean(SHAPLEY, variable, absolute));
    }
    return found;
  }

  /**
   * What the weighted area under the ROC curve loses, of the variables chosen before.
   *
   * @param labels of the same patients, none without a label
   */
  List<ClassImportance> permutation(
      HorizonModel model,
      PatientData patients,
      HorizonLabels labels,
      int repeats,
      DoubleConsumer progress) {
    FeatureGroups groups = Variable.groups(patients, chosen);
    int[] numbers = chosen.stream().mapToInt(v -> groups.names().indexOf(v.key())).toArray();
    List<PermutationImportance.Drop> drops =
        PermutationImportance.of(
            model::probability,
            patients,
            groups,
            numbers,
            scores -> RocAuc.of(ScoredLabels.of(labels, scores)).value(),
            repeats,
            seed,
            progress);
    return IntStream.range(0, drops.size())
        .mapToObj(
            k ->
                new ClassImportance(
                    PERMUTATION, chosen.get(k), drops.get(k).drop(), drops.get(k).standardError()))
        .toList();
  }
}
