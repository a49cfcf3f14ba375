package org.omicroutes.models.mmfn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.omicroutes.models.PatientData;

/**
 * How clinical variables become the inputs of a network, learned from training patients. Features
 * {@code column=level} of zeros and ones are one category, as is a single feature of zeros and
 * ones; all others are numbers. What does not vary is left out. A missing number counts as the
 * median, a missing category as the most frequent level, also where a patient lacks the modality
 * and where the data lack the feature.
 *
 * <p>Columns that tell the calendar or the follow-up are left out too, by their name or because all
 * values are whole numbers from 1900 to 2100: who was diagnosed late has been followed for a short
 * time, which says much of the label and nothing of the tumour.
 *
 * @param modality the name of the clinical modality
 * @param continuous names of the numbers, in the order of the data
 * @param median one a number
 * @param mean one a number
 * @param sd one a number, &gt; 0
 * @param categories in the order of their first features
 * @param leftOut columns of the calendar and of follow-up that were found
 */
public record ClinicalPreprocessing(
    String modality,
    List<String> continuous,
    double[] median,
    double[] mean,
    double[] sd,
    List<CategoryCodes> categories,
    List<String> leftOut) {
  private static final Pattern CALENDAR =
      Pattern.compile(
          "year|year_of_.*|.*(diagnosis|dx|death|contact|birth)_year|(.*_)?date(_.*)?"
              + "|.*follow_?up.*|.*last_contact.*|days_to_(death|last|new|form).*");

  public ClinicalPreprocessing {
    continuous = List.copyOf(continuous);
    categories = List.copyOf(categories);
    leftOut = List.copyOf(leftOut);
  }

  /** Learns from the patients who have the modality. */
  static ClinicalPreprocessing fit(String modality, PatientData training) {
    PatientData having = having(modality, training);
    ModalityColumns columns = new ModalityColumns(modality, having);
    Map<String, List<String>> groups = new LinkedHashMap<>();
    Map<String, ZScore> numbers = new LinkedHashMap<>();
    List<String> leftOut = new ArrayList<>();
    for (String feature : columns.features()) {
      double[] values = columns.of(feature);
      double[] known = ModalityColumns.known(values);
      if (tellsCalendar(feature, known)) {
        leftOut.add(feature);
      } else if (Arrays.stream(known).allMatch(v -> v == 0 || v == 1)) {
        groups.computeIfAbsent(column(feature), c -> new ArrayList<>()).add(feature);
      } else if (ZScore.of(values).sd() > 0) {
        numbers.put(feature, ZScore.of(values));
      }
    }
    List<CategoryCodes> categories = new ArrayList<>();
    groups.forEach(
        (column, features) -> {
          List<double[]> values = features.stream().map(columns::of).toList();
          CategoryCodes codes = CategoryCodes.fit(column, features, values);
          if (codes != null) {
            categories.add(codes);
          }
        });
    return new ClinicalPreprocessing(
        modality,
        List.copyOf(numbers.keySet()),
        numbers.values().stream().mapToDouble(ZScore::median).toArray(),
        numbers.values().stream().mapToDouble(ZScore::mean).toArray(),
        numbers.values().stream().mapToDouble(ZScore::sd).toArray(),
        categories,
        leftOut);
  }

  private static PatientData having(String modality, PatientData training) {
    boolean[] present = new ModalityColumns(modality, training).present();
    List<String> having = new ArrayList<>();
    for (int i = 0; i < present.length; i++) {
      if (present[i]) {
        having.add(training.patients().get(i));
      }
    }
    return training.select(having);
  }

  /** The part of {@code column=level} before the first {@code =}; else the feature itself. */
  private static String column(String feature) {
    int at = feature.indexOf('=');
    return at > 0 ? feature.substring(0, at) : feature;
  }

  private static boolean tellsCalendar(String feature, double[] known) {
    String name = column(feature).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    boolean years =
        known.length > 0
            && Arrays.stream(known).allMatch(v -> v >= 1900 && v <= 2100 && v == Math.rint(v));
    return years || CALENDAR.matcher(name).matches();
  }

  /** Whether there is anything to look at. */
  boolean isEmpty() {
    return continuous.isEmpty() && categories.isEmpty();
  }

  /**
   * @return patients × numbers, z-scores within ±5, nothing missing
   */
  double[][] numbers(PatientData patients) {
    ModalityColumns columns = new ModalityColumns(modality, patients);
    double[][] inputs = new double[patients.patients().size()][continuous.size()];
    for (int c = 0; c < continuous.size(); c++) {
      double[] values = columns.of(continuous.get(c));
      ZScore score = new ZScore(median[c], mean[c], sd[c]);
      for (int i = 0; i < values.length; i++) {
        inputs[i][c] = score.of(values[i]);
      }
    }
    return inputs;
  }

  /**
   * @return patients × categories
   */
  int[][] codes(PatientData patients) {
    ModalityColumns columns = new ModalityColumns(modality, patients);
    int[][] inputs = new int[patients.patients().size()][categories.size()];
    for (int c = 0; c < categories.size(); c++) {
      int[] codes = categories.get(c).of(columns, inputs.length);
      for (int i = 0; i < inputs.length; i++) {
        inputs[i][c] = codes[i];
      }
    }
    return inputs;
  }
}
