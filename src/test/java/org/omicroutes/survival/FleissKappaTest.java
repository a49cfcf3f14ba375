package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FleissKappaTest {

  /** Counts of five levels by 14 raters of 10 subjects, a common textbook example: kappa .210. */
  @Test
  void isThatOfTheTextbookExample() {
    int[][] counts = {
      {0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1},
      {7, 7, 0, 0, 0}, {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7}
    };
    int[][] ratings = new int[14][10];
    for (int i = 0; i < 10; i++) {
      int rater = 0;
      for (int level = 0; level < 5; level++) {
        for (int c = 0; c < counts[i][level]; c++) {
          ratings[rater++][i] = level;
        }
      }
    }
    int[] once = new int[10];
    Arrays.fill(once, 1);
    // P = .378, Pe = .213
    assertThat(new FleissKappa(ratings, 5).value(once)).isCloseTo(0.210, within(0.0005));
  }

  @Test
  void oneForSameRatingsAndNoneForOneLevel() {
    int[][] same = {{0, 1, 2}, {0, 1, 2}};
    assertThat(new FleissKappa(same, 3).value(new int[] {1, 2, 0})).isCloseTo(1, within(1e-12));
    assertThat(new FleissKappa(new int[2][3], 3).value(new int[] {1, 1, 1})).isNaN();
    assertThatThrownBy(() -> new FleissKappa(new int[1][3], 3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new FleissKappa(same, 2)).hasMessageContaining("level 2");
  }
}
