package org.omicroutes.classify;

import java.util.stream.IntStream;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import libsvm.svm_parameter;
import libsvm.svm_problem;

/**
 * C-support vector classification by LIBSVM (Chang and Lin, ACM TIST 2011) on a kernel that is
 * computed once for all fits on parts of the same patients.
 */
final class SupportMachine {
  /** Of the optimality conditions; LIBSVM's default is 1e-3. */
  private static final double TOLERANCE = 1e-6;

  private static final double CACHE_MEGABYTES = 200;

  static {
    svm.svm_set_print_string_function(text -> {});
  }

  /**
   * The decision function by dual coefficients.
   *
   * @param coefficients one a row of all data; 0 for those that are no support vectors
   */
  record Dual(double[] coefficients, double intercept) {}

  private final double[][] kernel;
  private final double[] labels;
  private final int[] copies;

  /** Rows as LIBSVM takes a kernel: the serial number, then the kernel with all rows. */
  private final svm_node[][] nodes;

  /**
   * @param copies how often each row counts
   */
  SupportMachine(ClassData data, double gamma, int[] copies) {
    int n = data.size();
    this.labels = data.labels();
    this.copies = copies;
    this.kernel = new double[n][n];
    this.nodes = new svm_node[n][n + 1];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k <= i; k++) {
        kernel[i][k] = SupportVectors.kernel(gamma, data.rows()[i], data.rows()[k]);
        kernel[k][i] = kernel[i][k];
      }
    }
    for (int i = 0; i < n; i++) {
      nodes[i][0] = node(0, i + 1);
      for (int k = 0; k < n; k++) {
        nodes[i][k + 1] = node(k + 1, kernel[i][k]);
      }
    }
  }

  private static svm_node node(int index, double value) {
    svm_node node = new svm_node();
    node.index = index;
    node.value = value;
    return node;
  }

  /**
   * @param rows to fit on, of both classes
   * @param cost C of one copy
   */
  Dual fit(int[] rows, double cost) {
    int[] copied =
        IntStream.of(rows).flatMap(i -> IntStream.range(0, copies[i]).map(c -> i)).toArray();
    svm_problem problem = new svm_problem();
    problem.l = copied.length;
    problem.x = IntStream.of(copied).mapToObj(i -> nodes[i]).toArray(svm_node[][]::new);
    problem.y = IntStream.of(copied).mapToDouble(i -> labels[i] == 1 ? 1 : -1).toArray();
    svm_model model = svm.svm_train(problem, parameters(cost));
    int sign = model.label[0];
    double[] coefficients = new double[labels.length];
    for (int k = 0; k < model.l; k++) {
      coefficients[copied[model.sv_indices[k] - 1]] += sign * model.sv_coef[0][k];
    }
    return new Dual(coefficients, -sign * model.rho[0]);
  }

  private static svm_parameter parameters(double cost) {
    svm_parameter parameters = new svm_parameter();
    parameters.svm_type = svm_parameter.C_SVC;
    parameters.kernel_type = svm_parameter.PRECOMPUTED;
    parameters.C = cost;
    parameters.eps = TOLERANCE;
    parameters.cache_size = CACHE_MEGABYTES;
    parameters.shrinking = 1;
    return parameters;
  }

  double decision(Dual dual, int row) {
    double sum = dual.intercept();
    for (int k = 0; k < labels.length; k++) {
      sum += dual.coefficients()[k] * kernel[row][k];
    }
    return sum;
  }
}
