package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.PredictionFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.step.StepTester;

class SurvivalStepsTest {
  @TempDir Path dir;
  private final Simulated cohort = Simulated.cohort(100, 5, 7);
  private Path features;
  private Path survival;
  private Path train;

  @BeforeEach
  void write() throws Exception {
    features = cohort.writeFeatures(dir.resolve("x.tsv"));
    survival = cohort.writeSurvival(dir.resolve("y.tsv"));
    Path folds = dir.resolve("folds.tsv");
    StepTester.of(new SplitStep()).in("survival", survival).out("out", folds).run();
    train = dir.resolve("train.txt");
    StepTester.of(new TrainingSamplesStep())
        .in("folds", folds)
        .param("fold", 2)
        .out("out", train)
        .out("out-test", dir.resolve("test.txt"))
        .run();
  }

  /** The cohort with the held-out samples' features and outcomes made wild. */
  private Simulated disturbed() throws Exception {
    var kept = java.util.Set.copyOf(TableFiles.readIds(train));
    double[][] x = cohort.features().toArray();
    double[] times = cohort.survival().times();
    boolean[] events = cohort.survival().events();
    for (int s = 0; s < times.length; s++) {
      if (!kept.contains(cohort.survival().sampleIds().get(s))) {
        times[s] = 5;
        events[s] = !events[s];
        for (double[] row : x) {
          row[s] = 1e4;
        }
      }
    }
    return new Simulated(
        cohort.features().withValues(x),
        new SurvivalData(cohort.survival().sampleIds(), times, events));
  }

  @Test
  void foldsAreStratifiedAndDoNotDependOnOrder() throws Exception {
    assertThat(TableFiles.readIds(train)).hasSize(80);
    assertThat(TableFiles.readIds(dir.resolve("test.txt"))).hasSize(20);
    int[] fold = FoldSplit.stratified(cohort.survival(), 5, 1);
    int[] events = new int[6];
    for (int i = 0; i < fold.length; i++) {
      events[fold[i]] += cohort.survival().event(i) ? 1 : 0;
    }
    for (int f = 1; f <= 5; f++) {
      assertThat(events[f]).isBetween(events[1] - 1, events[1] + 1);
    }
    List<String> reversed = new ArrayList<>(cohort.survival().sampleIds());
    java.util.Collections.reverse(reversed);
    int[] again = FoldSplit.stratified(cohort.survival().select(reversed), 5, 1);
    for (int i = 0; i < fold.length; i++) {
      assertThat(again[fold.length - 1 - i]).isEqualTo(fold[i]);
    }
  }

  @Test
  void heldOutSamplesDoNotInfluenceWhatIsFitted() throws Exception {
    Simulated other = disturbed();
    Path otherX = other.writeFeatures(dir.resolve("x2.tsv"));
    Path otherY = other.writeSurvival(dir.resolve("y2.tsv"));
    Path a = dir.resolve("a.json");
    Path b = dir.resolve("b.json");
    cox(features, survival).out("out-state", a).run();
    cox(otherX, otherY).out("out-state", b).run();
    assertThat(b).hasSameTextualContentAs(a);
    ridge(features, survival).out("out-state", a).run();
    ridge(otherX, otherY).out("out-state", b).run();
    assertThat(b).hasSameTextualContentAs(a);
    kaplanMeier(survival).out("out-state", a).run();
    kaplanMeier(otherY).out("out-state", b).run();
    assertThat(b).hasSameTextualContentAs(a);
  }

  private StepTester<CoxStep.Options> cox(Path x, Path y) {
    return StepTester.of(new CoxStep())
        .in("features", x)
        .in("survival", y)
        .in("fit-samples", train);
  }

  private StepTester<RidgeStep.Options> ridge(Path x, Path y) {
    return StepTester.of(new RidgeStep())
        .in("features", "rna", x)
        .in("survival", y)
        .in("fit-samples", train);
  }

  private StepTester<KaplanMeierStep.Options> kaplanMeier(Path y) {
    return StepTester.of(new KaplanMeierStep()).in("survival", y).in("fit-samples", train);
  }

  @Test
  void aCoxStateGivesTheSamePredictionsAgain() throws Exception {
    Path state = dir.resolve("cox.json");
    Path first = dir.resolve("p1.tsv");
    Path second = dir.resolve("p2.tsv");
    Path table = dir.resolve("coef.tsv");
    cox(features, survival)
        .out("out", table)
        .out("out-state", state)
        .out("out-predictions", first)
        .run();
    StepTester.of(new CoxStep())
        .in("features", features)
        .in("state", state)
        .out("out-predictions", second)
        .run();
    assertThat(second).hasSameTextualContentAs(first);
    assertThat(Double.parseDouble(TableFiles.readSamples(table).value("f0", "coef")))
        .isBetween(0.5, 1.6);
    Path fewer =
        Files.writeString(dir.resolve("few.tsv"), "feature\tnew1\nf1\t0\nf0\t0\nf3\t0\nf2\t0\n");
    var tester = StepTester.of(new CoxStep()).in("features", fewer).in("state", state);
    tester.out("out-predictions", second).run();
    assertThat(tester.notes()).anyMatch(note -> note.contains("f4"));
    assertThat(PredictionFiles.read(second).risk()[0]).isFinite();
  }

  @Test
  void ridgeTakesRaggedLayersAndKeepsTrainingScoresOutOfFold() throws Exception {
    LabelledMatrix all = cohort.features();
    Path clinical = dir.resolve("clinical.tsv");
    MatrixFiles.write(clinical, all.selectFeatures(List.of("f0", "f2")));
    Path rna = dir.resolve("rna.tsv");
    MatrixFiles.write(
        rna,
        all.selectFeatures(List.of("f1", "f3")).selectSamples(all.sampleIds().subList(10, 100)));
    Path state = dir.resolve("ridge.json");
    Path first = dir.resolve("s1.tsv");
    Path second = dir.resolve("s2.tsv");
    Path predictions = dir.resolve("p.tsv");
    StepTester.of(new RidgeStep())
        .in("features", "clinical", clinical)
        .in("features", "rna", rna)
        .in("survival", survival)
        .in("fit-samples", train)
        .out("out", dir.resolve("coef.tsv"))
        .out("out-scores", first)
        .out("out-predictions", predictions)
        .out("out-state", state)
        .run();
    StepTester.of(new RidgeStep())
        .in("features", "rna", rna)
        .in("features", "clinical", clinical)
        .in("state", state)
        .out("out-scores", second)
        .run();
    LabelledMatrix fitted = MatrixFiles.read(first);
    LabelledMatrix applied = MatrixFiles.read(second);
    assertThat(fitted.featureIds()).containsExactly("ridge");
    assertThat(fitted.sampleCount()).isEqualTo(100);
    List<String> test = TableFiles.readIds(dir.resolve("test.txt"));
    for (String sample : test) {
      assertThat(applied.at(0, applied.sampleIndex(sample)))
          .isCloseTo(fitted.at(0, fitted.sampleIndex(sample)), within(1e-12));
    }
    for (String sample : TableFiles.readIds(train)) {
      assertThat(applied.at(0, applied.sampleIndex(sample)))
          .isNotEqualTo(fitted.at(0, fitted.sampleIndex(sample)));
    }
    var held = PredictionFiles.read(predictions).select(test);
    var outcome = cohort.survival().select(test);
    assertThat(Concordance.harrell(outcome.times(), outcome.events(), held.risk()).value())
        .isGreaterThan(0.65);
    Path out = dir.resolve("m.tsv");
    StepTester.of(new SurvivalMetricsStep())
        .in("predictions", predictions)
        .in("survival", survival)
        .in("compare", predictions)
        .out("out", out)
        .run();
    assertThat(Files.readString(out)).contains("cIndex difference\t\t0\t0\t0\t0\tNA");
  }

  @Test
  void everybodyGetsTheKaplanMeierCurve() throws Exception {
    Path predictions = dir.resolve("km.tsv");
    Path patients = Files.writeString(dir.resolve("ids.txt"), "new1\nnew2\n");
    kaplanMeier(survival).in("patients", patients).out("out-predictions", predictions).run();
    var p = PredictionFiles.read(predictions);
    SurvivalData fit = cohort.survival().select(TableFiles.readIds(train));
    double expected = KaplanMeier.of(fit.times(), fit.events()).at(p.horizonDays(0));
    assertThat(p.sampleIds()).containsExactly("new1", "new2");
    assertThat(p.risk()).containsExactly(0, 0);
    assertThat(p.survival()[1][0]).isEqualTo(expected);
  }

  @Test
  void namesWhatIsWrong() throws Exception {
    Path holes = Files.writeString(dir.resolve("h.tsv"), "feature\tp1\tp2\nage\t50\tNA\n");
    var missing = StepTester.of(new CoxStep()).in("features", holes).in("survival", survival);
    assertThatThrownBy(missing::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column p2")
        .hasMessageContaining("impute");
    Path censored =
        Files.writeString(dir.resolve("c.tsv"), "sample\ttime\tevent\np1\t5\t0\np2\t6\t0\n");
    var none =
        StepTester.of(new RidgeStep()).in("features", "rna", features).in("survival", censored);
    assertThatThrownBy(none::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("all censored");
    assertThatThrownBy(StepTester.of(new CoxStep()).in("features", features)::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("survival");
    assertThatThrownBy(() -> new RidgeStep.Options(List.of("1", "3"), 5, 1, List.of("12")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("descending");
  }
}
