package org.omicroutes.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.oracle.Frozen;
import org.omicroutes.step.StepTester;

class MofaStepTest {
  private static final List<String> VIEWS = List.of("rna", "meth", "mut");

  @TempDir Path dir;

  private static Path data(String view) {
    return Frozen.path("mofa/" + view + ".tsv.gz");
  }

  private StepTester<MofaStep.Options> step(String out) {
    return StepTester.of(new MofaStep())
        .param("factors", 6)
        .out("out-factors", dir.resolve(out + ".tsv"))
        .out("out-view-factors", dir.resolve(out + ".views.tsv"))
        .out("out-loadings", dir.resolve(out + ".loadings.tsv"));
  }

  @Test
  void trainsOnFitSamplesAloneAndProjectsTheRestByItsState() throws Exception {
    LabelledMatrix rna = MatrixFiles.read(data("rna"));
    List<String> fit = rna.sampleIds().subList(0, 90);
    Path fitFile = dir.resolve("fit.txt");
    TableFiles.writeIds(fitFile, fit);
    Path state = dir.resolve("state.json.gz");
    var whole = step("whole").in("fit-samples", fitFile).out("out-state", state);
    var onlyFit = step("onlyFit");
    for (String view : VIEWS) {
      LabelledMatrix matrix = MatrixFiles.read(data(view));
      Path part = dir.resolve(view + ".tsv");
      MatrixFiles.write(part, matrix.selectSamples(fit));
      whole.in("view", view, data(view));
      onlyFit.in("view", view, part);
    }
    whole.run();
    onlyFit.run();
    assertThat(dir.resolve("onlyFit.loadings.tsv"))
        .hasSameTextualContentAs(dir.resolve("whole.loadings.tsv"));

    LabelledMatrix all = MatrixFiles.read(dir.resolve("whole.tsv"));
    assertThat(all.sampleIds()).isEqualTo(rna.sampleIds());
    Path patient = dir.resolve("patient.tsv");
    MatrixFiles.write(patient, rna.selectSamples(List.of("P110")));
    step("alone").in("view", "rna", patient).in("state", state).run();
    LabelledMatrix alone = MatrixFiles.read(dir.resolve("alone.tsv"));
    LabelledMatrix views = MatrixFiles.read(dir.resolve("whole.views.tsv"));
    assertThat(views.featureIds()).contains("rna:Factor1", "mut:Factor2");
    int column = views.sampleIndex("P110");
    for (int k = 0; k < alone.featureCount(); k++) {
      int row = views.featureIndex("rna:Factor" + (k + 1));
      assertThat(alone.at(k, 0)).isCloseTo(views.at(row, column), within(1e-9));
    }
  }

  @Test
  void aSampleWithoutAViewHasNoFactorsFromIt() throws Exception {
    var step = step("out").param("iterations", 25);
    VIEWS.forEach(view -> step.in("view", view, data(view)));
    step.run();
    LabelledMatrix views = MatrixFiles.read(dir.resolve("out.views.tsv"));
    LabelledMatrix meth = MatrixFiles.read(data("meth"));
    int absent = meth.sampleIndex("P002");
    assertThat(meth.column(absent)).containsOnly(Double.NaN);
    assertThat(views.at(views.featureIndex("meth:Factor1"), absent)).isNaN();
    assertThat(views.at(views.featureIndex("rna:Factor1"), absent)).isFinite();
    assertThat(MatrixFiles.read(dir.resolve("out.tsv")).missingCount()).isZero();
    assertThat(step.notes()).anyMatch(n -> n.contains("before it had converged"));
  }

  @Test
  void refusesOtherValuesThanZeroAndOneAndUnknownViews() throws Exception {
    var named = step("a").in("view", "rna", data("rna")).param("bernoulli", "rna");
    assertThatThrownBy(named::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("view rna")
        .hasMessageContaining("0 or 1");
    var unknown = step("a").in("view", "rna", data("rna")).param("bernoulli", "cnv");
    assertThatThrownBy(unknown::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cnv");
    Path flat = Files.writeString(dir.resolve("flat.tsv"), "f\ta\tb\tc\nx\t1\t1\t1\n");
    assertThatThrownBy(step("a").in("view", "flat", flat)::run).isInstanceOf(DataException.class);
  }
}
