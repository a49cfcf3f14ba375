package org.omicroutes.models;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * The mean patient of a model's training: what others are compared with where no training patient
 * is at hand. It has every modality; of a score that is linear in the features it has the training
 * patients' mean score. Zeros and ones have means in between.
 *
 * @param modalities by name, in the order of the training data
 */
public record ReferencePatient(Map<String, Means> modalities) {
  /** Nobody else's id: a tab cannot be in the tables that patients' ids come from. */
  public static final String ID = "\treference patient";

  /** Keeps model files small; far below what one patient more or less would change. */
  private static final MathContext DIGITS = new MathContext(6);

  /**
   * One modality.
   *
   * @param means one a feature, over the patients with a value; NaN where nobody has one
   */
  public record Means(Modality.Kind kind, List<String> features, double[] means) {
    public Means {
      features = List.copyOf(features);
    }

    private static Means of(Modality modality, List<String> patients) {
      LabelledMatrix values = modality.values();
      int[] columns =
          values.knownSamples(patients).stream().mapToInt(values::sampleIndex).toArray();
      double[] means = new double[values.featureCount()];
      Arrays.setAll(
          means,
          f ->
              Arrays.stream(columns)
                  .mapToDouble(c -> values.at(f, c))
                  .filter(v -> !Double.isNaN(v))
                  .average()
                  .orElse(Double.NaN));
      return new Means(modality.kind(), values.featureIds(), means);
    }

    private Modality modality() {
      double[][] rows =
          Arrays.stream(means).mapToObj(m -> new double[] {m}).toArray(double[][]::new);
      return new Modality(kind, LabelledMatrix.of(features, List.of(ID), rows));
    }

    /** Other patients' values of the features, NaN where a feature is not among theirs. */
    private Modality align(String name, Modality given) {
      if (given == null) {
        return new Modality(
            kind, LabelledMatrix.of(features, List.of(), new double[features.size()][0]));
      }
      if (given.kind() != kind) {
        throw DataException.of(
            "modality " + name + " as " + given.kind(), kind + ", as in training");
      }
      LabelledMatrix values = given.values();
      if (values.featureIds().equals(features)) {
        return given;
      }
      List<double[]> rows = new ArrayList<>();
      for (String feature : features) {
        int row = values.featureIndex(feature);
        double[] missing = new double[row < 0 ? values.sampleCount() : 0];
        Arrays.fill(missing, Double.NaN);
        rows.add(row < 0 ? missing : values.row(row));
      }
      return new Modality(
          kind, LabelledMatrix.of(features, values.sampleIds(), rows.toArray(double[][]::new)));
    }
  }

  public ReferencePatient {
    modalities = Collections.unmodifiableMap(new LinkedHashMap<>(modalities));
  }

  /** The mean of these patients; values of others in the same matrices do not count. */
  public static ReferencePatient of(PatientData training) {
    Map<String, Means> means = new LinkedHashMap<>();
    training
        .modalities()
        .forEach((name, modality) -> means.put(name, Means.of(modality, training.patients())));
    return new ReferencePatient(means);
  }

  /** With six significant digits. */
  ReferencePatient rounded() {
    Map<String, Means> rounded = new LinkedHashMap<>();
    modalities.forEach(
        (name, of) ->
            rounded.put(
                name,
                new Means(
                    of.kind,
                    of.features,
                    Arrays.stream(of.means).map(ReferencePatient::rounded).toArray())));
    return new ReferencePatient(rounded);
  }

  private static double rounded(double mean) {
    return Double.isFinite(mean) ? new BigDecimal(mean).round(DIGITS).doubleValue() : mean;
  }

  /** The reference patient, called {@link #ID}. */
  public PatientData patient() {
    Map<String, Modality> own = new LinkedHashMap<>();
    modalities.forEach((name, means) -> own.put(name, means.modality()));
    return new PatientData(List.of(ID), own);
  }

  /**
   * Patients in the modalities and features of the reference, for a model the same patients as
   * before: a modality that is not given is lacked by all of them, a feature that is not given is
   * missing, and what the model does not know is left out.
   *
   * @throws DataException where a modality is of another kind than in training
   */
  public PatientData align(PatientData patients) {
    Map<String, Modality> aligned = new LinkedHashMap<>();
    modalities.forEach(
        (name, means) -> aligned.put(name, means.align(name, patients.modalities().get(name))));
    return new PatientData(patients.patients(), aligned);
  }
}
