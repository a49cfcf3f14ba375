package org.omicroutes.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.explain.Hybrids.Hybrid;
import org.omicroutes.models.Modality;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.ReferencePatient;

/**
 * Owen values of the single features that matter most to a patient, with standard errors, and of
 * what is left of each group.
 *
 * <p>Which features matter most is told by exchanging one at a time for the typical background
 * patient's (mean; of zeros and ones the more frequent) and looking at what the score changes by.
 * Features are looked at one by one only where exchanging them together with their neighbours
 * changes the score at all: what a model does not use costs little. The chosen ones are players of
 * {@link SampledShapley#nested}, together with the rest of each group as one player. So nothing is
 * left out of the sum, and a feature that is not chosen is in the rest of its group.
 */
public final class FeatureShapley {
  /** Features exchanged together to see whether the model uses any. */
  private static final int TOGETHER = 50;

  private FeatureShapley() {}

  /**
   * A feature's part, or the rest of a group.
   *
   * @param modality null for the rest of a group
   * @param feature null for the rest of a group
   * @param standardError of the sampling
   */
  public record Part(
      String group, String modality, String feature, double value, double standardError) {}

  /** A single feature. */
  private record Feature(String modality, int number) {}

  /**
   * @param top how many features of each patient
   * @param settings of the sampling
   * @return by patient, the features by descending absolute value, then the rests; values sum to
   *     prediction minus baseline
   */
  public static Map<String, List<Part>> of(
      Score score,
      PatientData patients,
      PatientData background,
      FeatureGroups groups,
      int top,
      SampledShapley.Settings settings) {
    return of(score, patients, background, groups, top, settings, (one, typical) -> null);
  }

  /** Which features are looked at one by one, where that is known beforehand. */
  @FunctionalInterface
  interface Shortlist {
    /**
     * @param one a single patient
     * @param typical whom it is compared with
     * @return {@link Variable#key} of modality and feature; null for all
     */
    Set<String> of(PatientData one, PatientData typical);
  }

  /** The same among the features of a shortlist. */
  static Map<String, List<Part>> of(
      Score score,
      PatientData patients,
      PatientData background,
      FeatureGroups groups,
      int top,
      SampledShapley.Settings settings,
      Shortlist shortlist) {
    PatientData typical = typical(background);
    Map<String, List<Part>> parts = new LinkedHashMap<>();
    for (String patient : patients.patients()) {
      PatientData one = patients.select(List.of(patient));
      List<Feature> chosen = chosen(score, one, typical, top, shortlist.of(one, typical));
      parts.put(patient, parts(score, one, background, groups, chosen, settings));
    }
    return parts;
  }

  /** One patient of the background's means over known values; NaN where nobody has a value. */
  static PatientData typical(PatientData background) {
    PatientData mean = ReferencePatient.of(background).patient();
    Map<String, Modality> modalities = new LinkedHashMap<>(mean.modalities());
    modalities.replaceAll(
        (name, block) ->
            block.kind() == Modality.Kind.BINARY
                ? new Modality(block.kind(), block.values().map(Math::rint))
                : block);
    return new PatientData(mean.patients(), modalities);
  }

  /** The features that change the score most when exchanged alone. */
  private static List<Feature> chosen(
      Score score, PatientData one, PatientData typical, int top, Set<String> shortlist) {
    record Candidate(Feature feature, double change) {}
    List<Candidate> candidates = new ArrayList<>();
    for (String modality : one.modalities().keySet()) {
      // Alone in a group each, so that other modalities are not copied.
      FeatureGroups alone =
          FeatureGroups.of(one, (m, f) -> m.equals(modality) ? m + "\t" + f : "\t" + m);
      Hybrids hybrids = new Hybrids(one, typical, alone);
      int[] groupOf = alone.groupsOf(modality);
      int[] differing = differing(one, typical, modality, shortlist);
      List<int[]> bundles = new ArrayList<>();
      for (int from = 0; from < differing.length; from += TOGETHER) {
        int to = Math.min(differing.length, from + TOGETHER);
        bundles.add(Arrays.copyOfRange(differing, from, to));
      }
      double[] together = changes(score, hybrids, groupOf, bundles);
      List<int[]> singles =
          IntStream.range(0, together.length)
              .filter(k -> together[k] != 0)
              .boxed()
              .flatMap(k -> Arrays.stream(bundles.get(k)).mapToObj(f -> new int[] {f}))
              .toList();
      double[] changes = changes(score, hybrids, groupOf, singles);
      for (int k = 0; k < changes.length; k++) {
        if (changes[k] != 0) {
          candidates.add(new Candidate(new Feature(modality, singles.get(k)[0]), changes[k]));
        }
      }
    }
    // A stable sort: of equals the first.
    return candidates.stream()
        .sorted(Comparator.comparingDouble(c -> -Math.abs(c.change)))
        .limit(top)
        .map(Candidate::feature)
        .toList();
  }

  /** The features whose exchange may change something. */
  private static int[] differing(
      PatientData one, PatientData typical, String modality, Set<String> shortlist) {
    LabelledMatrix own = one.modalities().get(modality).values();
    LabelledMatrix other = typical.modalities().get(modality).values();
    int column = own.sampleIndex(one.patients().get(0));
    return IntStream.range(0, own.featureCount())
        .filter(
            f ->
                shortlist == null
                    || shortlist.contains(Variable.key(modality, own.featureIds().get(f))))
        .filter(
            f -> Double.compare(column < 0 ? Double.NaN : own.at(f, column), other.at(f, 0)) != 0)
        .toArray();
  }

  /** What the score loses when sets of features are exchanged. */
  private static double[] changes(
      Score score, Hybrids hybrids, int[] groupOf, List<int[]> exchanged) {
    List<Hybrid> asked = new ArrayList<>();
    asked.add(new Hybrid(0, 0, group -> true));
    for (int[] features : exchanged) {
      int[] groups = Arrays.stream(features).map(f -> groupOf[f]).sorted().toArray();
      asked.add(new Hybrid(0, 0, group -> Arrays.binarySearch(groups, group) < 0));
    }
    double[] scores = hybrids.scores(score, asked);
    return IntStream.range(1, scores.length).mapToDouble(k -> scores[0] - scores[k]).toArray();
  }

  private static List<Part> parts(
      Score score,
      PatientData one,
      PatientData background,
      FeatureGroups groups,
      List<Feature> chosen,
      SampledShapley.Settings settings) {
    Map<String, int[]> groupOf = new LinkedHashMap<>();
    one.modalities().keySet().forEach(name -> groupOf.put(name, groups.groupsOf(name)));
    Map<String, Part> names = new LinkedHashMap<>();
    FeatureGroups players =
        FeatureGroups.of(
            one,
            (modality, feature) -> {
              int number = one.modalities().get(modality).values().featureIndex(feature);
              String group = groups.names().get(groupOf.get(modality)[number]);
              boolean single = chosen.contains(new Feature(modality, number));
              String name = single ? modality + "\t" + feature : "\t" + group;
              names.putIfAbsent(
                  name, new Part(group, single ? modality : null, single ? feature : null, 0, 0));
              return name;
            });
    var sampled = SampledShapley.nested(score, one, background, players, groups, settings);
    List<Part> parts = new ArrayList<>();
    for (int k = 0; k < players.size(); k++) {
      Part named = names.get(players.names().get(k));
      parts.add(
          new Part(
              named.group,
              named.modality,
              named.feature,
              sampled.values().values()[0][k],
              sampled.standardErrors()[0][k]));
    }
    parts.sort(
        Comparator.comparing((Part part) -> part.feature == null)
            .thenComparingDouble(part -> part.feature == null ? 0 : -Math.abs(part.value)));
    return parts;
  }
}
