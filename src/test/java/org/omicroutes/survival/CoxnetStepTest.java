package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.PredictionFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.step.StepTester;

class CoxnetStepTest {
  @TempDir Path dir;
  private final Simulated cohort = Simulated.cohort(120, 30, 11);
  private final List<String> ids = cohort.survival().sampleIds();
  private Path features;
  private Path survival;
  private Path train;

  @BeforeEach
  void write() throws Exception {
    features = cohort.writeFeatures(dir.resolve("x.tsv"));
    survival = cohort.writeSurvival(dir.resolve("y.tsv"));
    train = dir.resolve("train.txt");
    TableFiles.writeIds(train, ids.subList(0, 90));
  }

  private StepTester<CoxnetStep.Options> coxnet(Path x, Path y) {
    return StepTester.of(new CoxnetStep())
        .in("features", x)
        .in("survival", y)
        .in("fit-samples", train)
        .param("folds", 5);
  }

  @Test
  void findsTheFeaturesThatMatterAndPredictsHeldOutSamples() throws Exception {
    Path out = dir.resolve("coef.tsv");
    Path predictions = dir.resolve("p.tsv");
    Path path = dir.resolve("path.tsv");
    Path all = dir.resolve("all.tsv");
    coxnet(features, survival)
        .out("out", out)
        .out("out-predictions", predictions)
        .out("out-path", path)
        .out("out-coefficients", all)
        .run();
    SampleTable coefficients = TableFiles.readSamples(out);
    assertThat(coefficients.size()).isEqualTo(30);
    assertThat(Double.parseDouble(coefficients.value("f0", "coef"))).isBetween(0.5, 1.3);
    assertThat(Double.parseDouble(coefficients.value("f1", "coef"))).isBetween(-1.3, -0.5);
    List<String> test = ids.subList(90, 120);
    SurvivalData outcome = cohort.survival().select(test);
    double[] risk = PredictionFiles.read(predictions).select(test).risk();
    assertThat(Concordance.harrell(outcome.times(), outcome.events(), risk).value())
        .isGreaterThan(0.7);
    String chosen =
        Files.readAllLines(path).stream().filter(l -> l.endsWith("\t1")).findFirst().orElseThrow();
    String lambda = chosen.substring(0, chosen.indexOf('\t'));
    assertThat(Files.readString(all))
        .contains(lambda + "\tf0\t" + coefficients.value("f0", "coef") + "\n");
  }

  @Test
  void oneStandardErrorTakesFewerFeatures() throws Exception {
    Path min = dir.resolve("min.tsv");
    Path se = dir.resolve("se.tsv");
    coxnet(features, survival).out("out", min).run();
    coxnet(features, survival).param("rule", "1se").out("out", se).run();
    assertThat(nonZero(se)).isBetween(2L, nonZero(min));
  }

  private static long nonZero(Path file) throws Exception {
    return TableFiles.readSamples(file).column("coef").stream().filter(c -> !c.equals("0")).count();
  }

  @Test
  void heldOutSamplesDoNotInfluenceWhatIsFitted() throws Exception {
    double[][] x = cohort.features().toArray();
    double[] times = cohort.survival().times();
    boolean[] events = cohort.survival().events();
    for (int s = 90; s < 120; s++) {
      times[s] = 5;
      events[s] = !events[s];
      for (double[] row : x) {
        row[s] = 1e4;
      }
    }
    Simulated other =
        new Simulated(cohort.features().withValues(x), new SurvivalData(ids, times, events));
    Path a = dir.resolve("a.json");
    Path b = dir.resolve("b.json");
    coxnet(features, survival).out("out-state", a).run();
    coxnet(other.writeFeatures(dir.resolve("x2.tsv")), other.writeSurvival(dir.resolve("y2.tsv")))
        .out("out-state", b)
        .run();
    assertThat(b).hasSameTextualContentAs(a);
  }

  @Test
  void aStateGivesTheSamePredictionsAgainAlsoWithMissingValues() throws Exception {
    double[][] x = cohort.features().toArray();
    x[0][3] = Double.NaN;
    x[1][100] = Double.NaN;
    Path holes = dir.resolve("holes.tsv");
    MatrixFiles.write(holes, cohort.features().withValues(x));
    Path state = dir.resolve("s.json");
    Path first = dir.resolve("p1.tsv");
    Path second = dir.resolve("p2.tsv");
    coxnet(holes, survival).out("out-state", state).out("out-predictions", first).run();
    applied(holes, state, second).run();
    assertThat(second).hasSameTextualContentAs(first);
    LabelledMatrix some =
        cohort.features().selectFeatures(cohort.features().featureIds().subList(1, 30));
    Path fewer = dir.resolve("fewer.tsv");
    MatrixFiles.write(fewer, some);
    var tester = applied(fewer, state, second).run();
    assertThat(tester.notes()).anyMatch(n -> n.contains("f0") && n.contains("training means"));
  }

  private static StepTester<CoxnetStep.Options> applied(Path x, Path state, Path out) {
    return StepTester.of(new CoxnetStep())
        .in("features", x)
        .in("state", state)
        .out("out-predictions", out);
  }

  @Test
  void unpenalisedFeaturesStayAndOffsetsCount() throws Exception {
    Path out = dir.resolve("coef.tsv");
    coxnet(features, survival)
        .param("unpenalised", "f7")
        .param("lambdas", "5")
        .out("out", out)
        .run();
    assertThat(nonZero(out)).isEqualTo(1);
    assertThat(TableFiles.readSamples(out).value("f7", "coef")).isNotEqualTo("0");
    StringBuilder table = new StringBuilder("sample\toffset\n");
    for (int s = 0; s < ids.size(); s++) {
      table.append(ids.get(s)).append('\t').append(cohort.features().at(0, s)).append('\n');
    }
    Path offsets = Files.writeString(dir.resolve("o.tsv"), table.toString());
    Path predictions = dir.resolve("p.tsv");
    Path state = dir.resolve("s.json");
    coxnet(features, survival)
        .in("offsets", offsets)
        .param("lambdas", "5")
        .out("out-predictions", predictions)
        .out("out-state", state)
        .run();
    double[] risk = PredictionFiles.read(predictions).risk();
    for (int s = 0; s < risk.length; s++) {
      assertThat(risk[s]).isCloseTo(cohort.features().at(0, s), within(1e-12));
    }
    assertThatThrownBy(applied(features, state, predictions)::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("offsets");
  }

  @Test
  void namesWhatIsWrong() throws Exception {
    Path censored =
        Files.writeString(dir.resolve("c.tsv"), "sample\ttime\tevent\np0\t5\t0\np1\t6\t0\n");
    assertThatThrownBy(coxnet(features, censored)::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("all censored");
    Path one =
        Files.writeString(
            dir.resolve("one.tsv"),
            "sample\ttime\tevent\np0\t5\t1\np1\t6\t0\np2\t6\t0\np3\t7\t0\n");
    assertThatThrownBy(coxnet(features, one)::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1 event")
        .hasMessageContaining("one.tsv");
    coxnet(features, one).param("lambdas", "0.2").out("out", dir.resolve("coef.tsv")).run();
    Path offsets = Files.writeString(dir.resolve("o.tsv"), "sample\toffset\np0\tx\n");
    assertThatThrownBy(coxnet(features, survival).in("offsets", offsets)::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("p0");
    assertThatThrownBy(coxnet(features, survival).param("unpenalised", "age")::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("age");
    assertThatThrownBy(coxnet(features, survival).param("lambdas", "1,3")::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("descending");
    assertThatThrownBy(coxnet(features, survival).param("alpha", "1.5")::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("alpha");
  }
}
