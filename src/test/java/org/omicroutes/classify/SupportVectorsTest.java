package org.omicroutes.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import libsvm.svm_parameter;
import libsvm.svm_problem;
import org.junit.jupiter.api.Test;

/** The support vector machine: LIBSVM's own decision values, weights, seeds. */
class SupportVectorsTest {
  private static final SupportOptions ONE_COST =
      new SupportOptions(List.of(2.0), Double.NaN, 3, 5, 1);

  private static svm_node[] nodes(double[] row) {
    svm_node[] nodes = new svm_node[row.length];
    for (int j = 0; j < row.length; j++) {
      nodes[j] = new svm_node();
      nodes[j].index = j + 1;
      nodes[j].value = row[j];
    }
    return nodes;
  }

  private static double[] libsvm(ClassData data, double gamma, double cost, double[][] rows) {
    svm_parameter parameters = new svm_parameter();
    parameters.svm_type = svm_parameter.C_SVC;
    parameters.kernel_type = svm_parameter.RBF;
    parameters.gamma = gamma;
    parameters.C = cost;
    parameters.eps = 1e-6;
    parameters.cache_size = 100;
    parameters.shrinking = 1;
    svm_problem problem = new svm_problem();
    problem.l = data.size();
    problem.x = Arrays.stream(data.rows()).map(r -> nodes(r)).toArray(svm_node[][]::new);
    problem.y = Arrays.stream(data.labels()).map(l -> l == 1 ? 1 : -1).toArray();
    svm_model model = svm.svm_train(problem, parameters);
    double[] found = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double[] decision = new double[1];
      svm.svm_predict_values(model, nodes(rows[i]), decision);
      found[i] = model.label[0] * decision[0];
    }
    return found;
  }

  @Test
  void decisionValuesAreLibsvms() {
    ClassData data = Simulated.of(120, 7, 2);
    SupportVectors fitted = SupportVectorTrainer.fit(data, ONE_COST);
    double[][] others = Simulated.of(60, 7, 3).rows();
    double[] expected = libsvm(data, fitted.gamma(), 2, others);
    double[] found = fitted.decision(others);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], offset(1e-6));
    }
    assertThat(fitted.vectors().length).isLessThan(data.size());
  }

  /** A weight of two is two patients. */
  @Test
  void weightIsANumberOfCopies() {
    ClassData data = Simulated.of(60, 4, 5);
    double[] weights = new double[60];
    Arrays.setAll(weights, i -> 1 + i % 2);
    int[] twice = new int[90];
    for (int i = 0, k = 0; i < 60; i++) {
      for (int c = 0; c < weights[i]; c++) {
        twice[k++] = i;
      }
    }
    double gamma = .3;
    // Means of weights are 1.5 and 1: C by the mean is that of the copies.
    SupportVectors weighted =
        SupportVectorTrainer.fit(
            ClassData.of(data.rows(), data.labels(), weights),
            new SupportOptions(List.of(1.5), gamma, 3, 6, 1));
    double[] expected = libsvm(data.select(twice), gamma, 1, data.rows());
    double[] found = weighted.decision(data.rows());
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], offset(1e-5));
    }
  }

  @Test
  void weightsAreRoundedToStepsOfTheirMean() {
    assertThat(SupportVectorTrainer.copies(new double[] {.01, .5, 1, 1.29, 2.2}, 5))
        .containsExactly(1, 3, 5, 6, 11);
    assertThat(SupportVectorTrainer.copies(new double[] {1, 1, 1}, 5)).containsExactly(1, 1, 1);
  }

  @Test
  void costIsTheOneWithTheLeastLoss() {
    ClassData data = Simulated.of(100, 5, 6);
    double least = Double.POSITIVE_INFINITY;
    double best = 0;
    for (double cost : List.of(1.0, 1000.0)) {
      SupportVectors one =
          SupportVectorTrainer.fit(data, new SupportOptions(List.of(cost), Double.NaN, 5, 5, 3));
      double[] test = one.probability(Simulated.of(400, 5, 7).rows());
      double[] labels = Simulated.of(400, 5, 7).labels();
      double loss = 0;
      for (int i = 0; i < test.length; i++) {
        loss -= Math.log(labels[i] == 1 ? test[i] : 1 - test[i]);
      }
      best = loss < least ? cost : best;
      least = Math.min(loss, least);
    }
    SupportVectors chosen =
        SupportVectorTrainer.fit(
            data, new SupportOptions(List.of(1.0, 1000.0), Double.NaN, 5, 5, 3));
    assertThat(chosen.cost()).isEqualTo(best).isEqualTo(1);
  }

  @Test
  void sameSeedSameBitsAndOutputIsQuiet() {
    ClassData data = Simulated.of(80, 6, 8);
    PrintStream before = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    double[] first;
    try {
      System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
      first = SupportVectorTrainer.fit(data, SupportOptions.seeded(4)).probability(data.rows());
    } finally {
      System.setOut(before);
    }
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(SupportVectorTrainer.fit(data, SupportOptions.seeded(4)).probability(data.rows()))
        .isEqualTo(first);
  }
}
