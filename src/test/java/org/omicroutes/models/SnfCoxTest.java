package org.omicroutes.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

class SnfCoxTest extends TrainerContract<SnfCox> {

  @Override
  ModelTrainer<SnfCox> trainer() {
    return new SnfCoxTrainer();
  }

  /** Patients in groups by turns, each group about a centre of its own. */
  private static PatientData groups(int groups, int patients) {
    Random random = new Random(4);
    List<String> ids = new ArrayList<>();
    for (int s = 0; s < patients; s++) {
      ids.add("p" + s);
    }
    Map<String, Modality> modalities = new LinkedHashMap<>();
    for (String name : List.of("rna", "methylation")) {
      List<String> genes = new ArrayList<>();
      double[][] values = new double[20][patients];
      for (int g = 0; g < values.length; g++) {
        genes.add("g" + g);
        for (int s = 0; s < patients; s++) {
          values[g][s] = random.nextGaussian() + (g % groups == s % groups ? 4 : 0);
        }
      }
      modalities.put(
          name, new Modality(Modality.Kind.CONTINUOUS, LabelledMatrix.of(genes, ids, values)));
    }
    return new PatientData(ids, modalities);
  }

  @Test
  void groupsAreFoundAndNewPatientsJoinTheirs() {
    for (int groups = 2; groups <= 5; groups++) {
      PatientData data = groups(groups, 40 * groups);
      List<String> inside = data.patients().subList(0, 30 * groups);
      PatientFusion fusion = PatientFusion.fit(data.select(inside));
      String last = "cluster" + groups;
      assertThat(fusion.names()).contains(last).doesNotContain("cluster" + (groups + 1));
      double[][] placed = fusion.place(data);
      for (int s = 0; s < placed.length; s++) {
        // Clusters are numbered by their first patients, so that of patient s is s % groups.
        assertThat(placed[s][s % groups]).isGreaterThan(0.9);
      }
    }
  }

  @Test
  void membershipsAreShares() {
    double[][] placed = model.fusion().place(cohort.data());
    long clusters = model.fusion().names().stream().filter(n -> n.startsWith("cluster")).count();
    for (double[] row : placed) {
      double sum = 0;
      for (int c = 0; c < clusters; c++) {
        assertThat(row[c]).isBetween(0.0, 1.0);
        sum += row[c];
      }
      assertThat(sum).isCloseTo(1, within(1e-9));
    }
  }

  /** Known by one modality, a patient is placed by it alone: the places by each have this mean. */
  @Test
  void placeIsTheMeanOverModalities() {
    String patient = heldOut.get(3);
    double[] whole = model.fusion().place(cohort.data().select(List.of(patient)))[0];
    double[] mean = new double[whole.length];
    List<String> molecular = List.of("rna", "methylation", "mutation");
    for (String only : molecular) {
      List<String> others = molecular.stream().filter(m -> !m.equals(only)).toList();
      PatientData alone = cohort.without(patient, others).select(List.of(patient));
      double[] place = model.fusion().place(alone)[0];
      for (int t = 0; t < mean.length; t++) {
        mean[t] += place[t] / 3;
      }
    }
    assertThat(mean).containsExactly(whole, within(1e-12));
  }

  @Test
  void oneModalityIsEnough() {
    PatientData data = cohort.data().select(training);
    Map<String, Modality> alone = Map.of("rna", data.modalities().get("rna"));
    SnfCox fitted =
        fit(new PatientData(training, alone), cohort.survival().select(training), cohort);
    assertThat(concordance(fitted, cohort)).isGreaterThan(0.6);
  }

  @Test
  void tooFewPatientsWithEverythingIsAnError() {
    List<String> few = training.subList(0, 18);
    assertThatThrownBy(() -> PatientFusion.fit(cohort.data().select(few)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("18 training patients with all molecular modalities");
  }
}
