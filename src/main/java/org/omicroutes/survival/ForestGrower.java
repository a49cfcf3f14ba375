package org.omicroutes.survival;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.omicroutes.cohort.StopSignal;

/** Grows one tree of a {@link SurvivalForest}; what it draws depends on seed and tree only. */
final class ForestGrower {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final int LEAF = -1;

  private final ForestData data;
  private final ForestSettings settings;
  private final SplittableRandom random;
  private final ForestSplitter splitter;
  private final int[] drawn;
  private final int[] samples;
  private final int[] right;
  private final int[] features;

  // Nodes and steps in the making; start and end are a node's part of samples.
  private int nodes;
  private int[] feature = new int[64];
  private double[] threshold = new double[64];
  private boolean[] missingLeft = new boolean[64];
  private int[] child = new int[64];
  private int[] start = new int[64];
  private int[] end = new int[64];
  private int steps;
  private int[] stepTime = new int[64];
  private int[] deaths = new int[64];
  private int[] atRisk = new int[64];

  private ForestGrower(ForestData data, ForestSettings settings, int tree) {
    this.data = data;
    this.settings = settings;
    random = random(settings.seed(), tree);
    drawn = draw(data.samples(), settings, random);
    samples = new int[data.samples()];
    right = new int[data.samples()];
    features = new int[data.features()];
    Arrays.setAll(features, f -> f);
    splitter = new ForestSplitter(data, settings.minNodeSize(), settings.splits());
  }

  static ForestTree grow(ForestData data, ForestSettings settings, int tree) {
    return new ForestGrower(data, settings, tree).grow();
  }

  /** How often a tree drew each sample of {@link ForestData}. */
  static int[] drawn(int samples, ForestSettings settings, int tree) {
    return draw(samples, settings, random(settings.seed(), tree));
  }

  /**
   * A generator for one of many uses of a seed. Generators whose seeds lie a multiple of GOLDEN
   * apart draw the same numbers, only shifted; so the seed of each is itself a number drawn.
   */
  static SplittableRandom random(long seed, int stream) {
    long start = new SplittableRandom(seed).nextLong() + GOLDEN * stream;
    return new SplittableRandom(new SplittableRandom(start).nextLong());
  }

  private static int[] draw(int n, ForestSettings settings, SplittableRandom random) {
    int[] counts = new int[n];
    int wanted = settings.drawnSamples(n);
    if (settings.replace()) {
      for (int k = 0; k < wanted; k++) {
        counts[random.nextInt(n)]++;
      }
      return counts;
    }
    // Selection sampling: each sample with the chance of what is still wanted of what is left.
    for (int i = 0; wanted > 0; i++) {
      if (random.nextInt(n - i) < wanted) {
        counts[i] = 1;
        wanted--;
      }
    }
    return counts;
  }

  private ForestTree grow() {
    int size = 0;
    for (int i = 0; i < drawn.length; i++) {
      if (drawn[i] > 0) {
        samples[size++] = i;
      }
    }
    addNode(0, size);
    for (int node = 0; node < nodes; node++) {
      StopSignal.check();
      if (!split(node)) {
        makeLeaf(node);
      }
    }
    return new ForestTree(
        Arrays.copyOf(feature, nodes),
        Arrays.copyOf(threshold, nodes),
        Arrays.copyOf(missingLeft, nodes),
        Arrays.copyOf(child, nodes),
        Arrays.copyOf(stepTime, steps),
        Arrays.copyOf(deaths, steps),
        Arrays.copyOf(atRisk, steps));
  }

  private void addNode(int from, int to) {
    if (nodes == feature.length) {
      int room = 2 * nodes;
      feature = Arrays.copyOf(feature, room);
      threshold = Arrays.copyOf(threshold, room);
      missingLeft = Arrays.copyOf(missingLeft, room);
      child = Arrays.copyOf(child, room);
      start = Arrays.copyOf(start, room);
      end = Arrays.copyOf(end, room);
    }
    start[nodes] = from;
    end[nodes++] = to;
  }

  private boolean split(int node) {
    splitter.node(samples, start[node], end[node], drawn);
    if (!splitter.divisible()) {
      return false;
    }
    int wanted = settings.drawnFeatures(features.length);
    for (int k = 0; k < wanted; k++) {
      int other = k + random.nextInt(features.length - k);
      int chosen = features[other];
      features[other] = features[k];
      features[k] = chosen;
      if ((k & 255) == 255) {
        StopSignal.check();
      }
      splitter.tryFeature(chosen, random);
    }
    if (splitter.bestFeature() < 0) {
      return false;
    }
    feature[node] = splitter.bestFeature();
    threshold[node] = splitter.bestThreshold();
    missingLeft[node] = splitter.bestMissingLeft();
    child[node] = nodes;
    int middle = divide(node);
    int to = end[node];
    addNode(start[node], middle);
    addNode(middle, to);
    return true;
  }

  /** Puts the samples that go left first, both sides in order of time. */
  private int divide(int node) {
    int left = start[node];
    int away = 0;
    for (int k = start[node]; k < end[node]; k++) {
      int i = samples[k];
      double value = data.value(feature[node], i);
      if (Double.isNaN(value) ? missingLeft[node] : value <= threshold[node]) {
        samples[left++] = i;
      } else {
        right[away++] = i;
      }
    }
    System.arraycopy(right, 0, samples, left, away);
    return left;
  }

  private void makeLeaf(int node) {
    feature[node] = LEAF;
    child[node] = steps;
    int remaining = 0;
    for (int k = start[node]; k < end[node]; k++) {
      remaining += drawn[samples[k]];
    }
    for (int k = start[node]; k < end[node]; ) {
      int index = data.eventIndex(samples[k]);
      int died = 0;
      int leaving = 0;
      for (; k < end[node] && data.eventIndex(samples[k]) == index; k++) {
        died += data.event(samples[k]) ? drawn[samples[k]] : 0;
        leaving += drawn[samples[k]];
      }
      if (died > 0) {
        addStep(index - 1, died, remaining);
      }
      remaining -= leaving;
    }
  }

  private void addStep(int time, int died, int remaining) {
    if (steps == stepTime.length) {
      stepTime = Arrays.copyOf(stepTime, 2 * steps);
      deaths = Arrays.copyOf(deaths, 2 * steps);
      atRisk = Arrays.copyOf(atRisk, 2 * steps);
    }
    stepTime[steps] = time;
    deaths[steps] = died;
    atRisk[steps++] = remaining;
  }
}
