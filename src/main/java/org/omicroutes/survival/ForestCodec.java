package org.omicroutes.survival;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.omicroutes.cohort.DataException;

/**
 * The trees of a forest as compressed bytes, so that a state file is not the larger part of a run:
 * whole numbers in as few bytes as they need, thresholds with every bit. For each tree the number
 * of nodes, then each node: feature + 1, or 0 for a leaf; of a split threshold and where missing
 * values go; of a leaf the number of its steps and for each the time's distance from the one
 * before, events and numbers at risk. Children follow in the order of the splits.
 */
final class ForestCodec {
  private static final int CONTINUES = 0x80;

  private ForestCodec() {}

  static byte[] write(SurvivalForest forest) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION);
    try (DataOutputStream out =
        new DataOutputStream(new DeflaterOutputStream(bytes, deflater, 1 << 14))) {
      writeCount(out, forest.size());
      for (int b = 0; b < forest.size(); b++) {
        writeTree(out, forest.tree(b));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  private static void writeTree(DataOutputStream out, ForestTree tree) throws IOException {
    writeCount(out, tree.feature().length);
    for (int node = 0; node < tree.feature().length; node++) {
      writeCount(out, tree.feature()[node] + 1);
      if (tree.feature()[node] >= 0) {
        out.writeDouble(tree.threshold()[node]);
        out.writeBoolean(tree.missingLeft()[node]);
        continue;
      }
      int end = tree.stepEnd(node);
      writeCount(out, end - tree.child()[node]);
      int before = -1;
      for (int step = tree.child()[node]; step < end; step++) {
        writeCount(out, tree.stepTime()[step] - before);
        writeCount(out, tree.deaths()[step]);
        writeCount(out, tree.atRisk()[step]);
        before = tree.stepTime()[step];
      }
    }
  }

  /** Trees written by {@link #write}; other bytes are a {@link DataException}. */
  static ForestTree[] read(byte[] bytes, int features, int eventTimes) {
    try (DataInputStream in =
        new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
      ForestTree[] trees = new ForestTree[readCount(in, bytes.length * 1024L)];
      for (int b = 0; b < trees.length; b++) {
        trees[b] = readTree(in, features, eventTimes);
      }
      return trees;
    } catch (IOException e) {
      throw damaged(String.valueOf(e.getMessage()));
    }
  }

  private static ForestTree readTree(DataInputStream in, int features, int eventTimes)
      throws IOException {
    int nodes = readCount(in, Integer.MAX_VALUE / 16);
    int[] feature = new int[nodes];
    double[] threshold = new double[nodes];
    boolean[] missingLeft = new boolean[nodes];
    int[] child = new int[nodes];
    int[] stepTime = new int[64];
    int[] deaths = new int[64];
    int[] atRisk = new int[64];
    int steps = 0;
    int children = 1;
    for (int node = 0; node < nodes; node++) {
      feature[node] = readCount(in, features) - 1;
      if (feature[node] >= 0) {
        threshold[node] = in.readDouble();
        missingLeft[node] = in.readBoolean();
        child[node] = children;
        children += 2;
        continue;
      }
      child[node] = steps;
      int end = steps + readCount(in, eventTimes);
      if (end > stepTime.length) {
        stepTime = Arrays.copyOf(stepTime, 2 * end);
        deaths = Arrays.copyOf(deaths, 2 * end);
        atRisk = Arrays.copyOf(atRisk, 2 * end);
      }
      for (int before = -1; steps < end; steps++) {
        stepTime[steps] = before + readCount(in, eventTimes);
        deaths[steps] = readCount(in, Integer.MAX_VALUE);
        atRisk[steps] = readCount(in, Integer.MAX_VALUE);
        before = stepTime[steps];
      }
    }
    if (children != nodes) {
      throw damaged("a tree of " + nodes + " nodes with " + (children - 1) + " children");
    }
    return new ForestTree(
        feature,
        threshold,
        missingLeft,
        child,
        Arrays.copyOf(stepTime, steps),
        Arrays.copyOf(deaths, steps),
        Arrays.copyOf(atRisk, steps));
  }

  private static DataException damaged(String found) {
    return DataException.of("damaged trees (" + found + ")", "the state of a random forest");
  }

  private static void writeCount(DataOutputStream out, int count) throws IOException {
    int rest = count;
    while (rest >= CONTINUES) {
      out.writeByte(rest & (CONTINUES - 1) | CONTINUES);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }

  private static int readCount(DataInputStream in, long largest) throws IOException {
    long count = 0;
    int shift = 0;
    int next = CONTINUES;
    for (; (next & CONTINUES) != 0 && shift < 35; shift += 7) {
      next = in.readUnsignedByte();
      count |= (long) (next & (CONTINUES - 1)) << shift;
    }
    if (count > largest) {
      throw new IOException("a count of " + count);
    }
    return (int) count;
  }
}
