package org.omicroutes.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.survival.StratifiedRidgeCox;

/**
 * Learns a {@link PanCancer} score: a ridge Cox model over the patients of several cohorts, each
 * with its own baseline hazard, on {@code 3 K(clinical) + K(rna) + K(binary)}, K the linear kernel
 * {@code XX'/p}. Features are standardised within each cohort ({@link ModalityScale}), so that
 * cohorts need not be of one platform; RNA is best given as rank-normal scores. Clinical features
 * with more than two values stand beside their squares.
 *
 * <p>Modalities and features are the same where their names are. Taken are the clinical modality
 * and the RNA of the first cohort ({@link Roles}) with the features that at least half of the
 * cohorts have, and binary modalities with the features that at least 3 % of all patients have. A
 * cohort without a feature counts as its own mean. The penalty is the one of 100, 30, 10 and 3 with
 * the largest partial likelihood of cohorts left out in turn.
 */
public final class PanCancerTrainer {
  private static final double[] LAMBDAS = {100, 30, 10, 3};
  private static final double CLINICAL = 3;
  private static final double LEAST_FREQUENCY = 0.03;

  /**
   * Patients of one cancer.
   *
   * @param survival of the same patients in the same order
   */
  public record Cohort(String name, PatientData patients, SurvivalData survival) {}

  /** One modality of all cohorts, patients below each other. */
  private record Block(
      String modality, double weight, List<String> features, boolean[] squared, double[][] rows) {

    /** Features, then squares of those that have one. */
    double[][] columns() {
      return Arrays.stream(rows)
          .map(
              row -> {
                double[] all = Arrays.copyOf(row, row.length + squares());
                int at = row.length;
                for (int f = 0; f < row.length; f++) {
                  if (squared[f]) {
                    all[at++] = row[f] * row[f];
                  }
                }
                return all;
              })
          .toArray(double[][]::new);
    }

    int squares() {
      int count = 0;
      for (boolean square : squared) {
        count += square ? 1 : 0;
      }
      return count;
    }
  }

  private PanCancerTrainer() {}

  /**
   * @param cohorts two at least, without the one that the score is for
   * @throws DataException where two have one name, one has no event, or they have nothing in common
   */
  public static PanCancer fit(List<Cohort> cohorts) {
    if (cohorts.size() < 2) {
      throw DataException.of(cohorts.size() + " cohorts", "two at least");
    }
    SurvivalData survival = joined(cohorts);
    List<Block> blocks = blocks(cohorts);
    double[][] kernel = new double[survival.size()][survival.size()];
    for (Block block : blocks) {
      Kernels.add(block.weight(), Kernels.linear(block.columns()), kernel);
    }
    int[] strata = new int[survival.size()];
    int at = 0;
    for (int c = 0; c < cohorts.size(); c++) {
      for (int i = 0; i < cohorts.get(c).patients().patients().size(); i++) {
        strata[at++] = c;
      }
    }
    StratifiedRidgeCox cox = StratifiedRidgeCox.fit(kernel, survival, strata, LAMBDAS);
    return new PanCancer(
        blocks.stream().map(block -> part(block, cox.dual())).toList(),
        cox.lambda(),
        cohorts.stream().map(Cohort::name).toList());
  }

  private static SurvivalData joined(List<Cohort> cohorts) {
    List<String> ids = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (Cohort cohort : cohorts) {
      if (!names.add(cohort.name())) {
        throw DataException.of("cohort " + cohort.name() + " twice", "each cohort once");
      }
      if (!cohort.patients().patients().equals(cohort.survival().sampleIds())) {
        throw new IllegalArgumentException(
            "survival of " + cohort.name() + " is not that of the patients in their order");
      }
      if (cohort.survival().eventCount() == 0) {
        throw DataException.of("no event in cohort " + cohort.name(), "one at least");
      }
      // Two cohorts may name their patients alike.
      cohort.survival().sampleIds().forEach(id -> ids.add(cohort.name() + " " + id));
    }
    double[] times =
        cohorts.stream().flatMapToDouble(c -> Arrays.stream(c.survival().times())).toArray();
    boolean[] events = new boolean[times.length];
    int at = 0;
    for (Cohort cohort : cohorts) {
      for (boolean event : cohort.survival().events()) {
        events[at++] = event;
      }
    }
    return new SurvivalData(ids, times, events);
  }

  private static List<Block> blocks(List<Cohort> cohorts) {
    Roles roles = Roles.of(cohorts.get(0).patients());
    List<Block> blocks = new ArrayList<>();
    if (roles.clinical() != null) {
      blocks.add(block(cohorts, roles.clinical(), CLINICAL, true));
    }
    if (roles.rna() != null) {
      blocks.add(block(cohorts, roles.rna(), 1, false));
    }
    Set<String> binary = new LinkedHashSet<>();
    cohorts.forEach(c -> binary.addAll(c.patients().of(Modality.Kind.BINARY).keySet()));
    binary.forEach(name -> blocks.add(block(cohorts, name, 1, false)));
    blocks.removeIf(block -> block.features().isEmpty());
    if (blocks.isEmpty()) {
      throw DataException.of(
          "no feature that half of the cohorts have", "clinical variables or genes of one name");
    }
    return blocks;
  }

  private static Block block(
      List<Cohort> cohorts, String modality, double weight, boolean clinical) {
    List<ModalityScale> scales = new ArrayList<>();
    for (Cohort cohort : cohorts) {
      PatientData data = cohort.patients();
      Modality found = data.modalities().get(modality);
      scales.add(found == null ? null : ModalityScale.fit(modality, found, data.patients()));
    }
    List<String> features = features(cohorts, scales);
    List<double[]> rows = new ArrayList<>();
    for (int c = 0; c < scales.size(); c++) {
      PatientData data = cohorts.get(c).patients();
      if (scales.get(c) == null) {
        data.patients().forEach(patient -> rows.add(new double[features.size()]));
      } else {
        rows.addAll(aligned(scales.get(c), data, features));
      }
    }
    double[][] all = rows.toArray(double[][]::new);
    boolean[] squared =
        clinical ? squared(scales, cohorts, features) : new boolean[features.size()];
    return new Block(modality, weight, features, squared, all);
  }

  private static List<String> features(List<Cohort> cohorts, List<ModalityScale> scales) {
    Map<String, Double> counts = new LinkedHashMap<>();
    double patients = 0;
    boolean binary = false;
    for (int c = 0; c < scales.size(); c++) {
      ModalityScale scale = scales.get(c);
      int size = cohorts.get(c).patients().patients().size();
      patients += size;
      for (int f = 0; scale != null && f < scale.features().size(); f++) {
        binary |= scale.binary();
        double share = scale.binary() ? scale.means()[f] * size : 1;
        counts.merge(scale.features().get(f), share, Double::sum);
      }
    }
    double least = binary ? LEAST_FREQUENCY * patients : cohorts.size() / 2.0;
    return counts.keySet().stream().filter(f -> counts.get(f) >= least).sorted().toList();
  }

  private static List<double[]> aligned(
      ModalityScale scale, PatientData data, List<String> features) {
    int[] from = features.stream().mapToInt(scale.features()::indexOf).toArray();
    List<double[]> rows = new ArrayList<>();
    for (double[] row : scale.rows(data)) {
      rows.add(Arrays.stream(from).mapToDouble(f -> f < 0 ? 0 : row[f]).toArray());
    }
    return rows;
  }

  /** Clinical features that have more than two values in some cohort. */
  private static boolean[] squared(
      List<ModalityScale> scales, List<Cohort> cohorts, List<String> features) {
    boolean[] squared = new boolean[features.size()];
    for (int c = 0; c < scales.size(); c++) {
      ModalityScale scale = scales.get(c);
      if (scale != null) {
        var values = cohorts.get(c).patients().modalities().get(scale.modality()).values();
        for (int f = 0; f < squared.length; f++) {
          int row = values.featureIndex(features.get(f));
          squared[f] |=
              row >= 0
                  && Arrays.stream(values.row(row))
                          .filter(v -> !Double.isNaN(v))
                          .distinct()
                          .limit(3)
                          .count()
                      > 2;
        }
      }
    }
    return squared;
  }

  /** {@code weight X'a / p}, squares among the p columns. */
  private static PanCancer.Part part(Block block, double[] dual) {
    int p = block.features().size();
    double[] linear = new double[p];
    double[] squared = new double[p];
    double factor = block.weight() / (p + block.squares());
    for (int i = 0; i < dual.length; i++) {
      for (int f = 0; f < p; f++) {
        double z = block.rows()[i][f];
        linear[f] += factor * dual[i] * z;
        squared[f] += block.squared()[f] ? factor * dual[i] * z * z : 0;
      }
    }
    return new PanCancer.Part(block.modality(), block.features(), linear, squared);
  }
}
