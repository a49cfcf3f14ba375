package org.omicroutes.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.omicroutes.explain.Hybrids.Hybrid;
import org.omicroutes.models.PatientData;

/**
 * Exact Shapley values of groups of features (Shapley, 1953; Lundberg and Lee, NeurIPS 2017), by
 * all coalitions of the groups.
 *
 * <p>The worth of a coalition S is interventional: the mean score over the background patients b of
 * the patient whose groups in S are its own and whose other groups are b's. The value of group i is
 * the sum over the coalitions S without i of {@code |S|! (G - |S| - 1)! / G! × (v(S ∪ i) - v(S))}.
 * The groups of a patient are thereby taken as if independent of each other: a hybrid may be one
 * that does not occur.
 *
 * <p>A patient who lacks a modality is explained as it is: lacking it is what its groups add. A
 * feature of a modality that its giver lacks is NaN, and a modality is lacking where every giver of
 * its features lacks it. Missing values are handed to the score.
 *
 * <p>Costs about {@code 2^G × patients × background} scores.
 */
public final class GroupShapley {
  /** More groups are for {@link SampledShapley}. */
  public static final int MAX_GROUPS = 16;

  private GroupShapley() {}

  /**
   * @param patients to explain
   * @param background patients the model was trained on, all or a sample, at least one
   * @throws org.omicroutes.cohort.DataException where there is no background patient, features
   *     differ from the grouped ones, or a score is not finite
   * @throws IllegalArgumentException with more than {@link #MAX_GROUPS} groups
   * @throws IllegalStateException where a patient's values do not sum to prediction minus baseline
   */
  public static ShapleyValues of(
      Score score, PatientData patients, PatientData background, FeatureGroups groups) {
    int g = groups.size();
    if (g > MAX_GROUPS) {
      throw new IllegalArgumentException(g + " groups; at most " + MAX_GROUPS);
    }
    Hybrids hybrids = new Hybrids(patients, background, groups);
    double[][] worth = new double[1 << g][hybrids.patientCount()];
    // Models do some things once a call, and once for values that hybrids share.
    int step = (int) Math.max(1, hybrids.rowsPerCall() / ((long) hybrids.otherCount() << g));
    for (int from = 0; from < hybrids.patientCount(); from += step) {
      fill(worth, from, Math.min(hybrids.patientCount(), from + step), score, hybrids);
    }
    double[][] values = new double[hybrids.patientCount()][g];
    for (int group = 0; group < g; group++) {
      int bit = 1 << group;
      for (int without = 0; without < worth.length; without++) {
        if ((without & bit) == 0) {
          double weight = weight(g, Integer.bitCount(without));
          for (int p = 0; p < values.length; p++) {
            values[p][group] += weight * (worth[without | bit][p] - worth[without][p]);
          }
        }
      }
    }
    // Prediction and baseline are asked anew, so that the check of the sum can fail.
    return new ShapleyValues(
        patients.patients(),
        groups.names(),
        hybrids.baseline(score),
        hybrids.predictions(score),
        values);
  }

  /** The worth of all coalitions for some patients. */
  private static void fill(double[][] worth, int from, int to, Score score, Hybrids hybrids) {
    int others = hybrids.otherCount();
    List<Hybrid> rows = new ArrayList<>();
    for (int p = from; p < to; p++) {
      for (int coalition = 0; coalition < worth.length; coalition++) {
        int members = coalition;
        IntPredicate own = group -> (members >> group & 1) == 1;
        for (int b = 0; b < others; b++) {
          rows.add(new Hybrid(p, b, own));
        }
      }
    }
    double[] scores = hybrids.scores(score, rows);
    for (int at = 0; at < scores.length; at++) {
      int row = at / others;
      worth[row % worth.length][from + row / worth.length] += scores[at] / others;
    }
  }

  /** {@code s! (g - s - 1)! / g!}. */
  private static double weight(int g, int s) {
    double binomial = 1;
    for (int k = 1; k <= s; k++) {
      binomial = binomial * (g - k) / k;
    }
    return 1 / (g * binomial);
  }
}
