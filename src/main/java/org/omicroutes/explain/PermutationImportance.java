package org.omicroutes.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.explain.Hybrids.Hybrid;
import org.omicroutes.models.PatientData;
import org.omicroutes.survival.Concordance;

/**
 * How much worse a model tells patients apart when it is shown a group of features of the wrong
 * patient (Breiman, 2001; Fisher, Rudin and Dominici, JMLR 2019): Harrell's C of the patients (or
 * another measure) minus that after the group is permuted among them, the mean of some repeats.
 *
 * <p>A group is permuted as a whole, so that its features stay together; a lacking modality moves
 * with it. To be asked of patients the model was not trained on. About 0 where the group is not
 * used, and below 0 by chance.
 */
public final class PermutationImportance {
  private PermutationImportance() {}

  /**
   * One group.
   *
   * @param drop mean over the repeats of the measure minus that permuted
   * @param standardError of that mean by the draw of permutations, with the patients as they are
   * @param drops of each repeat
   */
  public record Drop(String group, double drop, double standardError, double[] drops) {}

  /**
   * The drop of Harrell's C.
   *
   * @param risk higher is worse
   * @param survival of the same patients in the same order
   * @param repeats at least 2
   * @return one a group, in their order
   * @throws DataException where no two patients can be compared
   * @throws IllegalArgumentException where survival is of other patients
   */
  public static List<Drop> of(
      Score risk,
      PatientData patients,
      SurvivalData survival,
      FeatureGroups groups,
      int repeats,
      long seed) {
    if (!survival.sampleIds().equals(patients.patients())) {
      throw new IllegalArgumentException(
          "survival of %d, %d patients".formatted(survival.size(), patients.patients().size()));
    }
    ToDoubleFunction<double[]> measure = values -> concordance(survival, values);
    if (Double.isNaN(measure.applyAsDouble(new double[survival.size()]))) {
      throw DataException.of(
          "%d patients with %d events, no two to compare"
              .formatted(survival.size(), survival.eventCount()),
          "a patient who outlived another's event");
    }
    int[] all = IntStream.range(0, groups.size()).toArray();
    return of(risk, patients, groups, all, measure, repeats, seed, done -> {});
  }

  /**
   * The drop of any measure.
   *
   * @param measure of one score a patient, higher is better; a number for any scores
   * @param permuted numbers of the groups that are permuted, in the order of the result
   * @param repeats at least 2; all of a group are asked for at once
   * @param progress told the share that is done
   */
  static List<Drop> of(
      Score score,
      PatientData patients,
      FeatureGroups groups,
      int[] permuted,
      ToDoubleFunction<double[]> measure,
      int repeats,
      long seed,
      DoubleConsumer progress) {
    if (repeats < 2) {
      throw new IllegalArgumentException(repeats + " repeats");
    }
    Hybrids hybrids = new Hybrids(patients, patients, groups);
    double whole = measure.applyAsDouble(hybrids.predictions(score));
    int count = patients.patients().size();
    SplittableRandom root = new SplittableRandom(seed);
    List<Drop> found = new ArrayList<>();
    for (int group : permuted) {
      List<Hybrid> asked = new ArrayList<>();
      for (int r = 0; r < repeats; r++) {
        asked.addAll(permuted(group, SampledShapley.shuffle(count, root)));
      }
      double[] scores = hybrids.scores(score, asked);
      double[] drops = new double[repeats];
      for (int r = 0; r < repeats; r++) {
        double[] own = Arrays.copyOfRange(scores, r * count, (r + 1) * count);
        drops[r] = whole - measure.applyAsDouble(own);
      }
      found.add(
          new Drop(
              groups.names().get(group),
              Arrays.stream(drops).average().orElseThrow(),
              GlobalImportance.deviation(drops) / Math.sqrt(repeats),
              drops));
      progress.accept((double) found.size() / permuted.length);
    }
    return found;
  }

  private static List<Hybrid> permuted(int group, int[] givers) {
    return IntStream.range(0, givers.length)
        .mapToObj(p -> new Hybrid(p, givers[p], g -> g != group))
        .toList();
  }

  private static double concordance(SurvivalData survival, double[] risk) {
    return Concordance.harrell(survival.times(), survival.events(), risk).value();
  }
}
