package org.omicroutes.neural;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.omicroutes.neural.TokenScaler.Encoded;

/**
 * Trained cross-modal attention networks ({@link MoaNetGraph}) and all that they need to speak of
 * new patients. Each says what it would add to a patient's log hazard. A feature that is missing
 * counts as the fitted mean; a modality that is missing is left out of the attention; to a patient
 * without any the networks add nothing.
 *
 * <p>Patients are computed in batches of one size, the last one filled up, so that the bits of a
 * patient's result do not depend on who else is asked about.
 *
 * @param engine what computed the training
 * @param config the shape, and how it was trained
 * @param scaler standardisation of the fitted patients
 * @param members the networks
 */
public record AttentionEnsemble(
    String engine, MoaNetConfig config, TokenScaler scaler, List<Member> members) {
  private static final int BATCH = 64;

  /**
   * One network.
   *
   * @param bestEpoch the epoch that was kept; 0: the network adds nothing
   * @param parameters by name, row-major
   */
  public record Member(int bestEpoch, Map<String, double[]> parameters) {}

  /**
   * Mean attention that one modality pays to another, over heads, members and patients.
   *
   * @param weight 0 to 1; those of one query sum to 1, or are 0 where it never had whom to ask
   */
  public record Attention(String query, String key, double weight) {}

  public AttentionEnsemble {
    members = List.copyOf(members);
  }

  /**
   * What each network adds to the log hazards.
   *
   * @return members × patients
   */
  public double[][] residuals(Engine with, Tokens tokens) {
    double[][] found = new double[members.size()][tokens.values().length];
    run(
        with,
        tokens,
        (graph, batch) -> {
          Map<String, Tensor> feeds = feeds().predicting(batch.data());
          for (int m = 0; m < found.length; m++) {
            graph.set(members.get(m).parameters());
            batch.copy(graph.residual(feeds), found[m]);
          }
        });
    return found;
  }

  /**
   * As {@link #residuals}, with values dropped as in training (Gal and Ghahramani, ICML 2016). A
   * pass drops the same values of every patient: it is one network drawn at random.
   *
   * @param passes of each member
   * @return members · passes × patients, the passes of a member after one another
   */
  public double[][] dropoutResiduals(Engine with, Tokens tokens, int passes, long seed) {
    double[][] found = new double[members.size() * passes][tokens.values().length];
    SplittableRandom seeds = new SplittableRandom(seed);
    long[] drawn = seeds.longs(found.length).toArray();
    run(
        with,
        tokens,
        (graph, batch) -> {
          for (int k = 0; k < found.length; k++) {
            graph.set(members.get(k / passes).parameters());
            batch.copy(
                graph.residual(feeds().drawn(batch.data(), new SplittableRandom(drawn[k]))),
                found[k]);
          }
        });
    return found;
  }

  /** The weights of all ordered pairs of two modalities, over the patients of {@code tokens}. */
  public List<Attention> attention(Engine with, Tokens tokens) {
    Means means = new Means(scaler);
    run(
        with,
        tokens,
        (graph, batch) -> {
          Map<String, Tensor> feeds = feeds().predicting(batch.data());
          for (Member member : members) {
            graph.set(member.parameters());
            graph.attention(feeds).forEach(weights -> means.add(weights, batch.data().present()));
          }
        });
    return means.all();
  }

  private MoaNetFeeds feeds() {
    return new MoaNetFeeds(config, scaler.modalityOf(), scaler.modalities().size());
  }

  /**
   * Patients filled up to one size with ones who have nothing.
   *
   * @param from the first one's position
   * @param size how many are real
   */
  private record Batch(Encoded data, int from, int size) {
    void copy(double[] residual, double[] to) {
      System.arraycopy(residual, 0, to, from, size);
    }
  }

  private void run(Engine with, Tokens tokens, BiConsumer<MoaNetGraph, Batch> use) {
    Encoded all = scaler.encode(tokens);
    int n = all.values().length;
    int modalities = scaler.modalities().size();
    if (members.isEmpty()) {
      return;
    }
    try (var graph = new MoaNetGraph(with, config, scaler.modalityOf(), modalities, 0)) {
      for (int from = 0; from < n; from += BATCH) {
        int size = Math.min(BATCH, n - from);
        double[][] values = Arrays.copyOfRange(all.values(), from, from + BATCH);
        boolean[][] present = Arrays.copyOfRange(all.present(), from, from + BATCH);
        for (int i = size; i < BATCH; i++) {
          values[i] = new double[scaler.width()];
          present[i] = new boolean[modalities];
        }
        use.accept(graph, new Batch(new Encoded(values, present), from, size));
      }
    }
  }

  /** Sums attention weights by pair of modalities, over patients that have the querying one. */
  private static final class Means {
    private final TokenScaler scaler;
    private final double[][] sums;
    private final double[] rows;

    Means(TokenScaler scaler) {
      this.scaler = scaler;
      int modalities = scaler.modalities().size();
      this.sums = new double[modalities][modalities];
      this.rows = new double[modalities];
    }

    void add(double[] weights, boolean[][] present) {
      int[] of = scaler.modalityOf();
      int row = 0;
      for (boolean[] there : present) {
        for (int m = 0; m < there.length; m++, row++) {
          for (int f = 0; there[m] && f < of.length; f++) {
            sums[m][of[f]] += weights[row * of.length + f];
            rows[m] += weights[row * of.length + f];
          }
        }
      }
    }

    List<Attention> all() {
      List<Attention> means = new ArrayList<>();
      List<String> names = scaler.modalities().stream().map(TokenScaler.Modality::name).toList();
      for (int q = 0; q < sums.length; q++) {
        for (int k = 0; k < sums.length; k++) {
          if (q != k) {
            double weight = rows[q] == 0 ? 0 : sums[q][k] / rows[q];
            means.add(new Attention(names.get(q), names.get(k), weight));
          }
        }
      }
      return means;
    }
  }

  /** By name, how many features each modality has. */
  public Map<String, Integer> tokenCounts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    scaler.modalities().forEach(m -> counts.put(m.name(), m.features().size()));
    return counts;
  }
}
