package org.omicroutes.classify;

import java.util.ArrayList;
import java.util.List;

/**
 * Who has a score at or above a threshold.
 *
 * @param died weight of class 1
 * @param alive weight of class 0
 */
record Above(double threshold, double died, double alive) {

  /** One a distinct score of the patients, the highest first. */
  static List<Above> thresholds(ScoredLabels data) {
    int[] order = data.ascending();
    List<Above> all = new ArrayList<>();
    double died = 0;
    double alive = 0;
    for (int k = order.length - 1; k >= 0; k--) {
      int i = order[k];
      died += data.died(i) ? data.weight(i) : 0;
      alive += data.died(i) ? 0 : data.weight(i);
      if (k == 0 || data.score(order[k - 1]) != data.score(i)) {
        all.add(new Above(data.score(i), died, alive));
      }
    }
    return all;
  }
}
