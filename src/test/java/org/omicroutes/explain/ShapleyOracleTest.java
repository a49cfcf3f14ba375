package org.omicroutes.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.omicroutes.models.PatientData;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

/** Against brute force over all orderings: src/test/oracle/shapley/make.py. */
class ShapleyOracleTest {
  private static final Map<String, List<String>> FEATURES = new LinkedHashMap<>();

  static {
    FEATURES.put("clinical", List.of("age", "stage"));
    FEATURES.put("rna", List.of("g1", "g2"));
    FEATURES.put("dna", List.of("mut", "cnv"));
  }

  private static final Score SCORE =
      Players.score(
          x ->
              0.6 * x[0]
                  + 0.4 * x[1] * Math.max(x[2], 0)
                  + 0.8 * x[4] * Math.tanh(x[3]) * (1 + x[0] * x[5])
                  + Math.exp(-0.5 * Math.pow(x[2] - x[3] + x[5], 2))
                  + (x[1] + x[5] + x[2] > 1.5 ? 0.7 : 0));

  private static PatientData read(String file) throws IOException {
    Frozen frozen = Frozen.read("shapley/" + file);
    List<String> columns = FEATURES.values().stream().flatMap(List::stream).toList();
    return Players.data(FEATURES, frozen.texts("sample"), frozen.matrix(columns));
  }

  private final PatientData patients = read("patients.tsv.gz");
  private final PatientData background = read("background.tsv.gz");
  private final FeatureGroups features = FeatureGroups.features(patients);
  private final FeatureGroups modalities = FeatureGroups.modalities(patients);
  private final Frozen expected = Frozen.read("shapley/expected.tsv.gz");

  ShapleyOracleTest() throws IOException {}

  private double[] expected(String kind) {
    return expected.where("kind", kind).numbers("value");
  }

  private static Agreement agreement(String what) {
    return Agreement.of(
        what, "shapley", "Python", "itertools.permutations", "7 patients × 6 features");
  }

  @Test
  void exactValuesAreThoseOfAllOrderings() {
    ShapleyValues single = GroupShapley.of(SCORE, patients, background, features);
    ShapleyValues groups = GroupShapley.of(SCORE, patients, background, modalities);
    agreement("Shapley values")
        .absolute("single features", Players.flat(single.values()), expected("feature"), 1e-10)
        .absolute("groups of features", Players.flat(groups.values()), expected("group"), 1e-10)
        .absolute("predictions", single.predictions(), expected("prediction"), 1e-10)
        .absolute("baseline", new double[] {single.baseline()}, expected("baseline"), 1e-10);
  }

  @Test
  void sampledValuesCloseInOnThem() {
    SampledShapley.Settings many = new SampledShapley.Settings(18_000, 0, 1);
    double[] found =
        Players.flat(
            SampledShapley.of(SCORE, patients, background, features, many).values().values());
    double[] nested =
        Players.flat(
            SampledShapley.nested(SCORE, patients, background, features, modalities, many)
                .values()
                .values());
    agreement("sampled Shapley values")
        .absolute("18000 permutations", found, expected("feature"), 0.01)
        .absolute("18000 permutations, Owen values", nested, expected("owen"), 0.01);
  }

  /** The squared standard error is, in the mean of many runs, the squared error that is seen. */
  @Test
  void standardErrorsAreThoseThatAreSeen() {
    double[] exact = expected("feature");
    int runs = 100;
    double[] seen = new double[exact.length];
    double[] stated = new double[exact.length];
    double[] bias = new double[exact.length];
    for (int seed = 0; seed < runs; seed++) {
      SampledShapley.Sampled run =
          SampledShapley.of(
              SCORE, patients, background, features, new SampledShapley.Settings(144, 0, seed));
      double[] found = Players.flat(run.values().values());
      double[] errors = Players.flat(run.standardErrors());
      for (int i = 0; i < exact.length; i++) {
        bias[i] += (found[i] - exact[i]) / runs;
        seen[i] += Math.pow(found[i] - exact[i], 2) / runs;
        stated[i] += Math.pow(errors[i], 2) / runs;
      }
    }
    for (int i = 0; i < exact.length; i++) {
      if (seen[i] > 1e-20) {
        assertThat(seen[i] / stated[i]).as("value " + i).isBetween(0.5, 1.7);
        assertThat(Math.abs(bias[i])).isLessThan(4 * Math.sqrt(seen[i] / runs));
      }
    }
    double ratio = Arrays.stream(seen).sum() / Arrays.stream(stated).sum();
    assertThat(ratio).isBetween(0.92, 1.08);
  }
}
