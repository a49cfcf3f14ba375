package org.omicroutes.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.omicroutes.models.Modality;
import org.omicroutes.models.PanCancer;
import org.omicroutes.models.PatientData;

/**
 * The layers that modalities come from. What is known twice of a patient comes and goes together:
 * {@code clinical-rich} repeats {@code clinical}, {@code burden} counts the mutations of {@code
 * mutation}, and {@code burden-X} those of {@code X}. Every other modality is a layer of its own.
 *
 * <p>A pan-cancer score ({@link PanCancer#MODALITY}) is made of the other layers. It is a group of
 * its own, but none to take away, and gone as soon as any layer is: with it, a model would know of
 * what is missing.
 */
public final class Layers {
  private static final Map<String, String> PARTS =
      Map.of("clinical-rich", "clinical", "burden", "mutation");

  private static final String BURDEN = "burden-";

  /** With more layers, not every subset is tried. */
  private static final int MOST_IN_FULL = 5;

  private Layers() {}

  /** The layer of a modality. */
  public static String of(String modality) {
    return modality.startsWith(BURDEN)
        ? modality.substring(BURDEN.length())
        : PARTS.getOrDefault(modality, modality);
  }

  /** The layers that can be taken away, in the order in which they are first met. */
  public static List<String> of(PatientData data) {
    Set<String> layers = new LinkedHashSet<>();
    data.modalities().keySet().forEach(modality -> layers.add(of(modality)));
    layers.remove(PanCancer.MODALITY);
    return List.copyOf(layers);
  }

  /** The layers as groups of features. */
  public static FeatureGroups groups(PatientData data) {
    return FeatureGroups.of(data, (modality, feature) -> of(modality));
  }

  /** The same patients without some layers, and where there are any, without a pan-cancer score. */
  public static PatientData without(PatientData data, List<String> layers) {
    Map<String, Modality> kept = new LinkedHashMap<>(data.modalities());
    kept.keySet().removeIf(modality -> layers.contains(of(modality)));
    if (!layers.isEmpty()) {
      kept.remove(PanCancer.MODALITY);
    }
    return new PatientData(data.patients(), kept);
  }

  /**
   * Sets of layers to take away, the smallest first: none, then all subsets of up to five layers,
   * but not all layers. Of more layers: single ones, pairs, and all but one.
   */
  public static List<List<String>> patterns(List<String> layers) {
    int count = layers.size();
    if (count > 30) {
      throw new IllegalArgumentException(count + " layers, expected at most 30");
    }
    List<List<String>> patterns = new ArrayList<>();
    for (int missing = 0; missing < count; missing++) {
      boolean tried = count <= MOST_IN_FULL || missing <= 2 || missing == count - 1;
      if (tried) {
        choose(layers, missing, 0, new ArrayList<>(), patterns);
      }
    }
    return patterns;
  }

  private static void choose(
      List<String> layers, int more, int from, List<String> chosen, List<List<String>> patterns) {
    if (more == 0) {
      patterns.add(List.copyOf(chosen));
      return;
    }
    for (int k = from; k <= layers.size() - more; k++) {
      chosen.add(layers.get(k));
      choose(layers, more - 1, k + 1, chosen, patterns);
      chosen.remove(chosen.size() - 1);
    }
  }
}
