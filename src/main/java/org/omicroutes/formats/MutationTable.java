package org.omicroutes.formats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * Which genes of which samples carry a non-silent somatic mutation.
 *
 * @param mutated genes × samples, 1 where the gene carries one, else 0; genes in alphabetical
 *     order, samples in the order in which they were read. A sample without non-silent mutations is
 *     a column of zeros.
 * @param burden 1 × samples, feature {@code burden}: how many distinct non-silent mutations (one
 *     that is non-silent in two overlapping genes counts once)
 */
public record MutationTable(LabelledMatrix mutated, LabelledMatrix burden) {
  /** The one feature of {@link #burden()}. */
  public static final String BURDEN = "burden";

  /**
   * The burden where only the genes that are mutated are known: how many are.
   *
   * @param mutated genes × samples, 1 where mutated, else 0; NaN where not known
   * @return 1 × samples, feature {@code burden}: the share of the known genes that are mutated
   *     times the number of all genes; NaN where none is known
   */
  static LabelledMatrix mutatedGenes(LabelledMatrix mutated) {
    double[] burden = new double[mutated.sampleCount()];
    for (int s = 0; s < burden.length; s++) {
      double[] known =
          Arrays.stream(mutated.column(s)).filter(value -> !Double.isNaN(value)).toArray();
      double count = Arrays.stream(known).sum();
      burden[s] = count * mutated.featureCount() / known.length;
    }
    return LabelledMatrix.of(List.of(BURDEN), mutated.sampleIds(), new double[][] {burden});
  }

  /** Collects mutations. */
  public static final class Builder {
    private final Map<String, Integer> samples = new LinkedHashMap<>();
    private final List<Set<String>> variants = new ArrayList<>();
    private final List<int[]> counts = new ArrayList<>();
    private final Map<String, BitSet> genes = new TreeMap<>();

    /** A sample that was looked at, with mutations or without. */
    public int sample(String id) {
      Integer known = samples.putIfAbsent(id, samples.size());
      if (known != null) {
        return known;
      }
      variants.add(new HashSet<>());
      counts.add(new int[1]);
      return samples.size() - 1;
    }

    /** Whether the sample was named before. */
    public boolean has(String id) {
      return samples.containsKey(id);
    }

    /**
     * One non-silent mutation.
     *
     * @param sample a number given by {@link #sample}
     * @param variant tells the mutation from others, so that one that is listed twice (by two
     *     callers, or once per gene) counts once; null: counted every time
     */
    public void add(int sample, String gene, String variant) {
      genes.computeIfAbsent(gene, g -> new BitSet()).set(sample);
      if (variant == null || variants.get(sample).add(variant)) {
        counts.get(sample)[0]++;
      }
    }

    public MutationTable build() {
      List<String> ids = List.copyOf(samples.keySet());
      double[][] rows = new double[genes.size()][ids.size()];
      int row = 0;
      for (BitSet carriers : genes.values()) {
        double[] values = rows[row++];
        carriers.stream().forEach(sample -> values[sample] = 1);
      }
      double[] burden = counts.stream().mapToDouble(count -> count[0]).toArray();
      return new MutationTable(
          LabelledMatrix.of(List.copyOf(genes.keySet()), ids, rows),
          LabelledMatrix.of(List.of(BURDEN), ids, new double[][] {burden}));
    }
  }

  /** How many samples have no non-silent mutation. */
  public long unmutatedSamples() {
    return Arrays.stream(burden.row(0)).filter(count -> count == 0).count();
  }
}
