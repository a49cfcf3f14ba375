package org.omicroutes.neural;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Fills the placeholders of a {@link MoaNetGraph}. */
final class MoaNetFeeds {
  private final MoaNetConfig config;
  private final int[] modalityOf;
  private final int modalities;

  MoaNetFeeds(MoaNetConfig config, int[] modalityOf, int modalities) {
    this.config = config;
    this.modalityOf = modalityOf;
    this.modalities = modalities;
  }

  /** For a prediction: nothing is dropped. */
  Map<String, Tensor> predicting(TokenScaler.Encoded data) {
    Map<String, Tensor> feeds = masks(data.values(), data.present());
    int rows = data.values().length * modalities;
    for (int layer = 0; layer < config.layers(); layer++) {
      Tensor all = Tensor.ones(rows, config.width());
      feeds.put(MoaNetGraph.attentionDropout(layer), all);
      feeds.put(MoaNetGraph.forwardDropout(layer), all);
    }
    return feeds;
  }

  /** For a step of training: values and whole modalities are dropped at random. */
  Map<String, Tensor> training(TokenScaler.Encoded data, SplittableRandom random) {
    Map<String, Tensor> feeds = masks(data.values(), thinned(data.present(), random));
    int rows = data.values().length * modalities;
    for (int layer = 0; layer < config.layers(); layer++) {
      feeds.put(MoaNetGraph.attentionDropout(layer), dropped(rows, random));
      feeds.put(MoaNetGraph.forwardDropout(layer), dropped(rows, random));
    }
    return feeds;
  }

  /** For a prediction of one network drawn by dropout: the same values are dropped of everyone. */
  Map<String, Tensor> drawn(TokenScaler.Encoded data, SplittableRandom random) {
    Map<String, Tensor> feeds = masks(data.values(), data.present());
    int n = data.values().length;
    for (int layer = 0; layer < config.layers(); layer++) {
      feeds.put(MoaNetGraph.attentionDropout(layer), repeated(dropped(modalities, random), n));
      feeds.put(MoaNetGraph.forwardDropout(layer), repeated(dropped(modalities, random), n));
    }
    return feeds;
  }

  /** The same rows for each of n patients. */
  private static Tensor repeated(Tensor rows, int n) {
    int length = rows.values().length;
    double[] all = new double[n * length];
    for (int i = 0; i < n; i++) {
      System.arraycopy(rows.values(), 0, all, i * length, length);
    }
    return new Tensor(all, n * rows.shape()[0], rows.shape()[1]);
  }

  static void offset(Map<String, Tensor> feeds, double[] offset) {
    feeds.put(MoaNetGraph.OFFSET, new Tensor(offset, offset.length, 1));
  }

  /** Hides modalities; each patient keeps at least one of those there. */
  private boolean[][] thinned(boolean[][] present, SplittableRandom random) {
    boolean[][] kept = new boolean[present.length][modalities];
    for (int i = 0; i < present.length; i++) {
      int left = 0;
      for (int m = 0; m < modalities; m++) {
        kept[i][m] = present[i][m] && random.nextDouble() >= config.modalityDropout();
        left += kept[i][m] ? 1 : 0;
      }
      if (left == 0) {
        kept[i] = present[i];
      }
    }
    return kept;
  }

  /** Inverted dropout: what is kept is scaled up, so that expectations stay. */
  private Tensor dropped(int rows, SplittableRandom random) {
    Tensor mask = Tensor.zeros(rows, config.width());
    double kept = 1 / (1 - config.dropout());
    for (int i = 0; i < mask.values().length; i++) {
      mask.values()[i] = random.nextDouble() >= config.dropout() ? kept : 0;
    }
    return mask;
  }

  /** Values, with zeros where a modality is not present, and the masks that follow from it. */
  private Map<String, Tensor> masks(double[][] values, boolean[][] present) {
    int n = values.length;
    int t = modalityOf.length;
    double[] x = new double[n * t];
    double[] keys = new double[n * modalities * t];
    double[] reachable = new double[n * modalities];
    double[] pool = new double[n * modalities];
    for (int i = 0; i < n; i++) {
      int count = 0;
      for (int m = 0; m < modalities; m++) {
        count += present[i][m] ? 1 : 0;
      }
      for (int f = 0; f < t; f++) {
        x[i * t + f] = present[i][modalityOf[f]] ? values[i][f] : 0;
      }
      for (int m = 0; m < modalities; m++) {
        int row = i * modalities + m;
        pool[row] = present[i][m] ? 1.0 / count : 0;
        reachable[row] = count - (present[i][m] ? 1 : 0) > 0 ? 1 : 0;
        for (int f = 0; f < t; f++) {
          // Where there is no key at all, the row is wiped out after the softmax; masking all of it
          // before would leave 0 / 0.
          boolean key = modalityOf[f] != m && present[i][modalityOf[f]];
          keys[row * t + f] = key || reachable[row] == 0 ? 1 : 0;
        }
      }
    }
    Map<String, Tensor> feeds = new HashMap<>();
    feeds.put(MoaNetGraph.VALUES, new Tensor(x, n, t));
    feeds.put(MoaNetGraph.KEYS, new Tensor(keys, n * modalities, t));
    feeds.put(MoaNetGraph.REACHABLE, new Tensor(reachable, n * modalities, 1));
    feeds.put(MoaNetGraph.POOL, new Tensor(pool, n, modalities, 1));
    return feeds;
  }
}
