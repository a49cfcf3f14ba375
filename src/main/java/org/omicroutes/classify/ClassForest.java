package org.omicroutes.classify;

import java.util.List;

/**
 * A fitted random forest. Its probability is the mean over trees of the share of class 1 in the
 * leaf that a patient falls into (a probability forest; Malley et al., Methods of Information in
 * Medicine 2012).
 *
 * @param features how many a row has
 */
public record ClassForest(int features, List<ClassTree> trees) implements Classifier {

  @Override
  public double[] probability(double[][] rows) {
    double[] result = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != features) {
        throw new IllegalArgumentException(rows[i].length + " features, expected " + features);
      }
      for (ClassTree tree : trees) {
        result[i] += tree.probability(rows[i]);
      }
      result[i] /= trees.size();
    }
    return result;
  }
}
