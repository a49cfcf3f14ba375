package org.omicroutes.explain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.models.Modality;
import org.omicroutes.models.PatientData;

/**
 * Patients on the straight line from one to another. Features of one group lie a share of the way;
 * those of the other groups are one's or the other's. Where either lacks a value, it is that of
 * whom the share is nearer to.
 */
final class Blends {
  private final PatientData patients;
  private final PatientData others;
  private final FeatureGroups groups;
  private final int blended;

  /**
   * @param blended the group of the features in between
   */
  Blends(PatientData patients, PatientData others, FeatureGroups groups, int blended) {
    this.patients = patients;
    this.others = others;
    this.groups = groups;
    this.blended = blended;
  }

  /**
   * @param share 0: the other's; 1: the patient's
   * @param own of the other groups, whether it is the patient's
   */
  record Blend(int patient, int other, double share, IntPredicate own) {}

  PatientData of(List<Blend> blends) {
    List<String> ids = IntStream.range(0, blends.size()).mapToObj(Integer::toString).toList();
    Map<String, Modality> modalities = new LinkedHashMap<>();
    patients
        .modalities()
        .forEach((name, block) -> modalities.put(name, modality(name, block, ids, blends)));
    return new PatientData(ids, modalities);
  }

  private Modality modality(String name, Modality block, List<String> ids, List<Blend> blends) {
    LabelledMatrix left = block.values();
    LabelledMatrix right = others.modalities().get(name).values();
    int[] own = columns(left, patients);
    int[] other = columns(right, others);
    int[] groupOf = groups.groupsOf(name);
    double[][] rows = new double[left.featureCount()][ids.size()];
    for (int k = 0; k < ids.size(); k++) {
      Blend blend = blends.get(k);
      int from = other[blend.other];
      int to = own[blend.patient];
      for (int f = 0; f < rows.length; f++) {
        double share = groupOf[f] == blended ? blend.share : blend.own.test(groupOf[f]) ? 1 : 0;
        rows[f][k] =
            between(
                from < 0 ? Double.NaN : right.at(f, from),
                to < 0 ? Double.NaN : left.at(f, to),
                share);
      }
    }
    return new Modality(block.kind(), LabelledMatrix.of(left.featureIds(), ids, rows));
  }

  private static double between(double from, double to, double share) {
    if (share == 0 || share == 1 || Double.isNaN(from) || Double.isNaN(to)) {
      return share < 0.5 ? from : to;
    }
    return from + share * (to - from);
  }

  private static int[] columns(LabelledMatrix values, PatientData data) {
    return data.patients().stream().mapToInt(values::sampleIndex).toArray();
  }
}
