package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.SurvivalData;

class FoldSplitTest {
  private static final int N = 103;

  /** 0 died by day 500, 1 seen beyond it, 2 censored by then. */
  private static int group(SurvivalData survival, int i) {
    return survival.time(i) > 500 ? 1 : survival.event(i) ? 0 : 2;
  }

  private static SurvivalData survival() {
    Random random = new Random(2);
    double[] times = random.doubles(N, 1, 1200).toArray();
    times[0] = 500;
    boolean[] events = new boolean[N];
    for (int i = 0; i < N; i++) {
      events[i] = random.nextBoolean();
    }
    List<String> ids = IntStream.range(0, N).mapToObj(i -> "p" + i).toList();
    return new SurvivalData(ids, times, events);
  }

  @Test
  void foldsOfAHorizonShareOutEachOfTheThreeGroups() {
    SurvivalData survival = survival();
    int[] fold = FoldSplit.stratified(survival, 500, 5, 7);
    int[][] counts = new int[3][6];
    int[] sizes = new int[6];
    for (int i = 0; i < N; i++) {
      counts[group(survival, i)][fold[i]]++;
      sizes[fold[i]]++;
    }
    assertThat(Arrays.copyOfRange(sizes, 1, 6)).containsOnly(20, 21);
    for (int[] count : counts) {
      int[] used = Arrays.stream(count, 1, 6).sorted().toArray();
      assertThat(used[4] - used[0]).isLessThanOrEqualTo(1);
      assertThat(used[0]).isPositive();
    }
  }

  @Test
  void theOrderOfPatientsChangesNothing() {
    SurvivalData survival = survival();
    List<String> shuffled = new ArrayList<>(survival.sampleIds());
    Collections.shuffle(shuffled, new Random(1));
    int[] fold = FoldSplit.stratified(survival, 500, 4, 7);
    int[] other = FoldSplit.stratified(survival.select(shuffled), 500, 4, 7);
    for (int i = 0; i < N; i++) {
      assertThat(other[shuffled.indexOf("p" + i)]).isEqualTo(fold[i]);
    }
    assertThat(FoldSplit.stratified(survival, 500, 4, 8)).isNotEqualTo(fold);
  }
}
