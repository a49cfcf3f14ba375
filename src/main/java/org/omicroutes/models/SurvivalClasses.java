package org.omicroutes.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;

/**
 * Patients with the event at or before a landmark (poor) and those known to live beyond it (good).
 * Who was censored before is neither. The landmark is the median time of the events (the lower one
 * of two).
 *
 * @param landmark days
 * @param of each patient: 1 poor, 2 good, 0 neither
 */
record SurvivalClasses(double landmark, byte[] of) {
  static final byte POOR = 1;
  static final byte GOOD = 2;
  private static final int LEAST = 5;

  /**
   * @param inside positions of the patients to class; the others are neither
   * @throws DataException with fewer than 5 patients in a class
   */
  static SurvivalClasses of(SurvivalData survival, int[] inside) {
    double[] deaths =
        Arrays.stream(inside)
            .filter(survival::event)
            .mapToDouble(survival::time)
            .sorted()
            .toArray();
    double landmark = deaths.length == 0 ? 0 : deaths[(deaths.length - 1) / 2];
    byte[] classes = new byte[survival.size()];
    int[] count = new int[3];
    for (int i : inside) {
      boolean poor = survival.event(i) && survival.time(i) <= landmark;
      classes[i] = poor ? POOR : survival.time(i) > landmark ? GOOD : 0;
      count[classes[i]]++;
    }
    if (count[POOR] < LEAST || count[GOOD] < LEAST) {
      throw DataException.of(
          count[POOR]
              + " patients with the event by day "
              + landmark
              + " and "
              + count[GOOD]
              + " alive after it",
          "at least " + LEAST + " of each");
    }
    return new SurvivalClasses(landmark, classes);
  }

  /** Folds of the classed patients, 1 to {@code folds}, as even as may be in each class; else 0. */
  int[] folds(int folds, long seed) {
    Random random = new Random(seed);
    int[] fold = new int[of.length];
    int next = 0;
    for (byte wanted : new byte[] {POOR, GOOD}) {
      List<Integer> members = new ArrayList<>();
      for (int i = 0; i < of.length; i++) {
        if (of[i] == wanted) {
          members.add(i);
        }
      }
      Collections.shuffle(members, random);
      for (int member : members) {
        fold[member] = next++ % folds + 1;
      }
    }
    return fold;
  }
}
