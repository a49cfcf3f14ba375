package org.omicroutes.formats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.cohort.SurvivalData;

/** Brings outcomes, layers and batches of a cohort together and checks that they fit. */
final class CohortFlow {
  private static final int EXAMPLES = 3;

  /**
   * A layer as it lies on disk.
   *
   * @param patients its columns
   * @param report its reader's; null where it was not given
   */
  record LayerPart(
      String name, String file, List<String> patients, int features, LayerReport report) {

    /** Whether values are corrected for batches later: raw ones are, ready ones are not. */
    boolean isRaw() {
      return report == null || report.kind().equals("counts") || report.kind().equals("beta");
    }
  }

  private final SurvivalData survival;
  private final List<LayerPart> layers;

  CohortFlow(SurvivalData survival, List<LayerPart> layers) {
    this.survival = survival;
    this.layers = List.copyOf(layers);
  }

  /** The patients of the cohort, sorted: all with an outcome, as clinical data alone is enough. */
  List<String> patients() {
    return List.copyOf(new TreeSet<>(survival.sampleIds()));
  }

  /**
   * Every layer must share patients with the outcomes.
   *
   * @throws DataException that shows ids of both sides
   */
  void requireOverlap(String survivalFile) {
    for (LayerPart layer : layers) {
      if (survival.knownSamples(layer.patients()).isEmpty()) {
        throw DataException.in(layer.file())
            .error(
                "no overlap between layers: layer '"
                    + layer.name()
                    + "' has patients such as "
                    + examples(layer.patients())
                    + ", the outcomes of "
                    + survivalFile
                    + " are of "
                    + examples(survival.sampleIds()),
                "patients in common");
      }
    }
  }

  private static List<String> examples(List<String> ids) {
    return ids.subList(0, Math.min(EXAMPLES, ids.size()));
  }

  /**
   * The batches that have a single patient among a raw layer's patients with an outcome: nothing
   * can be learned about the spread of such a batch. A layer that is all one batch needs no
   * correction and is not looked at.
   *
   * @return layer name to batch to its patient
   */
  Map<String, Map<String, String>> singleBatches(SampleTable batches) {
    Map<String, Map<String, String>> found = new LinkedHashMap<>();
    for (LayerPart layer : layers) {
      if (layer.isRaw()) {
        Map<String, List<String>> members = members(layer, batches);
        Map<String, String> singles = new TreeMap<>();
        members.forEach(
            (batch, patients) -> {
              if (patients.size() == 1 && members.size() > 1) {
                singles.put(batch, patients.get(0));
              }
            });
        if (!singles.isEmpty()) {
          found.put(layer.name(), singles);
        }
      }
    }
    return found;
  }

  private Map<String, List<String>> members(LayerPart layer, SampleTable batches) {
    Map<String, List<String>> members = new TreeMap<>();
    for (String patient : survival.knownSamples(layer.patients())) {
      String batch = batches.value(patient, "batch");
      if (batch != null) {
        members.computeIfAbsent(batch, b -> new ArrayList<>()).add(patient);
      }
    }
    return members;
  }

  /** The layers that have no patient with an outcome in common with another one, as a pair. */
  List<List<String>> disjointLayers() {
    List<List<String>> pairs = new ArrayList<>();
    for (int a = 0; a < layers.size(); a++) {
      Set<String> known = Set.copyOf(survival.knownSamples(layers.get(a).patients()));
      for (int b = a + 1; b < layers.size(); b++) {
        if (layers.get(b).patients().stream().noneMatch(known::contains)) {
          pairs.add(List.of(layers.get(a).name(), layers.get(b).name()));
        }
      }
    }
    return pairs;
  }

  /**
   * Who came in.
   *
   * @param clinical null where it was not given
   * @param batches how many there are; null where it is not known
   */
  CohortReport report(ClinicalReport clinical, Integer batches) {
    Map<String, List<String>> layersOf = new TreeMap<>();
    patients().forEach(patient -> layersOf.put(patient, new ArrayList<>()));
    for (LayerPart layer : layers) {
      survival
          .knownSamples(layer.patients())
          .forEach(patient -> layersOf.get(patient).add(layer.name()));
    }
    Map<List<String>, Integer> counts = new LinkedHashMap<>();
    layersOf.values().forEach(names -> counts.merge(List.copyOf(names), 1, Integer::sum));
    List<CohortReport.Overlap> overlap =
        counts.entrySet().stream()
            .map(e -> new CohortReport.Overlap(e.getKey(), e.getValue()))
            .sorted(
                Comparator.comparingInt(CohortReport.Overlap::patients)
                    .reversed()
                    .thenComparing(o -> String.join(",", o.layers())))
            .toList();
    int withAnyLayer = (int) layersOf.values().stream().filter(names -> !names.isEmpty()).count();
    return new CohortReport(
        new CohortReport.Patients(survival.size(), withAnyLayer, layersOf.size()),
        layers.stream().map(this::layer).toList(),
        overlap,
        clinical,
        batches);
  }

  private CohortReport.Layer layer(LayerPart part) {
    LayerReport report = part.report();
    return new CohortReport.Layer(
        part.name(),
        report == null ? null : report.kind(),
        part.features(),
        part.patients().size(),
        survival.knownSamples(part.patients()).size(),
        report == null ? List.of() : report.setAside());
  }
}
