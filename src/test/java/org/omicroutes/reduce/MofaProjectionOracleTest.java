package org.omicroutes.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;
import org.omicroutes.step.StepTester;

/** Factors of samples under a fixed state, against linear algebra; see {@code mofa-projection}. */
class MofaProjectionOracleTest {
  private static final String DATA =
      "simulated, 40 samples, 3 factors, 15 % missing, views missing";

  @TempDir Path dir;

  private LabelledMatrix project(List<String> views) throws Exception {
    var step =
        StepTester.of(new MofaStep()).in("state", Frozen.path("mofa-projection/state.json.gz"));
    for (String view : views) {
      step.in("view", view, Frozen.path("mofa-projection/" + view + ".tsv.gz"));
    }
    step.out("out-factors", dir.resolve("out.tsv"))
        .out("out-view-factors", dir.resolve("views.tsv"))
        .run();
    return MatrixFiles.read(dir.resolve("out.tsv"));
  }

  private static LabelledMatrix expected(String name) throws Exception {
    return MatrixFiles.read(Frozen.path("mofa-projection/factors_" + name + ".tsv.gz"));
  }

  @Test
  void realViewsAgreeWithTheClosedForm() throws Exception {
    LabelledMatrix found = project(List.of("rna", "meth"));
    Agreement.of("mofa", "mofa-projection", "NumPy", "linalg.solve", DATA)
        .absolute("factors of new samples, two real views", found, expected("real"), 1e-9)
        .absolute("factors given one real view", view("rna"), expected("rna"), 1e-9);
    // A sample without any value has no factors.
    assertThat(found.column(found.sampleIndex("s03"))).containsOnly(Double.NaN);
    assertThat(found.missingCount()).isEqualTo(3);
  }

  @Test
  void withZerosAndOnesTheBoundIsAtItsStationaryPoint() throws Exception {
    LabelledMatrix found = project(List.of("rna", "meth", "mut"));
    Agreement.of("mofa", "mofa-projection", "SciPy", "optimize.root", DATA)
        .absolute("factors of new samples, with zeros and ones", found, expected("all"), 1e-8)
        .absolute("factors given zeros and ones alone", view("mut"), expected("mut"), 1e-8);
  }

  private LabelledMatrix view(String name) throws Exception {
    LabelledMatrix views = MatrixFiles.read(dir.resolve("views.tsv"));
    List<String> rows = views.featureIds().stream().filter(f -> f.startsWith(name + ":")).toList();
    LabelledMatrix own = views.selectFeatures(rows);
    return LabelledMatrix.of(
        List.of("Factor1", "Factor2", "Factor3"), own.sampleIds(), own.toArray());
  }
}
