package org.omicroutes.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** The random forest: Tribuo's trees, weighted draws, seeds. */
class ClassForestTest {
  private static final LabelFactory LABELS = new LabelFactory();

  /** Trees of all features are those of Tribuo's trainer, and say what its model says. */
  @Test
  void treesAreTribuos() {
    for (int seed = 1; seed <= 5; seed++) {
      ClassData data = Simulated.of(150, 12, seed);
      Random random = new Random(seed);
      int[] counts = random.ints(data.size(), 0, 3).toArray();
      SplitSearch search = new SplitSearch(data, counts, 12, new SplittableRandom(1));
      ClassTree ours = new TreeGrower(data, counts, search, 6).grow();
      Model<Label> theirs =
          new CARTClassificationTrainer(Integer.MAX_VALUE, 6, 0, 1, false, new GiniIndex(), 1)
              .train(dataset(data, counts));
      assertThat(ours.feature().length).isGreaterThan(10);
      for (double[] row : Simulated.of(300, 12, seed + 100).rows()) {
        double expected = theirs.predict(example(row, 0)).getOutputScores().get("1").getScore();
        assertThat(ours.probability(row)).isEqualTo(expected);
      }
    }
  }

  private static MutableDataset<Label> dataset(ClassData data, int[] counts) {
    MutableDataset<Label> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("test", LABELS), LABELS);
    for (int i = 0; i < data.size(); i++) {
      if (counts[i] > 0) {
        ArrayExample<Label> example = example(data.rows()[i], (int) data.labels()[i]);
        example.setWeight(counts[i]);
        dataset.add(example);
      }
    }
    return dataset;
  }

  private static ArrayExample<Label> example(double[] row, int label) {
    String[] names = new String[row.length];
    Arrays.setAll(names, j -> Integer.toString(100 + j));
    return new ArrayExample<>(new Label(Integer.toString(label)), names, row);
  }

  @Test
  void probabilityIsTheMeanOfItsTrees() {
    ClassData data = Simulated.of(80, 5, 3);
    ClassForest forest = ClassForestTrainer.fit(data, new ForestOptions(7, 2, 5, 1), 1);
    double[] found = forest.probability(data.rows());
    for (int i = 0; i < found.length; i++) {
      double[] row = data.rows()[i];
      double mean =
          forest.trees().stream().mapToDouble(t -> t.probability(row)).average().orElseThrow();
      assertThat(found[i]).isCloseTo(mean, org.assertj.core.data.Offset.offset(1e-15));
    }
  }

  @Test
  void seedMakesTheForestOnAnyNumberOfThreads() {
    ClassData data = Simulated.of(80, 9, 4);
    ForestOptions options = new ForestOptions(20, 0, 5, 11);
    double[] one = ClassForestTrainer.fit(data, options, 1).probability(data.rows());
    assertThat(ClassForestTrainer.fit(data, options, 3).probability(data.rows())).isEqualTo(one);
    ForestOptions other = new ForestOptions(20, 0, 5, 12);
    assertThat(ClassForestTrainer.fit(data, other, 1).probability(data.rows())).isNotEqualTo(one);
  }

  /** Without a feature that tells them apart, a forest says the weighted share of class 1. */
  @Test
  void patientsAreDrawnByWeight() {
    double[][] rows = new double[40][1];
    double[] labels = new double[40];
    double[] weights = new double[40];
    Arrays.setAll(labels, i -> i < 20 ? 1 : 0);
    Arrays.setAll(weights, i -> i < 20 ? 3 : 1);
    ClassForest forest =
        ClassForestTrainer.fit(
            ClassData.of(rows, labels, weights), new ForestOptions(400, 0, 2, 5), 1);
    // A share's standard error: sqrt(.75 × .25 / 40 / 400) = .0034.
    assertThat(forest.probability(new double[1][1])[0])
        .isCloseTo(.75, org.assertj.core.data.Offset.offset(.015));
  }

  @Test
  void logIsQuiet() {
    List<String> said = new java.util.ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            said.add(record.getLevel() + " " + record.getLoggerName());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    handler.setLevel(Level.INFO);
    Logger root = Logger.getLogger("");
    root.addHandler(handler);
    try {
      ClassForestTrainer.fit(Simulated.of(50, 4, 1), new ForestOptions(3, 0, 5, 1), 1);
      SupportVectorTrainer.fit(Simulated.of(50, 4, 1), SupportOptions.seeded(1));
    } finally {
      root.removeHandler(handler);
    }
    assertThat(said).isEmpty();
  }
}
