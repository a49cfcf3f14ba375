package org.omicroutes.classify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.omicroutes.cohort.DataException;

/** Folds for cross-validation, each with as equal a share of both classes as numbers allow. */
final class ClassFolds {
  private ClassFolds() {}

  /**
   * @param folds at least 2; fewer are made where the smaller class has fewer rows
   * @return 1 to the number of folds, one a row
   * @throws DataException where a class has one row only
   */
  static int[] stratified(ClassData data, int folds, long seed) {
    if (folds < 2) {
      throw new IllegalArgumentException("folds: found " + folds + ", expected >= 2");
    }
    if (data.smallerClass() < 2) {
      throw DataException.of("one patient of a class", "two of each class, or more, to choose by");
    }
    int made = Math.min(folds, data.smallerClass());
    Random random = new Random(seed);
    int[] fold = new int[data.size()];
    int next = 0;
    for (int label = 1; label >= 0; label--) {
      List<Integer> members = new ArrayList<>();
      for (int i = 0; i < fold.length; i++) {
        if (data.labels()[i] == label) {
          members.add(i);
        }
      }
      Collections.shuffle(members, random);
      for (int member : members) {
        fold[member] = next % made + 1;
        next++;
      }
    }
    return fold;
  }

  static int[] inside(int[] fold, int k) {
    return IntStream.range(0, fold.length).filter(i -> fold[i] != k).toArray();
  }

  static int[] outside(int[] fold, int k) {
    return IntStream.range(0, fold.length).filter(i -> fold[i] == k).toArray();
  }
}
