package org.omicroutes.neural;

/**
 * Harrell's C for watching a training: among pairs where the earlier time is an event, the share in
 * which the higher risk came first; equal risks count a half, equal times are left out.
 */
final class Concordance {
  private Concordance() {}

  /** In [0, 1]; 0.5 where there is no pair to compare. */
  static double harrell(double[] risk, double[] times, boolean[] events) {
    double pairs = 0;
    double right = 0;
    for (int i = 0; i < times.length; i++) {
      for (int j = 0; events[i] && j < times.length; j++) {
        if (times[j] > times[i] || (times[j] == times[i] && !events[j])) {
          pairs++;
          right += risk[i] > risk[j] ? 1 : risk[i] == risk[j] ? 0.5 : 0;
        }
      }
    }
    return pairs == 0 ? 0.5 : right / pairs;
  }
}
