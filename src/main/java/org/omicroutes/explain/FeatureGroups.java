package org.omicroutes.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.omicroutes.cohort.DataException;
import org.omicroutes.models.Modality;
import org.omicroutes.models.PatientData;

/**
 * The players of the game whose Shapley values are wanted: every feature of every modality belongs
 * to exactly one group. A group may reach over several modalities (all that is known of a pathway),
 * and may be a single feature. Immutable.
 */
public final class FeatureGroups {
  private final List<String> names;
  private final Map<String, List<String>> features;
  private final Map<String, int[]> groups;

  private FeatureGroups(
      List<String> names, Map<String, List<String>> features, Map<String, int[]> groups) {
    this.names = List.copyOf(names);
    this.features = features;
    this.groups = groups;
  }

  /**
   * @param data whose modalities and features are to be grouped; its patients do not matter
   * @param groupOf from modality and feature to the name of the group; groups are in the order in
   *     which they are first met
   * @throws DataException where a feature is in no group (null)
   */
  public static FeatureGroups of(PatientData data, BinaryOperator<String> groupOf) {
    List<String> names = new ArrayList<>();
    Map<String, Integer> numbers = new LinkedHashMap<>();
    Map<String, List<String>> features = new LinkedHashMap<>();
    Map<String, int[]> groups = new LinkedHashMap<>();
    data.modalities()
        .forEach(
            (modality, block) -> {
              List<String> ids = block.values().featureIds();
              int[] numbered = new int[ids.size()];
              for (int f = 0; f < numbered.length; f++) {
                String name = groupOf.apply(modality, ids.get(f));
                if (name == null) {
                  throw DataException.of(
                      "feature " + ids.get(f) + " of " + modality + " in no group",
                      "every feature in a group");
                }
                numbered[f] =
                    numbers.computeIfAbsent(
                        name,
                        n -> {
                          names.add(n);
                          return names.size() - 1;
                        });
              }
              features.put(modality, ids);
              groups.put(modality, numbered);
            });
    return new FeatureGroups(names, features, groups);
  }

  /** Each modality a group. A modality without features is in none. */
  public static FeatureGroups modalities(PatientData data) {
    return of(data, (modality, feature) -> modality);
  }

  /** Each feature a group of its own, called {@code modality/feature}. */
  public static FeatureGroups features(PatientData data) {
    return of(data, (modality, feature) -> modality + "/" + feature);
  }

  /** Names, in the order of every result. */
  public List<String> names() {
    return names;
  }

  public int size() {
    return names.size();
  }

  /** The group of each feature of a modality. */
  int[] groupsOf(String modality) {
    return groups.get(modality).clone();
  }

  /**
   * The outer group of each of these groups.
   *
   * @throws IllegalArgumentException where a group lies in two outer ones
   */
  int[] within(FeatureGroups outer) {
    int[] parent = new int[size()];
    Arrays.fill(parent, -1);
    groups.forEach(
        (modality, inner) -> {
          int[] outside = outer.groups.get(modality);
          if (outside == null || outside.length != inner.length) {
            throw new IllegalArgumentException("outer groups of other features: " + modality);
          }
          for (int f = 0; f < inner.length; f++) {
            int known = parent[inner[f]];
            if (known >= 0 && known != outside[f]) {
              throw new IllegalArgumentException(names.get(inner[f]) + " lies in two outer groups");
            }
            parent[inner[f]] = outside[f];
          }
        });
    return parent;
  }

  /**
   * @throws DataException where the patients have other modalities or features than were grouped
   */
  void check(PatientData data) {
    if (!data.modalities().keySet().equals(features.keySet())) {
      throw DataException.of(
          "modalities " + data.modalities().keySet(), "those grouped, " + features.keySet());
    }
    for (Map.Entry<String, Modality> entry : data.modalities().entrySet()) {
      if (!entry.getValue().values().featureIds().equals(features.get(entry.getKey()))) {
        throw DataException.of(
            "other features of " + entry.getKey() + " than were grouped",
            "the same features in the same order");
      }
    }
  }
}
