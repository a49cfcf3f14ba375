package org.omicroutes.neural.plain;

import java.util.Arrays;

/**
 * How an elementwise operation of two values walks through them: row by row of the result, where
 * each of the two either goes along a row number by number or keeps one number for all of it.
 * Neighbouring axes that both values treat alike are one, so that rows are as long as can be.
 */
final class Broadcast {
  private final int[] shapeA;
  private final int[] shapeB;
  private int length = 1;
  private int stepA = 1;
  private int stepB = 1;
  private int[] startsA = {0};
  private int[] startsB = {0};

  Broadcast(int[] shapeA, int[] shapeB) {
    this.shapeA = shapeA.clone();
    this.shapeB = shapeB.clone();
    int[] shape = Shapes.broadcast(shapeA, shapeB);
    if (Shapes.size(shape) == 0) {
      startsA = new int[0];
      startsB = new int[0];
      return;
    }
    int axis = inner(shape);
    // The other axes, from the last to the first; each repeats the starts found so far.
    int strideA = stepA == 0 ? 1 : length;
    int strideB = stepB == 0 ? 1 : length;
    for (; axis >= 0; axis--) {
      startsA = repeated(startsA, shape[axis], shapeA[axis] == 1 ? 0 : strideA);
      startsB = repeated(startsB, shape[axis], shapeB[axis] == 1 ? 0 : strideB);
      strideA *= shapeA[axis];
      strideB *= shapeB[axis];
    }
  }

  /** Takes the last axes as long as they are alike; gives the one before them. */
  private int inner(int[] shape) {
    int axis = shape.length - 1;
    boolean begun = false;
    for (; axis >= 0; axis--) {
      if (shape[axis] == 1) {
        continue;
      }
      int a = shapeA[axis] == 1 ? 0 : 1;
      int b = shapeB[axis] == 1 ? 0 : 1;
      if (begun && (a != stepA || b != stepB)) {
        break;
      }
      begun = true;
      stepA = a;
      stepB = b;
      length *= shape[axis];
    }
    return axis;
  }

  private static int[] repeated(int[] starts, int times, int stride) {
    if (times == 1) {
      return starts;
    }
    int[] all = new int[starts.length * times];
    for (int t = 0, at = 0; t < times; t++) {
      for (int start : starts) {
        all[at++] = t * stride + start;
      }
    }
    return all;
  }

  boolean isOf(int[] a, int[] b) {
    return Arrays.equals(shapeA, a) && Arrays.equals(shapeB, b);
  }

  int rows() {
    return startsA.length;
  }

  /** The length of a row. */
  int length() {
    return length;
  }

  /** 0 where the first value keeps one number for all of a row, else 1. */
  int stepA() {
    return stepA;
  }

  int stepB() {
    return stepB;
  }

  /** Where the first value is at the beginning of a row. */
  int startA(int row) {
    return startsA[row];
  }

  int startB(int row) {
    return startsB[row];
  }
}
