package org.omicroutes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.omicroutes.api.PredictModel.Patient;
import org.omicroutes.api.PredictModel.PredictRequest;

/** Writes the patients of a JSON request as the files of a cohort. */
final class PatientTables {
  static final String PATIENT_COLUMN = "patient";
  private static final String CLINICAL = "clinical";
  private static final Set<String> FORMATS = Set.of("counts", "matrix", "beta", "binary");

  /** Neither the separators of a table nor what a quoted cell begins with. */
  private static final String CELL = "[^\\p{Cntrl}\"]{1,200}";

  private final Path model;
  private final Path folder;
  private final List<Patient> patients;
  private final Map<String, String> formats;

  private PatientTables(Path model, Path folder, PredictRequest request, List<Patient> patients) {
    this.model = model;
    this.folder = folder;
    this.patients = patients;
    this.formats = request.formats() == null ? Map.of() : request.formats();
  }

  /**
   * @param model folder of the model, which tells what a layer holds
   * @param folder to write into
   * @return the samplesheet
   * @throws Refusal for no patient or more than {@code most}, an id twice, a layer that the model
   *     does not know, a value that is no number
   */
  static Path write(Path model, Path folder, PredictRequest request, int most) throws IOException {
    List<Patient> patients = new ArrayList<>();
    if (request.patient() != null) {
      patients.add(request.patient());
    }
    if (request.patients() != null) {
      patients.addAll(request.patients());
    }
    if (patients.isEmpty() || patients.size() > most) {
      throw Refusal.malformed("patients: found " + patients.size() + ", expected 1 to " + most);
    }
    return new PatientTables(model, folder, request, patients).write();
  }

  private Path write() throws IOException {
    requireIds();
    Set<String> layers = new TreeSet<>();
    for (Patient patient : patients) {
      layers.addAll(patient.values().keySet());
    }
    List<String> sheet = new ArrayList<>(List.of("layer,format,path"));
    Files.createDirectories(folder);
    for (String layer : layers) {
      if (layer.equals(CLINICAL)) {
        writeClinical(folder.resolve("clinical.tsv"));
        sheet.add("clinical,clinical,clinical.tsv");
      } else {
        String format = format(layer);
        writeLayer(layer, folder.resolve("layer-" + layer + ".tsv"));
        sheet.add(layer + "," + format + ",layer-" + layer + ".tsv");
      }
    }
    return Files.write(folder.resolve("samplesheet.csv"), sheet);
  }

  private void requireIds() {
    Set<String> ids = new HashSet<>();
    for (Patient patient : patients) {
      if (patient == null || patient.id() == null || !patient.id().matches(CELL)) {
        throw Refusal.malformed("patients: found one without a usable id");
      }
      if (!ids.add(patient.id())) {
        throw Refusal.malformed("patients: found the id '" + patient.id() + "' twice");
      }
      if (patient.values() == null
          || patient.values().isEmpty()
          || patient.values().containsValue(null)) {
        throw Refusal.malformed("patient '" + patient.id() + "': found no values, expected layers");
      }
    }
  }

  /** By the fitted states of the layer: counts are normalised, other continuous values scaled. */
  private String format(String layer) {
    Path states = model.resolve("layers").resolve(Attachments.relative("values", layer));
    if (layer.contains("/") || !Files.isDirectory(states)) {
      throw Refusal.malformed("values: the model knows no layer '" + layer + "'");
    }
    String asked = formats.get(layer);
    if (asked != null) {
      if (!FORMATS.contains(asked)) {
        throw Refusal.malformed(
            "formats: found '" + asked + "', expected one of " + new TreeSet<>(FORMATS));
      }
      return asked;
    }
    if (Files.exists(states.resolve("vst.json"))) {
      return "counts";
    }
    return Files.exists(states.resolve("rank-normal.json.gz")) ? "matrix" : "binary";
  }

  private Set<String> features(String layer) {
    Set<String> features = new TreeSet<>();
    for (Patient patient : patients) {
      features.addAll(patient.values().getOrDefault(layer, Map.of()).keySet());
    }
    for (String feature : features) {
      if (!feature.matches(CELL)) {
        throw Refusal.malformed(
            "values of " + layer + ": found a feature name with a tab, quote or line break");
      }
    }
    return features;
  }

  /** Patients are rows. */
  private void writeClinical(Path file) throws IOException {
    Set<String> columns = new TreeSet<>(features(CLINICAL));
    columns.remove(PATIENT_COLUMN);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(PATIENT_COLUMN + "\t" + String.join("\t", columns) + "\n");
      for (Patient patient : patients) {
        Map<String, JsonNode> values = patient.values().getOrDefault(CLINICAL, new TreeMap<>());
        out.write(patient.id());
        for (String column : columns) {
          out.write("\t" + clinicalCell(patient, column, values.get(column)));
        }
        out.write('\n');
      }
    }
  }

  private static String clinicalCell(Patient patient, String column, JsonNode value) {
    if (value == null || value.isNull()) {
      return "";
    }
    if (value.isContainerNode() || !value.asText().matches("[^\\p{Cntrl}\"]{0,200}")) {
      throw Refusal.malformed(
          "patient '" + patient.id() + "', clinical " + column + ": expected a text or a number");
    }
    return value.asText();
  }

  /** Patients are columns, but only those that have the layer. */
  private void writeLayer(String layer, Path file) throws IOException {
    List<Patient> having =
        patients.stream().filter(patient -> patient.values().containsKey(layer)).toList();
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("feature");
      for (Patient patient : having) {
        out.write("\t" + patient.id());
      }
      out.write('\n');
      for (String feature : features(layer)) {
        out.write(feature);
        for (Patient patient : having) {
          out.write("\t" + cell(patient, layer, feature));
        }
        out.write('\n');
      }
    }
  }

  private static String cell(Patient patient, String layer, String feature) {
    JsonNode value = patient.values().get(layer).get(feature);
    if (value == null || value.isNull()) {
      return "NA";
    }
    if (!value.isNumber()) {
      throw Refusal.malformed(
          "patient '"
              + patient.id()
              + "', "
              + layer
              + " "
              + feature
              + ": found "
              + value
              + ", expected a number");
    }
    return value.asText();
  }
}
