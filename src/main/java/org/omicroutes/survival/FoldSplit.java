package org.omicroutes.survival;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.omicroutes.cohort.SurvivalData;

/**
 * Folds for cross-validation, stratified by event: every fold has as equal a share of events and of
 * censored samples as numbers allow. Depends on the set of samples and the seed, not on their
 * order.
 */
public final class FoldSplit {
  private FoldSplit() {}

  /**
   * @param folds at least 2
   * @return 1 to {@code folds} for each sample, in the order of {@code survival}
   */
  public static int[] stratified(SurvivalData survival, int folds, long seed) {
    Random random = new Random(seed);
    int[] fold = new int[survival.size()];
    int next = 0;
    for (boolean event : new boolean[] {true, false}) {
      List<String> members = new ArrayList<>();
      for (int i = 0; i < fold.length; i++) {
        if (survival.event(i) == event) {
          members.add(survival.sampleIds().get(i));
        }
      }
      Collections.sort(members);
      Collections.shuffle(members, random);
      for (String member : members) {
        fold[survival.indexOf(member)] = next % folds + 1;
        next++;
      }
    }
    return fold;
  }
}
