package org.omicroutes.neural.fusion.dl4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Java's arrays and ND4J's, copied in one go. */
final class Arrays2d {
  private Arrays2d() {}

  /** Row by row. */
  static INDArray matrix(double[] values, int rows, int columns) {
    INDArray array = Nd4j.createUninitializedDetached(DataType.DOUBLE, rows, columns);
    array.data().asNioDouble().put(values);
    return array;
  }

  /** Row by row, whatever the array's own order. */
  static double[] values(INDArray array) {
    try (INDArray copy = array.dup('c')) {
      double[] values = new double[(int) copy.length()];
      copy.data().asNioDouble().get(values);
      return values;
    }
  }
}
