package org.omicroutes.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.explain.FeatureShapley.Part;
import org.omicroutes.models.Modality;
import org.omicroutes.models.PatientData;

class FeatureShapleyTest {
  private static final int[] SIZES = {70, 4};
  private final PatientData patients = Players.random("p", 3, SIZES, 1);
  private final PatientData background = Players.random("b", 4, SIZES, 2);
  private final FeatureGroups groups = FeatureGroups.modalities(patients);

  private Map<String, List<Part>> explained(Score score, int top, int samples, long seed) {
    return FeatureShapley.of(
        score, patients, background, groups, top, new SampledShapley.Settings(samples, 0, seed));
  }

  @Test
  void theLargestTermsOfALinearScoreAreChosenAndExact() {
    double[] beta = Players.normal(1, 74, 5)[0];
    // Features 50 to 69 are not used: neither they nor their bundle changes anything.
    Arrays.fill(beta, 50, 70, 0);
    Score score = Players.score(x -> dot(beta, x));
    var found = explained(score, 5, 16, 1);
    for (String patient : patients.patients()) {
      double[] own = Players.vector(patients, patient);
      double[] terms = new double[74];
      for (String b : background.patients()) {
        double[] other = Players.vector(background, b);
        Arrays.setAll(terms, j -> terms[j] + beta[j] * (own[j] - other[j]) / 4);
      }
      List<Integer> order = new ArrayList<>();
      for (int j = 0; j < terms.length; j++) {
        order.add(j);
      }
      order.sort(Comparator.comparingDouble(j -> -Math.abs(terms[j])));
      List<Part> parts = found.get(patient);
      for (int k = 0; k < 5; k++) {
        int j = order.get(k);
        assertThat(parts.get(k).modality()).isEqualTo(j < 70 ? "A" : "B");
        assertThat(parts.get(k).feature()).isEqualTo("f" + (j < 70 ? j : j - 70));
        assertThat(parts.get(k).value()).isCloseTo(terms[j], within(1e-10));
        assertThat(parts.get(k).standardError()).isLessThan(1e-12);
      }
      assertThat(parts.subList(5, 7)).extracting(Part::group).containsExactlyInAnyOrder("A", "B");
      assertThat(parts.subList(5, 7)).extracting(Part::feature).containsOnlyNulls();
      assertThat(parts.stream().mapToDouble(Part::value).sum())
          .isCloseTo(Arrays.stream(terms).sum(), within(1e-10));
    }
  }

  @Test
  void whatIsNotUsedIsNotChosen() {
    Score score = Players.score(x -> Math.exp(x[3]) * Math.tanh(x[71]));
    for (List<Part> parts : explained(score, 5, 16, 1).values()) {
      assertThat(parts.stream().filter(p -> p.feature() != null).map(Part::feature))
          .containsExactlyInAnyOrder("f3", "f1");
      for (Part rest : parts.subList(2, 4)) {
        assertThat(rest.value()).isCloseTo(0, within(1e-12));
      }
    }
  }

  @Test
  void theTruthIsWithinTheStatedError() {
    Score score =
        Players.score(x -> (x[0] + x[71]) * (x[1] + x[72]) * (x[2] + 0.5) + Math.exp(x[73] * x[1]));
    List<Part> rough = explained(score, 6, 400, 1).get("p1");
    List<Part> fine = explained(score, 6, 20000, 2).get("p1");
    for (Part part : rough) {
      Part truth =
          fine.stream()
              .filter(p -> p.group().equals(part.group()))
              .filter(p -> String.valueOf(p.feature()).equals(String.valueOf(part.feature())))
              .findFirst()
              .orElseThrow();
      double error = Math.hypot(part.standardError(), truth.standardError());
      assertThat(part.value()).isCloseTo(truth.value(), within(4.5 * error + 1e-12));
    }
  }

  @Test
  void theTypicalPatientIsTheMeanAndOfBitsTheMoreFrequent() {
    Modality bits =
        new Modality(
            Modality.Kind.BINARY,
            LabelledMatrix.of(
                List.of("a", "b"),
                List.of("x", "y", "z"),
                new double[][] {{1, 1, 0}, {Double.NaN, 0, 0}}));
    Modality reals =
        new Modality(
            Modality.Kind.CONTINUOUS,
            LabelledMatrix.of(
                List.of("a", "b"),
                List.of("x", "y"),
                new double[][] {{1, 4}, {Double.NaN, Double.NaN}}));
    PatientData typical =
        FeatureShapley.typical(
            new PatientData(List.of("x", "y", "z"), Map.of("bits", bits, "reals", reals)));
    assertThat(typical.modalities().get("bits").values().column(0)).containsExactly(1, 0);
    assertThat(typical.modalities().get("reals").values().column(0))
        .containsExactly(2.5, Double.NaN);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
