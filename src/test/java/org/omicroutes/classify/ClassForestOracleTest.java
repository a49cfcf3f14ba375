package org.omicroutes.classify;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

/** The random forest held against the spread of scikit-learn's over seeds. */
class ClassForestOracleTest {

  @Test
  void forestsAgreeWithScikitLearn() throws IOException {
    Frozen table = Frozen.read("class-forest/data.tsv.gz");
    List<String> features = table.header().subList(3, table.header().size());
    double[][] columns = new double[features.size()][];
    for (int j = 0; j < columns.length; j++) {
      columns[j] = table.numbers(features.get(j));
    }
    double[][] rows = new double[table.size()][columns.length];
    for (int i = 0; i < rows.length; i++) {
      int row = i;
      Arrays.setAll(rows[i], j -> columns[j][row]);
    }
    ClassData all = ClassData.of(rows, table.numbers("label"));
    int training = (int) Arrays.stream(table.numbers("training")).sum();
    ClassData test = all.select(IntStream.range(training, rows.length).toArray());
    ClassData fitted = all.select(IntStream.range(0, training).toArray());
    double[] mean = new double[test.size()];
    double auc = 0;
    double loss = 0;
    int seeds = 2;
    for (int seed = 1; seed <= seeds; seed++) {
      ForestOptions options = new ForestOptions(200, 6, 2, seed);
      double[] found = ClassForestTrainer.fit(fitted, options, 0).probability(test.rows());
      auc += Simulated.auc(found, test.labels()) / seeds;
      for (int i = 0; i < found.length; i++) {
        mean[i] += found[i] / seeds;
        loss -= Math.log(test.labels()[i] == 1 ? found[i] : 1 - found[i]) / seeds / found.length;
      }
    }
    Frozen spread = Frozen.read("class-forest/spread.tsv.gz");
    double[] expected = Arrays.copyOfRange(table.numbers("mean"), training, rows.length);
    Agreement.of(
            "random-forest",
            "class-forest",
            "scikit-learn",
            "RandomForestClassifier",
            "200 training and 250 test samples × 30 features, 200 trees (spread)")
        .between("AUC", auc, least(spread, "auc"), -least(spread, "auc", -1))
        .between("log loss", loss, least(spread, "loss"), -least(spread, "loss", -1))
        .atLeast(
            "correlation of mean probabilities",
            new double[] {new PearsonsCorrelation().correlation(mean, expected)},
            .98);
  }

  private static double least(Frozen table, String column) {
    return least(table, column, 1);
  }

  private static double least(Frozen table, String column, double sign) {
    return Arrays.stream(table.numbers(column)).map(v -> sign * v).min().orElseThrow();
  }
}
