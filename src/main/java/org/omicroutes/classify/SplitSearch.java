package org.omicroutes.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableDataset;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.impl.ClassifierTrainingNode;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.common.tree.AbstractTrainingNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * The best split of a node (Gini index) among features drawn for it, found by Tribuo.
 *
 * <p>Tribuo is handed the node's patients with the drawn features alone. Its own forest sorts and
 * divides all features at every node, whichever are drawn: seconds a tree with 5,000 features,
 * where this takes milliseconds. It also draws patients without regard to their weights.
 */
final class SplitSearch {
  /**
   * @param threshold the middle between two values
   */
  record Split(int feature, double threshold) {}

  // Held here so that the level set on it is not lost with the logger.
  private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

  private static final LabelFactory LABELS = new LabelFactory();
  private static final Label ZERO = new Label("0");
  private static final Label ONE = new Label("1");
  private static final SimpleDataSourceProvenance SOURCE =
      new SimpleDataSourceProvenance("patients of a node", LABELS);
  private static final GiniIndex GINI = new GiniIndex();

  /** Children are left as they are: one level of splits. */
  private static final AbstractTrainingNode.LeafDeterminer ONE_SPLIT =
      new AbstractTrainingNode.LeafDeterminer(1, 0, 0);

  static {
    if (TRIBUO.getLevel() == null) {
      TRIBUO.setLevel(Level.SEVERE);
    }
  }

  /** Patients of one node, which are known to be sound: Tribuo's check of each takes longest. */
  private static final class NodeData extends ImmutableDataset<Label> {
    private static final long serialVersionUID = 1L;

    NodeData(Dataset<Label> domain, List<Example<Label>> examples) {
      super(SOURCE, LABELS, domain.getFeatureIDMap(), domain.getOutputIDInfo());
      data.addAll(examples);
    }
  }

  private final ClassData data;
  private final int[] counts;
  private final SplittableRandom random;

  /** Features in some order; the drawn ones are brought to its beginning. */
  private final int[] order;

  private final int[] drawn;

  /** Of equal length: Tribuo numbers features by their names' order. */
  private final String[] names;

  /** Tells Tribuo these names and both classes. */
  private final ImmutableDataset<Label> domain;

  /**
   * @param counts how often each row was drawn
   * @param tried how many features to draw for a split
   */
  SplitSearch(ClassData data, int[] counts, int tried, SplittableRandom random) {
    this.data = data;
    this.counts = counts;
    this.random = random;
    this.order = new int[data.features()];
    this.drawn = new int[tried];
    this.names = new String[tried];
    Arrays.setAll(order, j -> j);
    Arrays.setAll(names, k -> Integer.toString(1_000_000 + k));
    MutableDataset<Label> both = new MutableDataset<>(SOURCE, LABELS);
    both.add(new ArrayExample<>(ZERO, names, new double[tried]));
    both.add(new ArrayExample<>(ONE, names, new double[tried]));
    this.domain = ImmutableDataset.copyDataset(both);
  }

  /**
   * @param rows of both classes
   * @return null where no drawn feature tells the classes apart
   */
  Split best(int[] rows) {
    drawFeatures();
    List<Example<Label>> examples = new ArrayList<>();
    for (int i : rows) {
      double[] values = new double[drawn.length];
      Arrays.setAll(values, k -> data.rows()[i][drawn[k]]);
      ArrayExample<Label> example =
          new ArrayExample<>(data.labels()[i] == 1 ? ONE : ZERO, names, values);
      example.setWeight(counts[i]);
      examples.add(example);
    }
    NodeData dataset = new NodeData(domain, examples);
    AbstractTrainingNode<Label> node = new ClassifierTrainingNode(GINI, dataset, ONE_SPLIT);
    int[] all = new int[drawn.length];
    Arrays.setAll(all, k -> k);
    node.buildTree(all, random, false);
    Node<Label> tree = node.convertTree();
    return tree instanceof SplitNode<Label> split
        ? new Split(drawn[split.getFeatureID()], split.splitValue())
        : null;
  }

  /** All of them in their order where all are asked for. */
  private void drawFeatures() {
    for (int k = 0; k < drawn.length; k++) {
      int at = drawn.length < order.length ? k + random.nextInt(order.length - k) : k;
      drawn[k] = order[at];
      order[at] = order[k];
      order[k] = drawn[k];
    }
  }
}
