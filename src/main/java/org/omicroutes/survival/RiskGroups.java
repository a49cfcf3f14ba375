package org.omicroutes.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;

/**
 * Survival of groups of patients with rising risk: the log-rank test over all groups (R's {@code
 * survdiff}) and the hazard ratio of each group against the lowest (Cox model with one indicator a
 * group, Efron ties; R's {@code coxph}).
 *
 * @param logRank over the groups that have a patient
 * @param groups the lowest risk first
 */
public record RiskGroups(LogRank logRank, List<Group> groups) {

  /**
   * One group.
   *
   * @param samples patients in it; may be 0 where risks are tied
   * @param events seen among them
   * @param logHazardRatio against the lowest group with an event, 0 for that group itself; minus
   *     infinity for another group without an event, NaN for one without a patient, or where the
   *     ratio runs to infinity (one group's events all before the others are at risk)
   * @param standardError 0 for the reference, NaN where the ratio is not a number or infinite
   */
  public record Group(int samples, int events, double logHazardRatio, double standardError) {

    public double hazardRatio() {
      return Math.exp(logHazardRatio);
    }

    /**
     * Wald limits of the hazard ratio.
     *
     * @param level coverage in (0, 1), such as 0.95
     */
    public double[] interval(double level) {
      double half =
          standardError * new NormalDistribution().inverseCumulativeProbability((1 + level) / 2);
      return new double[] {Math.exp(logHazardRatio - half), Math.exp(logHazardRatio + half)};
    }
  }

  /**
   * Cut points into groups of about equal size: the quantiles {@code 1/count, 2/count, …}
   * (interpolated, R's type 7) of the training samples' risks, so that nothing of new patients goes
   * into them.
   *
   * @param trainingRisk one value a sample, none missing
   * @param count groups: 2 for the median, 3 for tertiles, 4 for quartiles
   * @return {@code count - 1} ascending values, equal ones where risks are tied
   */
  public static double[] cutPoints(double[] trainingRisk, int count) {
    requirePresent(trainingRisk);
    if (count < 2 || trainingRisk.length == 0) {
      throw new IllegalArgumentException(count + " groups of " + trainingRisk.length + " samples");
    }
    double[] sorted = trainingRisk.clone();
    Arrays.sort(sorted);
    double[] cuts = new double[count - 1];
    for (int k = 1; k < count; k++) {
      double at = (sorted.length - 1) * ((double) k / count);
      int below = (int) Math.floor(at + 4 * Math.ulp(at));
      double share = Math.max(0, at - below);
      int above = Math.min(below + 1, sorted.length - 1);
      cuts[k - 1] = sorted[below] + share * (sorted[above] - sorted[below]);
    }
    return cuts;
  }

  /**
   * The group of each risk: how many cut points lie below it. Equal risks are never parted; a risk
   * at a cut point is in the lower group.
   *
   * @param cutPoints ascending
   */
  public static int[] assign(double[] risk, double[] cutPoints) {
    requirePresent(risk);
    int[] groups = new int[risk.length];
    for (int i = 0; i < groups.length; i++) {
      for (double cut : cutPoints) {
        groups[i] += risk[i] > cut ? 1 : 0;
      }
    }
    return groups;
  }

  private static void requirePresent(double[] risk) {
    for (double value : risk) {
      if (!Double.isFinite(value)) {
        throw DataException.of("a risk of " + value, "a number for every sample");
      }
    }
  }

  /**
   * @param times days
   * @param group 0 to {@code count - 1}, one a sample
   */
  public static RiskGroups of(double[] times, boolean[] events, int[] group, int count) {
    int[] samples = new int[count];
    int[] seen = new int[count];
    for (int i = 0; i < group.length; i++) {
      samples[group[i]]++;
      seen[group[i]] += events[i] ? 1 : 0;
    }
    int[] compared = IntStream.range(0, count).filter(g -> seen[g] > 0).toArray();
    CoxModel model = compared.length < 2 ? null : fit(times, events, group, compared);
    List<Group> groups = new ArrayList<>();
    for (int g = 0; g < count; g++) {
      int at = Arrays.binarySearch(compared, g);
      double ratio = Double.NaN;
      double error = Double.NaN;
      if (at == 0) {
        ratio = 0;
        error = 0;
      } else if (at > 0 && model.converged()) {
        ratio = model.coefficients()[at - 1];
        error = model.standardErrors()[at - 1];
      } else if (at < 0 && samples[g] > 0 && compared.length > 0) {
        ratio = Double.NEGATIVE_INFINITY;
      }
      groups.add(new Group(samples[g], seen[g], ratio, error));
    }
    return new RiskGroups(LogRank.test(times, events, group, count), List.copyOf(groups));
  }

  /**
   * A group without an event has a hazard of 0 at the maximum of the likelihood and adds nothing to
   * any risk set, so that the others are fitted without it.
   */
  private static CoxModel fit(double[] times, boolean[] events, int[] group, int[] compared) {
    int[] members =
        IntStream.range(0, group.length)
            .filter(i -> Arrays.binarySearch(compared, group[i]) >= 0)
            .toArray();
    List<String> ids = new ArrayList<>();
    double[] t = new double[members.length];
    boolean[] e = new boolean[members.length];
    double[][] x = new double[members.length][compared.length - 1];
    for (int k = 0; k < members.length; k++) {
      int i = members[k];
      ids.add(Integer.toString(i));
      t[k] = times[i];
      e[k] = events[i];
      int at = Arrays.binarySearch(compared, group[i]);
      if (at > 0) {
        x[k][at - 1] = 1;
      }
    }
    List<String> names = Arrays.stream(compared).skip(1).mapToObj(g -> "group " + (g + 1)).toList();
    return CoxModel.fit(names, x, new SurvivalData(ids, t, e), CoxModel.Ties.EFRON);
  }
}
