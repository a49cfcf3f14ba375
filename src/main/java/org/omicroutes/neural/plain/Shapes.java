package org.omicroutes.neural.plain;

import java.util.Arrays;

/** Lengths of axes. */
final class Shapes {
  private Shapes() {}

  /** The product of all lengths; 1 for a single number. */
  static int size(int... shape) {
    int size = 1;
    for (int length : shape) {
      size *= length;
    }
    return size;
  }

  /**
   * The shape of {@code size} values.
   *
   * @param wanted one axis may be -1: whatever is left
   */
  static int[] resolve(int[] wanted, int size) {
    int known = 1;
    int open = -1;
    for (int axis = 0; axis < wanted.length; axis++) {
      if (wanted[axis] == -1 && open < 0) {
        open = axis;
      } else {
        known *= wanted[axis];
      }
    }
    int[] shape = wanted.clone();
    if (open >= 0 && known > 0) {
      shape[open] = size / known;
    }
    if (Arrays.stream(shape).anyMatch(length -> length < 0) || size(shape) != size) {
      throw new IllegalArgumentException(
          size + " values cannot have the shape " + Arrays.toString(wanted));
    }
    return shape;
  }

  /** Whether values of this shape may stand where another was declared; -1 is any length. */
  static boolean fits(int[] declared, int[] given) {
    if (declared.length != given.length) {
      return false;
    }
    for (int axis = 0; axis < given.length; axis++) {
      if (declared[axis] != -1 && declared[axis] != given[axis]) {
        return false;
      }
    }
    return true;
  }

  /** The shape of an elementwise result: an axis of length 1 takes the other's length. */
  static int[] broadcast(int[] a, int[] b) {
    int[] shape = a.clone();
    boolean possible = a.length == b.length;
    for (int axis = 0; possible && axis < a.length; axis++) {
      possible = a[axis] == b[axis] || a[axis] == 1 || b[axis] == 1;
      shape[axis] = a[axis] == 1 ? b[axis] : a[axis];
    }
    if (!possible) {
      throw new IllegalArgumentException(
          "the shapes "
              + Arrays.toString(a)
              + " and "
              + Arrays.toString(b)
              + " cannot be combined element by element");
    }
    return shape;
  }
}
