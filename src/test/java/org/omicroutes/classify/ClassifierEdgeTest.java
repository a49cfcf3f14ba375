package org.omicroutes.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.StopSignal;
import org.omicroutes.formats.Json;
import org.omicroutes.survival.CoxElasticNet;

/** What all classifiers do with small and odd data, and as files. */
class ClassifierEdgeTest {
  private static final Map<String, Function<ClassData, Classifier>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("logistic", data -> LogisticNet.fit(data, CoxElasticNet.Settings.alpha(.5), 5, 1, 1));
    ALL.put(
        "random-forest", data -> ClassForestTrainer.fit(data, new ForestOptions(50, 0, 5, 1), 1));
    ALL.put("svm", data -> SupportVectorTrainer.fit(data, SupportOptions.seeded(1)));
  }

  private static double[][] withConstant(double[][] rows, double value) {
    return Arrays.stream(rows)
        .map(
            row -> {
              double[] more = Arrays.copyOf(row, row.length + 1);
              more[row.length] = value;
              return more;
            })
        .toArray(double[][]::new);
  }

  @Test
  void classifiersLearn() {
    ClassData data = Simulated.of(120, 5, 1);
    ClassData test = Simulated.of(300, 5, 2);
    ALL.forEach(
        (name, fit) -> {
          double[] found = fit.apply(data).probability(test.rows());
          assertThat(Simulated.auc(found, test.labels())).as(name).isGreaterThan(.8);
          assertThat(Arrays.stream(found).allMatch(p -> p >= 0 && p <= 1)).as(name).isTrue();
          double mean = Arrays.stream(found).average().orElseThrow();
          assertThat(mean).as(name).isBetween(.4, .6);
        });
  }

  @Test
  void separableClassesAreToldApart() {
    double[][] rows = new double[40][2];
    double[] labels = new double[40];
    for (int i = 0; i < 40; i++) {
      labels[i] = i % 2;
      rows[i] = new double[] {(i % 2 == 1 ? 2 : -2) + i / 40.0, Math.sin(i)};
    }
    ALL.forEach(
        (name, fit) -> {
          double[] found = fit.apply(ClassData.of(rows, labels)).probability(rows);
          for (int i = 0; i < found.length; i++) {
            assertThat(Math.abs(found[i] - labels[i])).as(name).isLessThan(.2);
          }
        });
  }

  @Test
  void oneFeatureIsEnough() {
    ClassData data = Simulated.of(80, 1, 3);
    ALL.forEach(
        (name, fit) -> {
          double[] found = fit.apply(data).probability(new double[][] {{-2}, {2}});
          assertThat(found[0]).as(name).isLessThan(.35);
          assertThat(found[1]).as(name).isGreaterThan(.65);
        });
  }

  @Test
  void constantFeatureChangesNoDecision() {
    ClassData data = Simulated.of(80, 3, 4);
    double[][] more = withConstant(data.rows(), 7);
    LogisticModel without = (LogisticModel) ALL.get("logistic").apply(data);
    LogisticModel with =
        (LogisticModel) ALL.get("logistic").apply(ClassData.of(more, data.labels()));
    assertThat(with.coefficients()[3]).isZero();
    assertThat(with.coefficients()[0]).isNotZero();
    assertThat(without.coefficients()[0]).isNotZero();
    ClassForest forest =
        (ClassForest) ALL.get("random-forest").apply(ClassData.of(more, data.labels()));
    assertThat(forest.trees()).allSatisfy(t -> assertThat(t.feature()).doesNotContain(3));
    Classifier machine = ALL.get("svm").apply(ClassData.of(more, data.labels()));
    assertThat(Simulated.auc(machine.probability(more), data.labels())).isGreaterThan(.8);
  }

  @Test
  void onlyConstantFeatures() {
    double[][] rows = withConstant(new double[12][0], 3);
    double[] labels = new double[12];
    Arrays.setAll(labels, i -> i % 3 == 0 ? 1 : 0);
    ClassData data = ClassData.of(rows, labels);
    for (String name : new String[] {"logistic", "svm"}) {
      assertThatThrownBy(() -> ALL.get(name).apply(data))
          .as(name)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("expected at least one that varies");
    }
    double[] found = ALL.get("random-forest").apply(data).probability(rows);
    assertThat(found[0]).isBetween(.2, .45).isEqualTo(found[1]);
  }

  /** A patient of weight 0 may have any label and any value, and moves nothing. */
  @Test
  void weightsOfZeroAreLeftOut() {
    ClassData data = Simulated.of(60, 3, 5);
    double[][] rows = Arrays.copyOf(data.rows(), 62);
    double[] labels = Arrays.copyOf(data.labels(), 62);
    double[] weights = new double[62];
    Arrays.fill(weights, 0, 60, 2);
    rows[60] = new double[] {Double.NaN, 1e9, 0};
    labels[60] = Double.NaN;
    rows[61] = new double[] {1e9, 1e9, 1e9};
    ALL.forEach(
        (name, fit) ->
            assertThat(fit.apply(ClassData.of(rows, labels, weights)).probability(data.rows()))
                .as(name)
                .isEqualTo(fit.apply(data).probability(data.rows())));
  }

  @Test
  void oneClassIsRefused() {
    double[][] rows = {{1}, {2}, {3}};
    assertThatThrownBy(() -> ClassData.of(rows, new double[] {1, 1, 1}))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "found 3 patients with a label and a weight, 3 of class 1; expected patients of both"
                + " classes");
    assertThatThrownBy(() -> ClassData.of(rows, new double[] {1, 0, 0}, new double[] {0, 1, 1}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("0 of class 1");
    ClassData single = ClassData.of(rows, new double[] {1, 0, 0});
    for (String name : new String[] {"logistic", "svm"}) {
      assertThatThrownBy(() -> ALL.get(name).apply(single))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("one patient of a class");
    }
  }

  @Test
  void missingValuesAndOddNumbersAreRefused() {
    double[] labels = {1, 0};
    assertThatThrownBy(() -> ClassData.of(new double[][] {{Double.NaN}, {1}}, labels))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("value of NaN in row 1");
    assertThatThrownBy(() -> ClassData.of(new double[][] {{2}, {1}}, new double[] {1, 2}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("label of 2.0 in row 2");
    assertThatThrownBy(() -> ClassData.of(new double[][] {{2}, {1}}, labels, new double[] {1, -1}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("weight of -1.0");
  }

  @Test
  void otherNumberOfFeaturesIsRefused() {
    ClassData data = Simulated.of(50, 3, 6);
    ALL.forEach(
        (name, fit) ->
            assertThatThrownBy(() -> fit.apply(data).probability(new double[][] {{1, 2}}))
                .as(name)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 features, expected 3"));
  }

  @Test
  void savedModelsSayTheSameBits() {
    ClassData data = Simulated.of(70, 4, 7);
    double[][] others = Simulated.of(40, 4, 8).rows();
    ALL.forEach(
        (name, fit) -> {
          Classifier fitted = fit.apply(data);
          assertThat(reread(fitted).probability(others))
              .as(name)
              .isEqualTo(fitted.probability(others));
        });
  }

  private static Classifier reread(Classifier fitted) {
    try {
      String json = Json.mapper().writeValueAsString(fitted);
      return Json.mapper().readValue(json, fitted.getClass());
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void fitsStopWhereTheyAreTold() {
    ClassData data = Simulated.of(50, 3, 9);
    ALL.forEach(
        (name, fit) ->
            assertThatThrownBy(() -> StopSignal.during(() -> true, () -> fit.apply(data)))
                .as(name)
                .isInstanceOf(CancellationException.class));
  }
}
