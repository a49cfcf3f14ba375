package org.omicroutes.explain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.omicroutes.cohort.DataException;
import org.omicroutes.formats.DelimitedReader;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.models.Modality;
import org.omicroutes.models.ModelFiles;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.ReferencePatient;
import org.omicroutes.step.StepContext;

/** What the steps of this room read. */
final class ExplainInputs {
  private static final int NAMED = 5;

  private ExplainInputs() {}

  /**
   * Data of all patients in the modalities that the model was trained on; other modalities are left
   * out, and both these and lacking ones noted.
   *
   * @throws DataException where none of the model's modalities is there
   */
  static PatientData data(StepContext<?> context, ModelFiles.Loaded model) throws IOException {
    PatientData all = ModelFiles.patients(context);
    Map<String, Modality> known = new LinkedHashMap<>(all.modalities());
    known.keySet().retainAll(model.modalities());
    if (known.isEmpty()) {
      throw DataException.in(context.input("model"))
          .error(
              "a model of " + model.modalities(),
              "one of the given modalities " + all.modalities().keySet());
    }
    Set<String> unused = new LinkedHashSet<>(all.modalities().keySet());
    unused.removeAll(known.keySet());
    if (!unused.isEmpty()) {
      context.note("modalities that the model was not trained on are left out: " + unused);
    }
    Set<String> lacking = new LinkedHashSet<>(model.modalities());
    lacking.removeAll(known.keySet());
    if (!lacking.isEmpty()) {
      context.note("modalities of the model that are not given: " + lacking);
    }
    return new PatientData(all.patients(), known);
  }

  /**
   * The patients on the port {@code patients} in the order of the file, all of the data without
   * one. One without any data stays: the model knows what it says of such.
   *
   * @throws DataException where none of them has data
   */
  static List<String> patients(StepContext<?> context, PatientData data) throws IOException {
    Optional<Path> file = context.optionalInput("patients");
    if (file.isEmpty()) {
      return data.patients();
    }
    List<String> listed = TableFiles.readIds(file.get());
    List<String> unknown = listed.stream().filter(id -> !data.patients().contains(id)).toList();
    if (unknown.size() == listed.size()) {
      throw DataException.in(file.get())
          .error("none of the patients of the data", "ids of patients, one a line");
    }
    if (!unknown.isEmpty()) {
      context.note(unknown.size() + " patients without any data: " + some(unknown));
    }
    return listed;
  }

  /**
   * Patients and whom they are compared with, in the same modalities and features.
   *
   * @param data of all patients
   */
  record Comparison(PatientData data, PatientData background) {}

  /**
   * The data and so many of the patients on the port {@code background}; without it, the model's
   * reference patient, and the data aligned to it.
   *
   * @throws DataException where none of the background patients has data, or the model's file has
   *     no reference patient
   */
  static Comparison comparison(StepContext<?> context, ModelFiles.Loaded model, int size, long seed)
      throws IOException {
    PatientData data = data(context, model);
    Optional<Path> file = context.optionalInput("background");
    if (file.isPresent()) {
      return new Comparison(data, data.select(background(file.get(), data, size, seed)));
    }
    Path modelFile = context.input("model");
    ReferencePatient reference =
        model.reference().orElseThrow(() -> ModelFiles.withoutReference(modelFile));
    return new Comparison(reference.align(data), reference.patient());
  }

  /** So many of the patients that a file lists, drawn, in alphabetical order. */
  private static List<String> background(Path file, PatientData data, int size, long seed)
      throws IOException {
    Set<String> known = new TreeSet<>(TableFiles.readIds(file));
    known.retainAll(Set.copyOf(data.patients()));
    if (known.isEmpty()) {
      throw DataException.in(file)
          .error("none of the patients of the data", "ids of training patients, one a line");
    }
    return drawn(List.copyOf(known), size, seed);
  }

  /** So many of these, in their order; whoever is drawn does not depend on it. */
  static List<String> drawn(List<String> ids, int size, long seed) {
    if (ids.size() <= size) {
      return ids;
    }
    List<String> sorted = ids.stream().sorted().toList();
    int[] order = SampledShapley.shuffle(sorted.size(), new SplittableRandom(seed));
    Set<String> chosen = new LinkedHashSet<>();
    for (int k = 0; k < size; k++) {
      chosen.add(sorted.get(order[k]));
    }
    return ids.stream().filter(chosen::contains).toList();
  }

  /** So many of the patients ({@link #drawn}; 0: all); fewer are noted. */
  static List<String> limited(StepContext<?> context, List<String> listed, int most, long seed) {
    List<String> chosen = most == 0 ? listed : drawn(listed, most, seed);
    if (chosen.size() < listed.size()) {
      context.note(
          "%d of %d patients are explained, drawn with seed %d"
              .formatted(chosen.size(), listed.size(), seed));
    }
    return chosen;
  }

  /**
   * The groups on the port {@code groups} (columns {@code modality feature group}); a feature that
   * is not listed there, and every feature without the port, is in the group of its layer.
   *
   * @throws DataException where a feature is there twice or its modality is not given
   */
  static FeatureGroups groups(StepContext<?> context, PatientData data) throws IOException {
    Optional<Path> file = context.optionalInput("groups");
    if (file.isEmpty()) {
      return Layers.groups(data);
    }
    Map<String, Map<String, String>> listed = new HashMap<>();
    List<String> unknown = new ArrayList<>();
    try (DelimitedReader in = DelimitedReader.open(file.get())) {
      int modality = in.require("modality");
      int feature = in.require("feature");
      int group = in.require("group");
      for (List<String> cells = in.next(); cells != null; cells = in.next()) {
        if (cells.size() != in.header().size()) {
          throw in.here().error(cells.size() + " cells", in.header().size() + ", as in the header");
        }
        Modality block = data.modalities().get(cells.get(modality));
        if (block == null) {
          throw in.here(modality)
              .error("'" + cells.get(modality) + "'", "one of " + data.modalities().keySet());
        }
        if (block.values().featureIndex(cells.get(feature)) < 0) {
          unknown.add(cells.get(feature));
        }
        String before =
            listed
                .computeIfAbsent(cells.get(modality), m -> new HashMap<>())
                .put(cells.get(feature), cells.get(group));
        if (before != null) {
          throw in.here(feature).error("'" + cells.get(feature) + "' again", "each feature once");
        }
      }
    }
    if (!unknown.isEmpty()) {
      context.note(unknown.size() + " features of groups are not in the data: " + some(unknown));
    }
    return FeatureGroups.of(
        data,
        (modality, feature) ->
            listed.getOrDefault(modality, Map.of()).getOrDefault(feature, Layers.of(modality)));
  }

  static String some(List<String> ids) {
    return String.join(", ", ids.subList(0, Math.min(NAMED, ids.size())))
        + (ids.size() > NAMED ? ", …" : "");
  }
}
