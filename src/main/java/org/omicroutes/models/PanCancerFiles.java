package org.omicroutes.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.models.Modality.Kind;
import org.omicroutes.step.StepContext;

/** The cohorts that a pan-cancer score is learned from, on disk. */
final class PanCancerFiles {
  private static final Map<String, Kind> PORTS =
      Map.of("clinical", Kind.CLINICAL, "continuous", Kind.CONTINUOUS, "binary", Kind.BINARY);

  private final StepContext<?> context;

  /** Files by cohort, kind and modality, sorted, so that the order of ports changes nothing. */
  private final Map<String, Map<Kind, Map<String, Path>>> files = new TreeMap<>();

  /**
   * @throws IllegalArgumentException where a file is not named COHORT/MODALITY, or a cohort has
   *     survival and no modality, or the other way round
   */
  PanCancerFiles(StepContext<?> context) {
    this.context = context;
    Set<String> survival = new TreeSet<>(context.namedInputs("survival").keySet());
    PORTS.forEach(
        (port, kind) ->
            context
                .namedInputs(port)
                .forEach(
                    (name, file) -> {
                      String[] parts = parts(port, name);
                      files
                          .computeIfAbsent(parts[0], cohort -> new TreeMap<>())
                          .computeIfAbsent(kind, k -> new TreeMap<>())
                          .put(parts[1], file);
                    }));
    if (!survival.equals(files.keySet())) {
      throw new IllegalArgumentException(
          "survival: found the cohorts " + survival + ", expected " + files.keySet());
    }
  }

  private static String[] parts(String port, String name) {
    String[] parts = name.split("/", -1);
    if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
      throw new IllegalArgumentException(
          port + ": found the name '" + name + "', expected COHORT/MODALITY");
    }
    return parts;
  }

  /**
   * The cohorts, sorted by name, with the modalities that {@link PanCancerTrainer} takes; files of
   * others are not read, which is noted. A cohort's patients are those with survival and a
   * modality, sorted.
   */
  List<PanCancerTrainer.Cohort> read() throws IOException {
    Map<Kind, Map<String, Path>> first = files.values().iterator().next();
    Map<Kind, String> taken = new LinkedHashMap<>();
    taken.put(Kind.CLINICAL, Roles.among(names(first, Kind.CLINICAL), "clinical"));
    taken.put(Kind.CONTINUOUS, Roles.among(names(first, Kind.CONTINUOUS), "rna"));
    Set<String> left = new TreeSet<>();
    List<PanCancerTrainer.Cohort> cohorts = new ArrayList<>();
    for (var cohort : files.entrySet()) {
      Map<String, Modality> modalities = new LinkedHashMap<>();
      for (Kind kind : List.of(Kind.CLINICAL, Kind.CONTINUOUS, Kind.BINARY)) {
        for (var file : cohort.getValue().getOrDefault(kind, Map.of()).entrySet()) {
          String name = file.getKey();
          if (kind == Kind.BINARY || name.equals(taken.get(kind))) {
            Modality modality = new Modality(kind, MatrixFiles.read(file.getValue()));
            if (modalities.put(name, modality) != null) {
              throw DataException.in(file.getValue())
                  .error("a second modality " + name, "another name for each");
            }
          } else {
            left.add(name);
          }
        }
      }
      cohorts.add(cohort(cohort.getKey(), modalities));
    }
    if (!left.isEmpty()) {
      context.note("modalities that the score does not take: " + String.join(", ", left));
    }
    return cohorts;
  }

  private static Set<String> names(Map<Kind, Map<String, Path>> cohort, Kind kind) {
    return cohort.getOrDefault(kind, Map.of()).keySet();
  }

  private PanCancerTrainer.Cohort cohort(String name, Map<String, Modality> modalities)
      throws IOException {
    Path file = context.namedInputs("survival").get(name);
    SurvivalData survival = TableFiles.readSurvival(file);
    Set<String> both = new TreeSet<>();
    modalities.values().forEach(modality -> both.addAll(modality.values().sampleIds()));
    both.retainAll(Set.copyOf(survival.sampleIds()));
    if (both.isEmpty()) {
      throw DataException.in(file)
          .error("none of the patients of the modalities", "survival of the same patients");
    }
    List<String> patients = List.copyOf(both);
    return new PanCancerTrainer.Cohort(
        name, new PatientData(patients, modalities), survival.select(patients));
  }
}
