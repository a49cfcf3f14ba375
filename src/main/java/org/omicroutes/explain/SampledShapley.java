package org.omicroutes.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.omicroutes.explain.Hybrids.Hybrid;
import org.omicroutes.models.PatientData;

/**
 * Shapley values of many features, estimated by permutation sampling (Castro, Gómez and Tejada,
 * 2009) with antithetic pairs (Mitchell, Cooper, Frank and Holmes, JMLR 2022). The worth of a
 * coalition is that of {@link GroupShapley}.
 *
 * <p>A walk starts at a background patient and exchanges one group after the other, in a random
 * order, for the explained patient's; what the score changes by is the group's. A round walks from
 * every background patient twice, once in an order and once in its reverse. The changes of a walk
 * telescope to the patient's score minus the background patient's, and every round visits each
 * background patient equally often: so the values sum to prediction minus baseline as they are, and
 * nothing has to be corrected. A score in which at most two groups interact is met exactly.
 *
 * <p>Background patients are strata, the pairs of walks from one of them the repeats. With R
 * rounds, B background patients and s_b² the variance of a group's value between the repeats from
 * b, the standard error is {@code √(Σ s_b² / R) / B}. It is the error of sampling alone, not that
 * of the model or of the choice of background.
 *
 * <p>The orders are drawn from the seed and the patient's name: a patient is explained the same
 * whoever else is. A round costs {@code 2 × background × (groups - 1)} scores of each patient.
 */
public final class SampledShapley {
  /** Rounds are not stopped for their standard error before it has this many degrees of freedom. */
  static final int LEAST_DEGREES = 30;

  private SampledShapley() {}

  /**
   * When to stop. Whichever comes first, but after no less than two rounds.
   *
   * @param maxPermutations walks of a patient; whole rounds of {@code 2 × background} are made, as
   *     many as fit
   * @param targetError largest standard error of a group that is good enough, in the unit of the
   *     score; 0 to use all permutations
   */
  public record Settings(int maxPermutations, double targetError, long seed) {
    /**
     * @throws IllegalArgumentException where a value is below 0 or no number
     */
    public Settings {
      if (maxPermutations < 1 || !(targetError >= 0)) {
        throw new IllegalArgumentException(
            "maxPermutations %d, targetError %s".formatted(maxPermutations, targetError));
      }
    }

    int rounds(int background) {
      return (int) Math.max(2, maxPermutations / (2L * background));
    }
  }

  /**
   * Values with their errors.
   *
   * @param standardErrors patients × groups
   * @param permutations walks of each patient
   */
  public record Sampled(ShapleyValues values, double[][] standardErrors, int[] permutations) {}

  /** Shapley values: every order is as likely. Errors as of {@link GroupShapley#of}. */
  public static Sampled of(
      Score score,
      PatientData patients,
      PatientData background,
      FeatureGroups groups,
      Settings settings) {
    int[] together = new int[groups.size()];
    return sample(score, patients, background, groups, new Orders(together, 1), settings);
  }

  /**
   * Owen values (1977): only orders in which the groups of an outer group are neighbours. They sum
   * over an outer group to its Shapley value among the outer groups, which plain values do not.
   *
   * @throws IllegalArgumentException where a group lies in two outer ones
   */
  public static Sampled nested(
      Score score,
      PatientData patients,
      PatientData background,
      FeatureGroups groups,
      FeatureGroups outer,
      Settings settings) {
    Orders orders = new Orders(groups.within(outer), outer.size());
    return sample(score, patients, background, groups, orders, settings);
  }

  private static Sampled sample(
      Score score,
      PatientData patients,
      PatientData background,
      FeatureGroups groups,
      Orders orders,
      Settings settings) {
    Hybrids hybrids = new Hybrids(patients, background, groups);
    int players = groups.size();
    int others = hybrids.otherCount();
    double[] start =
        patients.patients().isEmpty()
            ? new double[others]
            : hybrids.scores(
                score,
                IntStream.range(0, others).mapToObj(b -> new Hybrid(0, b, g -> false)).toList());
    double[] end =
        hybrids.scores(
            score,
            IntStream.range(0, hybrids.patientCount())
                .mapToObj(p -> new Hybrid(p, 0, g -> true))
                .toList());
    double[][] values = new double[hybrids.patientCount()][];
    double[][] errors = new double[values.length][];
    int[] permutations = new int[values.length];
    for (int p = 0; p < values.length; p++) {
      SplittableRandom random = random(settings.seed, patients.patients().get(p));
      Tally tally = new Tally(others, players);
      boolean done = false;
      for (int r = 0; r < settings.rounds(others) && !done; r++) {
        tally.add(round(score, hybrids, p, orders, random, start, end[p]));
        done = tally.degrees() >= LEAST_DEGREES && tally.largestError() <= settings.targetError;
      }
      values[p] = tally.means();
      errors[p] = tally.errors();
      permutations[p] = 2 * others * tally.rounds;
    }
    ShapleyValues found =
        new ShapleyValues(
            patients.patients(),
            groups.names(),
            hybrids.baseline(score),
            hybrids.predictions(score),
            values);
    return new Sampled(found, errors, permutations);
  }

  static SplittableRandom random(long seed, String patient) {
    long mixed = new SplittableRandom(patient.hashCode()).nextLong();
    return new SplittableRandom(seed ^ mixed);
  }

  /** What each group adds, from each background patient; the mean of a walk and its reverse. */
  private static double[][] round(
      Score score,
      Hybrids hybrids,
      int patient,
      Orders orders,
      SplittableRandom random,
      double[] start,
      double end) {
    List<int[]> walks = new ArrayList<>();
    List<Hybrid> steps = new ArrayList<>();
    for (int b = 0; b < start.length; b++) {
      int[] order = orders.draw(random);
      for (int[] walk : List.of(order, reversed(order))) {
        walks.add(walk);
        int[] rank = new int[walk.length];
        for (int k = 0; k < walk.length; k++) {
          rank[walk[k]] = k;
        }
        for (int k = 1; k < walk.length; k++) {
          int own = k;
          steps.add(new Hybrid(patient, b, group -> rank[group] < own));
        }
      }
    }
    double[] scores = hybrids.scores(score, steps);
    int players = orders.parent.length;
    double[][] added = new double[start.length][players];
    int at = 0;
    for (int w = 0; w < walks.size(); w++) {
      int[] walk = walks.get(w);
      double before = start[w / 2];
      for (int k = 0; k < players; k++) {
        double after = k < players - 1 ? scores[at++] : end;
        added[w / 2][walk[k]] += (after - before) / 2;
        before = after;
      }
    }
    return added;
  }

  static int[] reversed(int[] order) {
    return IntStream.range(0, order.length).map(k -> order[order.length - 1 - k]).toArray();
  }

  /** Random orders of groups in which those of an outer group are neighbours. */
  private record Orders(int[] parent, int outer) {
    int[] draw(SplittableRandom random) {
      int[] outerRank = new int[outer];
      int[] shuffled = shuffle(outer, random);
      for (int k = 0; k < outer; k++) {
        outerRank[shuffled[k]] = k;
      }
      // A stable sort: within an outer group the shuffled order stays.
      return Arrays.stream(shuffle(parent.length, random))
          .boxed()
          .sorted((a, b) -> Integer.compare(outerRank[parent[a]], outerRank[parent[b]]))
          .mapToInt(Integer::intValue)
          .toArray();
    }
  }

  static int[] shuffle(int n, SplittableRandom random) {
    int[] order = IntStream.range(0, n).toArray();
    for (int k = n - 1; k > 0; k--) {
      int other = random.nextInt(k + 1);
      int kept = order[k];
      order[k] = order[other];
      order[other] = kept;
    }
    return order;
  }

  /** Running mean and squares (Welford, 1962) of each group from each background patient. */
  private static final class Tally {
    private final double[][] mean;
    private final double[][] squares;
    private int rounds;

    Tally(int others, int players) {
      mean = new double[others][players];
      squares = new double[others][players];
    }

    void add(double[][] added) {
      rounds++;
      for (int b = 0; b < mean.length; b++) {
        for (int j = 0; j < mean[b].length; j++) {
          double difference = added[b][j] - mean[b][j];
          mean[b][j] += difference / rounds;
          squares[b][j] += difference * (added[b][j] - mean[b][j]);
        }
      }
    }

    int degrees() {
      return mean.length * (rounds - 1);
    }

    double[] means() {
      double[] means = new double[mean[0].length];
      for (double[] row : mean) {
        for (int j = 0; j < means.length; j++) {
          means[j] += row[j] / mean.length;
        }
      }
      return means;
    }

    double[] errors() {
      double[] errors = new double[mean[0].length];
      for (double[] row : squares) {
        for (int j = 0; j < errors.length; j++) {
          errors[j] += row[j] / (rounds - 1) / rounds;
        }
      }
      return Arrays.stream(errors).map(sum -> Math.sqrt(sum) / mean.length).toArray();
    }

    double largestError() {
      return Arrays.stream(errors()).max().orElse(0);
    }
  }
}
