package org.omicroutes.models.mmfn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A clinical category that comes as zeros and ones, a feature {@code column=level} for each level,
 * as one code. Levels that training patients have are 1, 2, … in the order of the features; all
 * zeros are a level too (the last code) where training patients have that, as where an encoding
 * leaves out the most frequent level. Any other level is 0: not seen in training.
 *
 * <p>Values may lie between 0 and 1 (a mean over patients): the level of the largest share is
 * taken. Where a feature is missing and no other says more than half, the most frequent code
 * counts.
 *
 * @param column its name
 * @param features of its levels
 * @param codes one a feature; 0 where no training patient has the level
 * @param allZeros the code of all zeros; 0 where no training patient has that
 * @param mode the most frequent code of the training patients, the smallest of equals
 */
public record CategoryCodes(
    String column, List<String> features, int[] codes, int allZeros, int mode) {

  public CategoryCodes {
    features = List.copyOf(features);
  }

  /**
   * @param values features × training patients
   * @return null where training patients do not differ
   */
  static CategoryCodes fit(String column, List<String> features, List<double[]> values) {
    int[] codes = new int[features.size()];
    int next = 0;
    for (int f = 0; f < codes.length; f++) {
      boolean seen = Arrays.stream(values.get(f)).anyMatch(v -> v > 0.5);
      codes[f] = seen ? ++next : 0;
    }
    int patients = values.get(0).length;
    boolean zeros = false;
    for (int i = 0; i < patients; i++) {
      int at = i;
      zeros |= values.stream().allMatch(row -> row[at] == 0);
    }
    int allZeros = zeros ? ++next : 0;
    if (next < 2) {
      return null;
    }
    int[] counts = new int[next + 1];
    CategoryCodes unfilled = new CategoryCodes(column, features, codes, allZeros, 0);
    for (int code : unfilled.of(values, patients)) {
      counts[code]++;
    }
    int mode = 1;
    for (int code = 2; code <= next; code++) {
      mode = counts[code] > counts[mode] ? code : mode;
    }
    return new CategoryCodes(column, features, codes, allZeros, mode);
  }

  /** How many codes there are, with 0. */
  int levels() {
    return Math.max(allZeros, Arrays.stream(codes).max().orElse(0)) + 1;
  }

  /** What a code stands for, as the feature names have it. */
  String level(int code) {
    if (code == 0) {
      return "not seen in training";
    }
    for (int f = 0; f < codes.length; f++) {
      if (codes[f] == code) {
        String name = features.get(f);
        return name.startsWith(column + "=") ? name.substring(column.length() + 1) : "1";
      }
    }
    return "0";
  }

  /** One code a patient. */
  int[] of(ModalityColumns columns, int patients) {
    List<double[]> values = new ArrayList<>();
    features.forEach(feature -> values.add(columns.of(feature)));
    return of(values, patients);
  }

  private int[] of(List<double[]> values, int patients) {
    int[] of = new int[patients];
    for (int i = 0; i < patients; i++) {
      int best = 0;
      double rest = 1;
      boolean missing = false;
      for (int f = 0; f < codes.length; f++) {
        double value = values.get(f)[i];
        missing |= Double.isNaN(value);
        rest -= Double.isNaN(value) ? 0 : value;
        best = value > values.get(best)[i] || Double.isNaN(values.get(best)[i]) ? f : best;
      }
      double most = values.get(best)[i];
      if (missing && !(most > 0.5)) {
        of[i] = mode;
      } else {
        of[i] = most > 0 && most >= rest ? codes[best] : allZeros;
      }
    }
    return of;
  }
}
