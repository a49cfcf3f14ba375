package org.omicroutes.models.mmfn;

import java.util.Arrays;
import java.util.List;
import org.omicroutes.classify.ClassData;
import org.omicroutes.models.PatientData;
import org.omicroutes.neural.fusion.FusionInputs;

/** Genes, continuous variables and 0/1 columns of levels, in one table for classifiers. */
final class ClassTable {
  private ClassTable() {}

  /** How many columns are not genes. */
  static int clinicalColumns(MmfnPreprocessing fitted) {
    int columns = fitted.continuousCount();
    for (int levels : fitted.levels()) {
      columns += levels - 2;
    }
    return columns;
  }

  /**
   * Genes first.
   *
   * @return patients × columns
   */
  static double[][] rows(MmfnPreprocessing fitted, PatientData patients, double geneScale) {
    FusionInputs inputs = fitted.inputs(patients);
    List<CategoryCodes> categories = fitted.clinical().categories();
    int genes = fitted.geneCount();
    double[][] rows = new double[patients.patients().size()][];
    for (int i = 0; i < rows.length; i++) {
      double[] row = Arrays.copyOf(inputs.genes()[i], genes + clinicalColumns(fitted));
      for (int g = 0; g < genes; g++) {
        row[g] *= geneScale;
      }
      int at = genes;
      for (double value : inputs.continuous()[i]) {
        row[at++] = value;
      }
      for (int c = 0; c < categories.size(); c++) {
        CategoryCodes category = categories.get(c);
        for (int code = 1; code < category.levels(); code++) {
          if (code != category.mode()) {
            row[at++] = inputs.categories()[i][c] == code ? 1 : 0;
          }
        }
      }
      rows[i] = row;
    }
    return rows;
  }

  /** The training patients who have a label. */
  static ClassData data(MmfnPreprocessing fitted, HorizonTask task, double geneScale) {
    double[][] all = rows(fitted, task.training(), geneScale);
    int[] labelled = task.labels().labelled();
    return ClassData.of(
        Arrays.stream(labelled).mapToObj(i -> all[i]).toArray(double[][]::new),
        Arrays.stream(labelled).mapToDouble(i -> task.labels().labels()[i]).toArray(),
        Arrays.stream(labelled).mapToDouble(i -> task.labels().weights()[i]).toArray());
  }
}
