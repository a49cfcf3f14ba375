package org.omicroutes.models;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.PredictionFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.formats.TextFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Port;
import org.omicroutes.step.StepContext;

/** Models and the data of patients on disk. */
public final class ModelFiles {
  private static final int FORMAT = 1;

  /**
   * A model as it is saved.
   *
   * @param format the version of this layout
   * @param model the value of {@code --model}
   * @param modalities what it was trained on
   * @param reference null in files of earlier versions
   * @param fitted the model's own record; last, so that {@link #header} need not read it
   */
  private record Saved(
      int format,
      String model,
      List<String> modalities,
      ReferencePatient reference,
      Object fitted) {}

  /**
   * @param name the value of {@code --model}
   * @param modalities the names of those it was trained on
   * @param reference empty in files of earlier versions
   */
  public record Loaded(
      String name,
      List<String> modalities,
      SurvivalModel model,
      Optional<ReferencePatient> reference) {}

  /** What is told of a model without reading all of it. */
  public record Header(String name, boolean hasReference) {}

  private ModelFiles() {}

  /** The ports that every step takes modalities by. */
  public static List<Port> modalityPorts() {
    return List.of(
        Port.optionalNamed(
            "clinical", Edam.TSV, "Clinical variables × samples: z-scores, 0/1 for categories."),
        Port.optionalNamed(
            "continuous", Edam.TSV, "Molecular features × samples, on a continuous scale."),
        Port.optionalNamed("binary", Edam.TSV, "Genes × samples, 0 or 1 (mutations)."),
        Port.optionalNamed(
            "summary", Edam.TSV, "Few summaries × samples, such as the mutation burden."));
  }

  /**
   * Reads what the {@link #modalityPorts} name. Patients are all samples of all matrices.
   *
   * @throws DataException where there is no modality, or two have one name
   */
  public static PatientData patients(StepContext<?> context) throws IOException {
    return patients(context, modality -> true);
  }

  /** The same of the modalities whose names are asked for; other files are not read. */
  static PatientData patients(StepContext<?> context, Predicate<String> asked) throws IOException {
    Map<String, Modality> modalities = new LinkedHashMap<>();
    Set<String> patients = new TreeSet<>();
    for (Modality.Kind kind : Modality.Kind.values()) {
      String port = kind.name().toLowerCase(Locale.ROOT);
      for (var file : context.namedInputs(port).entrySet()) {
        if (!asked.test(file.getKey())) {
          continue;
        }
        LabelledMatrix values = MatrixFiles.read(file.getValue());
        if (modalities.put(file.getKey(), new Modality(kind, values)) != null) {
          throw DataException.in(file.getValue())
              .error("a second modality " + file.getKey(), "another name for each");
        }
        patients.addAll(values.sampleIds());
      }
    }
    if (modalities.isEmpty()) {
      throw new IllegalArgumentException(
          "found no modality, expected one of --clinical, --continuous, --binary, --summary");
    }
    return new PatientData(List.copyOf(patients), modalities);
  }

  public static void write(Path file, String name, PatientData training, SurvivalModel model)
      throws IOException {
    ReferencePatient reference = ReferencePatient.of(training).rounded();
    Json.write(
        file,
        new Saved(FORMAT, name, List.copyOf(training.modalities().keySet()), reference, model));
  }

  /**
   * @throws DataException where the file holds no model that this program knows
   */
  public static Loaded read(Path file) throws IOException {
    JsonNode saved = Json.read(file, JsonNode.class);
    String name = saved.path("model").asText("");
    if (saved.path("format").asInt() != FORMAT || !SurvivalModels.all().containsKey(name)) {
      throw DataException.in(file)
          .error(
              "model '" + name + "' in format " + saved.path("format"),
              "format " + FORMAT + " and one of " + SurvivalModels.all().keySet());
    }
    List<String> modalities = new ArrayList<>();
    saved.path("modalities").forEach(node -> modalities.add(node.asText()));
    Class<? extends SurvivalModel> type = SurvivalModels.named(name).type();
    JsonNode means = saved.path("reference");
    return new Loaded(
        name,
        modalities,
        Json.mapper().convertValue(saved.path("fitted"), type),
        means.isObject()
            ? Optional.of(Json.mapper().convertValue(means, ReferencePatient.class))
            : Optional.empty());
  }

  /**
   * Reads the beginning of a model's file.
   *
   * @throws DataException where that is not the beginning of a model
   */
  public static Header header(Path file) throws IOException {
    String name = "";
    boolean hasReference = false;
    try (Reader in = TextFiles.document(file);
        JsonParser json = Json.mapper().createParser(in)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME && !json.currentName().equals("fitted")) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        name = field.equals("model") ? json.getText() : name;
        hasReference |= field.equals("reference") && value == JsonToken.START_OBJECT;
        json.skipChildren();
      }
    } catch (JsonProcessingException e) {
      throw DataException.in(file).error(e.getOriginalMessage(), "a model as JSON", e);
    }
    if (!SurvivalModels.all().containsKey(name)) {
      throw DataException.in(file)
          .error("model '" + name + "'", "one of " + SurvivalModels.all().keySet());
    }
    return new Header(name, hasReference);
  }

  /** What to say of a model's file without a reference patient where there is no background. */
  public static DataException withoutReference(Path file) {
    return DataException.in(file)
        .error(
            "no reference patient: an earlier version wrote the model",
            "a model trained by this version, or `explain` with `--background`");
  }

  /**
   * The patients that the port {@code patients} lists, also those of whom nothing is known, which
   * is noted; without it, all.
   */
  static PatientData chosen(StepContext<?> context, PatientData data) throws IOException {
    Optional<Path> list = context.optionalInput("patients");
    if (list.isEmpty()) {
      return data;
    }
    List<String> ids = TableFiles.readIds(list.get());
    Set<String> known = Set.copyOf(data.patients());
    long unknown = ids.stream().filter(id -> !known.contains(id)).count();
    if (unknown > 0) {
      context.note(unknown + " patients have none of the modalities");
    }
    return data.select(ids);
  }

  /** Says what computes the networks of a model, where they have a part in what it says. */
  public static void tellEngine(StepContext<?> context, SurvivalModel model) {
    if (model.asksNetworks()) {
      String here = model.asksBy();
      String other = model.networksBy().filter(name -> !name.equals(here)).orElse("");
      context.computedBy(other.isEmpty() ? here : here + " (networks trained by " + other + ")");
    }
  }

  /** Writes risks and survival of patients at horizons in months. */
  static void predict(Path file, SurvivalModel model, PatientData patients, int[] months)
      throws IOException {
    double[] days =
        Arrays.stream(months).mapToDouble(m -> m * SurvivalPredictions.DAYS_PER_MONTH).toArray();
    PredictionFiles.write(
        file,
        new SurvivalPredictions(
            patients.patients(), model.risk(patients), months, model.survival(patients, days)));
  }
}
