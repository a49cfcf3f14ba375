package org.omicroutes.models;

import java.util.List;

/**
 * A Cox model on how much closer a patient is, in each selected similarity network, to patients who
 * died early than to those who lived on. A patient without links in a network (no such modality)
 * counts as the training mean there.
 *
 * @param landmark days that part the classes
 * @param patients the reference patients: training patients of either class
 * @param classes 1 poor (event by the landmark), 2 good (alive after it), in their order
 * @param neighbours strongest links that count
 * @param networks those selected
 * @param ranking all networks, the best first
 * @param cox on the networks' scores
 */
public record NetDx(
    double landmark,
    List<String> patients,
    int[] classes,
    int neighbours,
    List<PatientNetwork> networks,
    List<Ranked> ranking,
    FeatureCox cox)
    implements SurvivalModel {

  /**
   * How well a network tells the classes apart.
   *
   * @param network its name
   * @param features in it
   * @param auc mean over the inner folds
   * @param folds in how many of them it was above the threshold
   * @param selected whether the model uses it
   */
  public record Ranked(String network, int features, double auc, int folds, boolean selected) {}

  public NetDx {
    patients = List.copyOf(patients);
    networks = List.copyOf(networks);
    ranking = List.copyOf(ranking);
  }

  @Override
  public double[] risk(PatientData asked) {
    return cox.risk(scores(asked));
  }

  @Override
  public double[][] survival(PatientData asked, double[] days) {
    return cox.survival(scores(asked), days);
  }

  /** Patients × selected networks; a reference patient is not linked to itself. */
  private double[][] scores(PatientData asked) {
    byte[] byClass = new byte[classes.length];
    for (int i = 0; i < byClass.length; i++) {
      byClass[i] = (byte) classes[i];
    }
    double[][] scores = new double[asked.patients().size()][networks.size()];
    for (int i = 0; i < scores.length; i++) {
      String patient = asked.patients().get(i);
      int self = patients.indexOf(patient);
      for (int v = 0; v < networks.size(); v++) {
        PatientNetwork network = networks.get(v);
        float[] profile =
            PatientNetwork.profile(network.correlation(), network.block(), asked, patient);
        long[] links =
            PatientNetwork.links(network.correlation(), profile, network.profiles(), self);
        scores[i][v] = PatientNetwork.score(links, byClass, self, neighbours);
      }
    }
    return scores;
  }
}
