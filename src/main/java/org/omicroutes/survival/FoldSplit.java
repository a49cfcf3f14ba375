package org.omicroutes.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    int[] strata = new int[survival.size()];
    Arrays.setAll(strata, i -> survival.event(i) ? 0 : 1);
    return stratified(survival.sampleIds(), strata, 2, folds, seed);
  }

  /**
   * The same, stratified by what is known at a horizon: died at or before it, seen beyond it, or
   * censored at or before it.
   *
   * @param days the horizon
   */
  public static int[] stratified(SurvivalData survival, double days, int folds, long seed) {
    int[] strata = new int[survival.size()];
    Arrays.setAll(strata, i -> survival.time(i) > days ? 1 : survival.event(i) ? 0 : 2);
    return stratified(survival.sampleIds(), strata, 3, folds, seed);
  }

  private static int[] stratified(List<String> ids, int[] strata, int count, int folds, long seed) {
    Random random = new Random(seed);
    Map<String, Integer> dealt = new HashMap<>();
    for (int stratum = 0; stratum < count; stratum++) {
      List<String> members = new ArrayList<>();
      for (int i = 0; i < strata.length; i++) {
        if (strata[i] == stratum) {
          members.add(ids.get(i));
        }
      }
      Collections.sort(members);
      Collections.shuffle(members, random);
      for (String member : members) {
        dealt.put(member, dealt.size() % folds + 1);
      }
    }
    return ids.stream().mapToInt(dealt::get).toArray();
  }
}
