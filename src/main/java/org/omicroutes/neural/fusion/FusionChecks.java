package org.omicroutes.neural.fusion;

/** Whether patients fit a network. */
final class FusionChecks {
  private FusionChecks() {}

  /**
   * How many patients there are.
   *
   * @throws IllegalArgumentException for another number of columns than the network's, a missing or
   *     infinite value, or a code beyond the levels
   */
  static int patients(FusionConfig config, FusionInputs inputs) {
    int patients =
        Math.max(
            inputs.genes().length,
            Math.max(inputs.continuous().length, inputs.categories().length));
    numbers("genes", inputs.genes(), patients, config.genes());
    numbers("continuous clinical variables", inputs.continuous(), patients, config.continuous());
    int count = config.levels().size();
    rows("categories", inputs.categories().length, patients, count);
    for (int i = 0; i < patients && count > 0; i++) {
      int[] codes = inputs.categories()[i];
      columns("categories", i, codes.length, count);
      for (int k = 0; k < count; k++) {
        if (codes[k] < 0 || codes[k] >= config.levels().get(k)) {
          throw new IllegalArgumentException(
              "patient %d, category %d: found level %d, expected 0 to %d"
                  .formatted(i + 1, k + 1, codes[k], config.levels().get(k) - 1));
        }
      }
    }
    return patients;
  }

  private static void numbers(String what, double[][] values, int patients, int count) {
    rows(what, values.length, patients, count);
    for (int i = 0; i < patients && count > 0; i++) {
      columns(what, i, values[i].length, count);
      for (int j = 0; j < count; j++) {
        if (!Double.isFinite(values[i][j])) {
          throw new IllegalArgumentException(
              "patient %d, column %d of the %s: found %s, expected a number"
                  .formatted(i + 1, j + 1, what, values[i][j]));
        }
      }
    }
  }

  private static void rows(String what, int found, int patients, int columns) {
    // Of what a network does not read, there may be no rows.
    if (columns > 0 && found != patients) {
      throw new IllegalArgumentException(
          what + ": found " + found + " patients, expected " + patients);
    }
  }

  private static void columns(String what, int patient, int found, int expected) {
    if (found != expected) {
      throw new IllegalArgumentException(
          "patient %d: found %d %s, expected %d".formatted(patient + 1, found, what, expected));
    }
  }

  /**
   * @param least how many patients there have to be
   * @throws IllegalArgumentException also for labels other than 0 and 1, and weights that are not
   *     positive numbers
   */
  static void labelled(String what, FusionConfig config, FusionData data, int least) {
    int patients = patients(config, data.inputs());
    if (patients < least || data.labels().length != patients || data.weights().length != patients) {
      throw new IllegalArgumentException(
          "%s patients: found %d, %d labels and %d weights, expected at least %d, as many of each"
              .formatted(what, patients, data.labels().length, data.weights().length, least));
    }
    for (int i = 0; i < patients; i++) {
      double label = data.labels()[i];
      double weight = data.weights()[i];
      if (label != 0 && label != 1 || !(weight > 0) || weight == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "%s patient %d: found label %s and weight %s, expected 0 or 1 and more than 0"
                .formatted(what, i + 1, label, weight));
      }
    }
  }
}
