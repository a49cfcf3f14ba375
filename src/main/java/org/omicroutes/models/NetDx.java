package org.omicroutes.models;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.StopSignal;

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

  /** Patients × selected networks; a reference patient's values are not linked to themselves. */
  private double[][] scores(PatientData asked) {
    byte[] byClass = new byte[classes.length];
    for (int i = 0; i < byClass.length; i++) {
      byClass[i] = (byte) classes[i];
    }
    double[][] scores = new double[asked.patients().size()][networks.size()];
    for (int v = 0; v < networks.size(); v++) {
      PatientNetwork network = networks.get(v);
      Modality modality = asked.modalities().get(network.block().modality());
      List<Double> found =
          modality == null ? null : scores(network, modality, asked.patients(), byClass);
      for (int i = 0; i < scores.length; i++) {
        scores[i][v] = found == null || found.get(i) == null ? Double.NaN : found.get(i);
      }
    }
    return scores;
  }

  /** One a patient, null for one who lacks the modality. Who is alike has the same score. */
  private List<Double> scores(
      PatientNetwork network, Modality modality, List<String> asked, byte[] of) {
    LabelledMatrix values = modality.values();
    int[] rows = network.block().rowsIn(values);
    Map<Alike, Double> known = new HashMap<>();
    return SharedValues.of(
        modality,
        asked,
        column -> {
          float[] scaled = network.block().profile(values, rows, column);
          float[] profile = PatientNetwork.profile(network.correlation(), scaled);
          int self = patients.indexOf(values.origin(column));
          Alike alike = new Alike(self, profile == null ? null : FloatBuffer.wrap(profile));
          return known.computeIfAbsent(alike, same -> score(network, profile, self, of));
        });
  }

  /** What a score depends on. */
  private record Alike(int self, FloatBuffer profile) {}

  private double score(PatientNetwork network, float[] profile, int self, byte[] of) {
    StopSignal.check();
    long[] links = PatientNetwork.links(network.correlation(), profile, network.profiles(), self);
    return PatientNetwork.score(links, of, self, neighbours);
  }
}
