package org.omicroutes.neural.plain;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/**
 * Arrays that are used again instead of being made anew for every operation of every run. What is
 * taken may be longer than was asked for, up to twice, and holds anything.
 */
final class Buffers {
  private final TreeMap<Integer, Deque<double[]>> free = new TreeMap<>();

  double[] take(int size) {
    Map.Entry<Integer, Deque<double[]>> fitting = free.ceilingEntry(size);
    if (fitting == null || fitting.getKey() > 2L * size) {
      return new double[size];
    }
    double[] array = fitting.getValue().pop();
    if (fitting.getValue().isEmpty()) {
      free.remove(fitting.getKey());
    }
    return array;
  }

  /** With zeros in the first {@code size} places. */
  double[] takeZeros(int size) {
    double[] array = take(size);
    Arrays.fill(array, 0, size, 0);
    return array;
  }

  /** The array is not used any more by whoever gives it back. */
  void give(double[] array) {
    free.computeIfAbsent(array.length, length -> new ArrayDeque<>()).push(array);
  }

  void clear() {
    free.clear();
  }
}
