package org.omicroutes.neural;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a network is told of patients: for each input, a row of numbers a patient.
 *
 * @param patients how many
 * @param rows by the input's name, patients × numbers
 */
public record NetworkInputs(int patients, Map<String, double[][]> rows) {

  public NetworkInputs {
    rows.forEach(
        (name, values) -> {
          if (values.length != patients) {
            throw new IllegalArgumentException(
                name + ": found " + values.length + " rows, expected " + patients);
          }
        });
  }

  /** The inputs of some patients, by position. */
  public NetworkInputs select(int[] chosen) {
    Map<String, double[][]> selected = new LinkedHashMap<>();
    rows.forEach(
        (name, values) ->
            selected.put(
                name, Arrays.stream(chosen).mapToObj(i -> values[i]).toArray(double[][]::new)));
    return new NetworkInputs(chosen.length, selected);
  }

  /** One input as patients × numbers. */
  Tensor tensor(String name) {
    double[][] values = rows.get(name);
    int width = patients == 0 ? 0 : values[0].length;
    double[] flat = new double[patients * width];
    for (int i = 0; i < patients; i++) {
      System.arraycopy(values[i], 0, flat, i * width, width);
    }
    return new Tensor(flat, patients, width);
  }
}
