package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.PredictionFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.step.StepTester;

class RsfStepTest {
  @TempDir Path dir;
  private final Simulated cohort = Simulated.cohort(120, 5, 7);
  private final List<String> ids = cohort.survival().sampleIds();
  private final List<String> training = ids.subList(0, 80);
  private Path features;
  private Path survival;
  private Path train;

  @BeforeEach
  void write() throws Exception {
    features = cohort.writeFeatures(dir.resolve("x.tsv"));
    // The last ten have no outcome at all.
    survival = dir.resolve("y.tsv");
    TableFiles.writeSurvival(survival, cohort.survival().select(ids.subList(0, 110)));
    train = dir.resolve("train.txt");
    TableFiles.writeIds(train, training);
  }

  private StepTester<RsfStep.Options> rsf(Path x, Path y) {
    return StepTester.of(new RsfStep())
        .in("features", x)
        .in("survival", y)
        .in("fit-samples", train)
        .param("trees", 60);
  }

  @Test
  void predictsAllAndTrainingSamplesOutOfBag() throws Exception {
    Path importance = dir.resolve("i.tsv");
    Path out = dir.resolve("p.tsv");
    Path oob = dir.resolve("o.tsv");
    Path state = dir.resolve("s.json");
    var step =
        rsf(features, survival)
            .out("out", importance)
            .out("out-predictions", out)
            .out("out-oob", oob)
            .out("out-state", state)
            .run();
    SurvivalPredictions fitted = PredictionFiles.read(out);
    assertThat(fitted.sampleIds()).isEqualTo(ids);
    assertThat(Files.readAllLines(importance)).hasSize(6);
    assertThat(Files.readAllLines(importance).get(1)).matches("f[01]\t.*");
    assertThat(Files.size(state)).isLessThan(200_000);

    SurvivalData outcome = cohort.survival().select(training);
    double c =
        Concordance.harrell(outcome.times(), outcome.events(), fitted.select(training).risk())
            .value();
    assertThat(Files.readString(oob)).contains("c_index\t" + MatrixFiles.format(c) + "\n");
    assertThat(Files.readString(oob)).contains("samples\t80\n");
    assertThat(step.notes().get(0)).contains("Harrell's C");

    Path again = dir.resolve("p2.tsv");
    Path sameImportance = dir.resolve("i2.tsv");
    StepTester.of(new RsfStep())
        .in("features", features)
        .in("state", state)
        .out("out", sameImportance)
        .out("out-predictions", again)
        .run();
    SurvivalPredictions applied = PredictionFiles.read(again);
    List<String> others = ids.subList(80, 120);
    assertThat(applied.select(others).risk()).containsExactly(fitted.select(others).risk());
    assertThat(applied.select(others).survival()).isDeepEqualTo(fitted.select(others).survival());
    assertThat(applied.select(training).risk()).isNotEqualTo(fitted.select(training).risk());
    assertThat(sameImportance).hasSameTextualContentAs(importance);
    SurvivalData held = cohort.survival().select(ids.subList(80, 120));
    assertThat(
            Concordance.harrell(held.times(), held.events(), applied.select(others).risk()).value())
        .isGreaterThan(0.65);
  }

  @Test
  void heldOutSamplesDoNotInfluenceWhatIsFitted() throws Exception {
    double[][] x = cohort.features().toArray();
    for (double[] row : x) {
      Arrays.fill(row, 80, 120, 1e4);
    }
    Path otherX = dir.resolve("x2.tsv");
    MatrixFiles.write(otherX, cohort.features().withValues(x));
    Path a = dir.resolve("a.json");
    Path b = dir.resolve("b.json");
    rsf(features, survival).out("out-state", a).run();
    rsf(otherX, survival).param("threads", 3).out("out-state", b).run();
    assertThat(b).hasSameTextualContentAs(a);
    rsf(features, survival).param("seed", 2).out("out-state", b).run();
    assertThat(Files.readString(b)).isNotEqualTo(Files.readString(a));
  }

  @Test
  void aFeatureThatTheMatrixLacksCountsAsMissing() throws Exception {
    Path state = dir.resolve("s.json.gz");
    rsf(features, survival).param("importance", "none").out("out-state", state).run();
    LabelledMatrix all = cohort.features();
    double[][] blank = all.toArray();
    Arrays.fill(blank[2], Double.NaN);
    Path withHoles = dir.resolve("h.tsv");
    MatrixFiles.write(withHoles, all.withValues(blank));
    Path fewer = dir.resolve("f.tsv");
    MatrixFiles.write(fewer, all.selectFeatures(List.of("f4", "f3", "f1", "f0")));
    Path a = dir.resolve("a.tsv");
    Path b = dir.resolve("b.tsv");
    apply(state, withHoles, a);
    assertThat(apply(state, fewer, b).notes().get(0)).contains("1 of 5 features");
    assertThat(b).hasSameTextualContentAs(a);
  }

  private StepTester<RsfStep.Options> apply(Path state, Path x, Path out) throws Exception {
    return StepTester.of(new RsfStep())
        .in("features", x)
        .in("state", state)
        .out("out-predictions", out)
        .run();
  }

  @Test
  void aSampleThatEveryTreeDrewIsNoted() throws Exception {
    Path out = dir.resolve("p.tsv");
    Path importance = dir.resolve("i.tsv");
    var step =
        rsf(features, survival)
            .param("trees", 1)
            .param("sampling", "subsample")
            .param("nsplit", 1)
            .out("out", importance)
            .out("out-predictions", out)
            .run();
    assertThat(step.notes().get(1)).contains("51 training samples were drawn by every tree");
    assertThat(PredictionFiles.read(out).risk()).hasSize(120).doesNotContain(Double.NaN);
    rsf(features, survival).param("importance", "none").out("out", importance).run();
    assertThat(Files.readAllLines(importance)).contains("f0\tNA\tNA");
  }

  @Test
  void namesWhatIsWrong() throws Exception {
    Path censored = dir.resolve("c.tsv");
    Files.writeString(censored, "sample\ttime\tevent\np1\t5\t0\np2\t6\t0\n");
    assertThatThrownBy(rsf(features, censored)::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("all censored");
    Path state = dir.resolve("s.json");
    rsf(features, survival).out("out-state", state).run();
    String json = Files.readString(state);
    int trees = json.indexOf("\"trees\" : \"") + 40;
    Files.writeString(state, json.substring(0, trees) + "AAAA" + json.substring(trees + 4));
    assertThatThrownBy(() -> apply(state, features, dir.resolve("p.tsv")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("s.json")
        .hasMessageContaining("damaged trees");
    assertThatThrownBy(rsf(features, survival).param("trees", 0)::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trees: found 0, expected >= 1");
    var whole = rsf(features, survival).param("sampling", "subsample").param("sampleFraction", 1);
    assertThatThrownBy(whole::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("out of bag");
  }

  @Test
  void oneEventIsEnough() throws Exception {
    Path rare = dir.resolve("r.tsv");
    StringBuilder text = new StringBuilder("sample\ttime\tevent\n");
    for (int i = 0; i < 110; i++) {
      text.append(ids.get(i)).append('\t').append(100 + i).append('\t').append(i == 3 ? 1 : 0);
      text.append('\n');
    }
    Files.writeString(rare, text);
    Path out = dir.resolve("p.tsv");
    rsf(features, rare).out("out-predictions", out).out("out", dir.resolve("i.tsv")).run();
    SurvivalPredictions found = PredictionFiles.read(out);
    assertThat(found.survival()[100][0]).isCloseTo(1, within(0.2));
    assertThat(Arrays.stream(found.risk()).allMatch(r -> r >= 0)).isTrue();
  }
}
