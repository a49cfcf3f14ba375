package org.omicroutes.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.explain.Hybrids.Hybrid;
import org.omicroutes.models.PatientData;
import org.omicroutes.survival.Concordance;

/**
 * How much worse a model tells patients apart when it is shown a group of features of the wrong
 * patient (Breiman, 2001; Fisher, Rudin and Dominici, JMLR 2019): Harrell's C of the patients minus
 * its C after the group is permuted among them, the mean of some repeats.
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
   * @param drop mean over the repeats of C minus C permuted
   * @param standardError of that mean by the draw of permutations, with the patients as they are
   * @param drops of each repeat
   */
  public record Drop(String group, double drop, double standardError, double[] drops) {}

  /**
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
    if (!survival.sampleIds().equals(patients.patients()) || repeats < 2) {
      throw new IllegalArgumentException(
          "%d repeats, survival of %d, %d patients"
              .formatted(repeats, survival.size(), patients.patients().size()));
    }
    Hybrids hybrids = new Hybrids(patients, patients, groups);
    double whole = concordance(survival, hybrids.predictions(risk));
    if (Double.isNaN(whole)) {
      throw DataException.of(
          "%d patients with %d events, no two to compare"
              .formatted(survival.size(), survival.eventCount()),
          "a patient who outlived another's event");
    }
    SplittableRandom root = new SplittableRandom(seed);
    List<Drop> found = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      double[] drops = new double[repeats];
      for (int r = 0; r < repeats; r++) {
        List<Hybrid> permuted = permuted(g, SampledShapley.shuffle(survival.size(), root));
        drops[r] = whole - concordance(survival, hybrids.scores(risk, permuted));
      }
      found.add(
          new Drop(
              groups.names().get(g),
              Arrays.stream(drops).average().orElseThrow(),
              GlobalImportance.deviation(drops) / Math.sqrt(repeats),
              drops));
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
