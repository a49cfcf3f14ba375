package org.omicroutes.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.omicroutes.classify.ClassBootstrap.Measure;
import org.omicroutes.classify.HorizonLabels.Censored;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.survival.Estimate;

class ClassBootstrapTest {
  private static final int PATIENTS = 250;
  private final Map<String, double[][]> models = new LinkedHashMap<>();
  private final SurvivalData survival = simulated(11);

  /** Risk z, death at rate exp(z), censoring apart from it; three models see z less and less. */
  private SurvivalData simulated(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] times = new double[PATIENTS];
    boolean[] events = new boolean[PATIENTS];
    double[][] p = new double[3][PATIENTS];
    for (int i = 0; i < PATIENTS; i++) {
      double z = random.nextGaussian();
      double death = -Math.log(random.nextDouble()) * 2000 / Math.exp(z);
      double end = random.nextDouble() * 4000;
      times[i] = 1 + Math.min(death, end);
      events[i] = death <= end;
      for (int m = 0; m < 3; m++) {
        p[m][i] = 1 / (1 + Math.exp(0.5 - z - m * random.nextGaussian()));
      }
    }
    models.put("good", new double[][] {p[0]});
    models.put("fair", new double[][] {p[1]});
    models.put("poor", new double[][] {p[2]});
    return new SurvivalData(
        IntStream.range(0, PATIENTS).mapToObj(i -> "p" + i).toList(), times, events);
  }

  private ClassBootstrap bootstrap(Censored censored) {
    return new ClassBootstrap(survival, 1095.75, censored, models, 400, 5);
  }

  @Test
  void standardErrorsAreNearThoseOfTheInfluences() {
    ClassBootstrap resampled = bootstrap(Censored.WEIGHTED);
    var auc = resampled.against("good", Measure.AUC, 0.95).get(0).test();
    PairedTest auc2 =
        PairedTest.of(
            RocAuc.censored(survival, 1095.75, models.get("good")[0]),
            RocAuc.censored(survival, 1095.75, models.get("fair")[0]),
            0.95);
    assertThat(auc.difference()).isCloseTo(auc2.difference(), within(1e-12));
    assertThat(auc.standardError() / auc2.standardError()).isBetween(0.85, 1.18);
    assertThat(auc.lower()).isCloseTo(auc2.lower(), within(0.02));
    assertThat(auc.pValue()).isBetween(auc2.pValue() / 20, auc2.pValue() * 20);
    Estimate brier = ProbabilityScore.censoredBrier(survival, 1095.75, models.get("good")[0]);
    Interval limits = resampled.interval("good", Measure.BRIER, 0.95);
    assertThat(limits.value()).isCloseTo(brier.value(), within(1e-12));
    assertThat((limits.upper() - limits.lower()) / (2 * 1.96 * brier.standardError()))
        .isBetween(0.8, 1.25);
  }

  @Test
  void unweightedAucIsDeLong() {
    ClassBootstrap resampled = bootstrap(Censored.LEFT_OUT);
    HorizonLabels labels = HorizonLabels.of(survival, 1095.75, Censored.LEFT_OUT);
    Estimate good = RocAuc.of(ScoredLabels.of(labels, models.get("good")[0]));
    Estimate poor = RocAuc.of(ScoredLabels.of(labels, models.get("poor")[0]));
    var difference = resampled.against("good", Measure.AUC, 0.95).get(1);
    assertThat(difference.model()).isEqualTo("poor");
    assertThat(difference.test().difference())
        .isCloseTo(good.value() - poor.value(), within(1e-12));
    assertThat(difference.test().standardError() / good.minus(poor).standardError())
        .isBetween(0.85, 1.18);
  }

  @Test
  void holmCorrectsOverTheModelsAndEqualModelsHaveNoTest() {
    models.put("same", models.get("good"));
    List<ClassBootstrap.Difference> found =
        bootstrap(Censored.WEIGHTED).against("good", Measure.BRIER, 0.95);
    assertThat(found)
        .extracting(ClassBootstrap.Difference::model)
        .containsExactly("fair", "poor", "same");
    double fair = found.get(0).test().pValue();
    double poor = found.get(1).test().pValue();
    assertThat(found.get(2).test().difference()).isZero();
    assertThat(found.get(2).holm()).isNaN();
    assertThat(poor).isLessThan(fair);
    assertThat(found.get(1).holm()).isCloseTo(2 * poor, within(1e-15));
    assertThat(found.get(0).holm()).isCloseTo(Math.max(fair, 2 * poor), within(1e-15));
    assertThat(found.get(1).test().upper()).isNegative();
  }

  @Test
  void repeatsAreAveragedAndTheSeedDecides() {
    models.put("both", new double[][] {models.get("good")[0], models.get("poor")[0]});
    ClassBootstrap once = bootstrap(Censored.WEIGHTED);
    for (Measure measure : Measure.values()) {
      double good = once.interval("good", measure, 0.9).value();
      double poor = once.interval("poor", measure, 0.9).value();
      Interval both = once.interval("both", measure, 0.9);
      assertThat(both.value()).isCloseTo((good + poor) / 2, within(1e-12));
      assertThat(both.value()).isBetween(both.lower(), both.upper());
      assertThat(bootstrap(Censored.WEIGHTED).interval("both", measure, 0.9)).isEqualTo(both);
    }
  }

  @Test
  void missingPredictionsAreNamed() {
    int dead = IntStream.range(0, PATIENTS).filter(i -> survival.event(i)).findFirst().orElse(-1);
    models.get("fair")[0][dead] = Double.NaN;
    assertThatThrownBy(() -> bootstrap(Censored.WEIGHTED))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("score NaN of patient ");
    models.put("none", new double[0][]);
    models.remove("fair");
    assertThatThrownBy(() -> bootstrap(Censored.WEIGHTED))
        .hasMessageContaining("no predictions of model none");
    models.remove("none");
    assertThatThrownBy(() -> bootstrap(Censored.LEFT_OUT).interval("fair", Measure.AUC, 0.9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("model fair");
  }
}
