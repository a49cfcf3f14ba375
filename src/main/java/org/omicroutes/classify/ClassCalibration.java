package org.omicroutes.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.omicroutes.survival.Calibration.Fitted;
import org.omicroutes.survival.Estimate;

/**
 * Whether probabilities mean what they say. The regressions take probabilities cut at 1e-6 from 0
 * and 1; all else takes them as they are.
 *
 * @param inTheLarge calibration in the large, the intercept of a logistic regression of the labels
 *     with the log-odds as offset: 0 is right, above 0 more died than was said
 * @param intercept of the regression that has a slope, too
 * @param slope 1 is right, below 1 the probabilities are too extreme, above 1 too timid; NaN, as
 *     the intercept is, where the classes do not overlap or all probabilities are equal
 * @param expectedOverObserved expected deaths over observed ones, 1 is right; limits on the log
 *     scale
 * @param groups from the lowest probabilities to the highest
 * @param expectedError ECE: mean over the patients of |predicted - observed| of their group
 * @param maximumError MCE: the largest |predicted - observed| of a group
 */
public record ClassCalibration(
    Fitted inTheLarge,
    Fitted intercept,
    Fitted slope,
    Interval expectedOverObserved,
    List<Group> groups,
    double expectedError,
    double maximumError) {

  /** Groups that are formed if not said otherwise. */
  public static final int GROUPS = 10;

  /**
   * Patients with similar probabilities.
   *
   * @param patients how many
   * @param weight the sum of theirs
   * @param predicted weighted mean probability
   * @param observed weighted share of class 1, with Wilson's limits by the effective number
   */
  public record Group(int patients, double weight, double predicted, Interval observed) {
    private double gap() {
      return Math.abs(predicted - observed.value());
    }
  }

  /**
   * @param groups how many of about equal size; patients with the same probability are never
   *     parted, so there may be fewer
   * @param level coverage of the limits, within (0, 1)
   * @throws org.omicroutes.cohort.DataException where one of the classes has nobody or a score is
   *     no probability
   */
  public static ClassCalibration of(ScoredLabels data, int groups, double level) {
    if (groups < 1) {
      throw new IllegalArgumentException(groups + " groups, expected at least 1");
    }
    data.requireBoth();
    data.requireProbabilities();
    LogisticRecalibration logistic = new LogisticRecalibration(data);
    Fitted[] line = logistic.interceptAndSlope();
    List<Group> formed = groups(data, groups, level);
    double sum = 0;
    for (Group group : formed) {
      sum += group.weight * group.gap();
    }
    return new ClassCalibration(
        logistic.inTheLarge(),
        line[0],
        line[1],
        ratio(data, level),
        List.copyOf(formed),
        sum / (data.total(true) + data.total(false)),
        formed.stream().mapToDouble(Group::gap).max().orElseThrow());
  }

  private static Interval ratio(ScoredLabels data, double level) {
    int n = data.size();
    double expected = 0;
    for (int i = 0; i < n; i++) {
      expected += data.weight(i) * data.score(i);
    }
    double observed = data.total(true);
    double[] influence = new double[n];
    for (int i = 0; i < n; i++) {
      double death = data.died(i) ? 1 / observed : 0;
      influence[i] = data.weight(i) * (data.score(i) / expected - death);
    }
    if (expected == 0) {
      return Interval.none(0);
    }
    Estimate log = new Estimate(Math.log(expected / observed), influence);
    Interval limits =
        Interval.normal(log, level, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    return new Interval(expected / observed, Math.exp(limits.lower()), Math.exp(limits.upper()));
  }

  private static List<Group> groups(ScoredLabels data, int count, double level) {
    int[] order = data.ascending();
    int n = order.length;
    List<Group> groups = new ArrayList<>();
    for (int start = 0; start < n; ) {
      long target = (long) start * count / n + 1;
      int end = Math.max(start + 1, (int) Math.ceil((double) target * n / count));
      while (end < n && data.score(order[end]) == data.score(order[end - 1])) {
        end++;
      }
      groups.add(group(data, Arrays.copyOfRange(order, start, end), level));
      start = end;
    }
    return groups;
  }

  private static Group group(ScoredLabels data, int[] members, double level) {
    double weight = 0;
    double squares = 0;
    double predicted = 0;
    double died = 0;
    for (int i : members) {
      double w = data.weight(i);
      weight += w;
      squares += w * w;
      predicted += w * data.score(i);
      died += data.died(i) ? w : 0;
    }
    double share = Math.min(1, died / weight);
    Interval observed = Interval.wilson(share, weight * weight / squares, level);
    return new Group(members.length, weight, predicted / weight, observed);
  }
}
