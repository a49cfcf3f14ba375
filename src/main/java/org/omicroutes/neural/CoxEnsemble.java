package org.omicroutes.neural;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Networks of one architecture that kept different patients for their early stop. The score of a
 * patient is the mean of their log hazards, each less its mean over all training patients.
 *
 * @param engine what computed them
 * @param seed of everything random
 * @param settings the chosen ones
 * @param trials what they were chosen from
 * @param members one for each validation part
 */
public record CoxEnsemble(
    String engine, long seed, CoxSettings settings, List<Trial> trials, List<Member> members) {
  private static final int PATIENTS_AT_ONCE = 64;

  public CoxEnsemble {
    trials = List.copyOf(trials);
    members = List.copyOf(members);
  }

  /**
   * Settings that were tried.
   *
   * @param validationLoss mean of the negative log partial likelihoods an event of the validation
   *     parts they were tried on
   */
  public record Trial(CoxSettings settings, double validationLoss) {}

  /**
   * One network.
   *
   * @param stopped the epoch its parameters are from; 0: training did not help
   * @param epochs how many there were
   * @param trainLoss negative log partial likelihood an event, at that epoch
   * @param validationLoss of the patients kept for the early stop
   * @param mean of its log hazards over all training patients
   * @param parameters by name, row-major
   */
  public record Member(
      int stopped,
      int epochs,
      double trainLoss,
      double validationLoss,
      double mean,
      Map<String, double[]> parameters) {}

  /**
   * The score of each patient, higher for worse.
   *
   * @param network the architecture that the members were trained with
   */
  public double[] scores(Engine using, CoxNetwork network, NetworkInputs inputs) {
    double[] scores = new double[inputs.patients()];
    if (scores.length == 0) {
      return scores;
    }
    try (CoxGraph graph = new CoxGraph(using, network, seed)) {
      for (Member member : members) {
        graph.set(member.parameters());
        double[] eta = logHazards(graph, inputs);
        for (int i = 0; i < scores.length; i++) {
          scores[i] += (eta[i] - member.mean()) / members.size();
        }
      }
    }
    return scores;
  }

  /** A few patients at a time, so that memory does not grow with the cohort. */
  static double[] logHazards(CoxGraph graph, NetworkInputs inputs) {
    List<double[]> parts = new ArrayList<>();
    for (int from = 0; from < inputs.patients(); from += PATIENTS_AT_ONCE) {
      int to = Math.min(inputs.patients(), from + PATIENTS_AT_ONCE);
      NetworkInputs some = inputs.select(IntStream.range(from, to).toArray());
      parts.add(graph.logHazard(graph.feeds(some)));
    }
    return parts.stream().flatMapToDouble(Arrays::stream).toArray();
  }
}
