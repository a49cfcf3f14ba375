package org.omicroutes.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.network.NetworkBiomarkers;
import org.omicroutes.neural.Tokens;
import org.omicroutes.reduce.MofaModel;
import org.omicroutes.reduce.MofaProjection;

/**
 * What MOANet's networks look at, by modality: clinical variables; of each molecular modality the
 * latent factors as it alone shows them; the network biomarkers; summaries such as the mutation
 * burden. Everything a patient lacks is NaN, and so is all of a modality that the patient lacks.
 *
 * @param clinical the clinical modality, null where there is none
 * @param clinicalFeatures its variables
 * @param mofa null where there are no factors
 * @param factors how many of them, the first ones, which explain most
 * @param network null where there is no network
 * @param summaries features of each modality of that kind
 */
public record MoaNetTokens(
    String clinical,
    List<String> clinicalFeatures,
    MofaModel mofa,
    int factors,
    NetworkBiomarkers network,
    Map<String, List<String>> summaries) {

  /** The group of the network biomarkers among the modalities. */
  public static final String NETWORK = "network";

  /** Gathers features by group. */
  private static final class Columns {
    private final Map<String, List<String>> features = new LinkedHashMap<>();
    private final List<double[]> values = new ArrayList<>();

    void add(String group, String feature, double[] ofPatients) {
      features.computeIfAbsent(group, g -> new ArrayList<>()).add(feature);
      values.add(ofPatients);
    }

    Tokens tokens(List<String> patients) {
      double[][] rows = new double[patients.size()][values.size()];
      for (int f = 0; f < values.size(); f++) {
        for (int i = 0; i < rows.length; i++) {
          rows[i][f] = values.get(f)[i];
        }
      }
      return new Tokens(patients, features, rows);
    }
  }

  /** The tokens of any patients. */
  public Tokens of(PatientData patients) {
    return of(patients, network == null ? null : NetworkTokens.rows(network, patients));
  }

  /**
   * The tokens with other values of the network biomarkers.
   *
   * @param biomarkers patients × features; null where there is no network
   */
  Tokens of(PatientData patients, double[][] biomarkers) {
    Columns columns = new Columns();
    if (clinical != null) {
      add(columns, clinical, clinicalFeatures, patients);
    }
    addFactors(columns, patients);
    for (int f = 0; network != null && f < network.features().size(); f++) {
      int feature = f;
      columns.add(
          NETWORK,
          network.features().get(f).id(),
          Arrays.stream(biomarkers).mapToDouble(row -> row[feature]).toArray());
    }
    summaries.forEach((name, features) -> add(columns, name, features, patients));
    return columns.tokens(patients.patients());
  }

  private void addFactors(Columns columns, PatientData patients) {
    if (mofa == null) {
      return;
    }
    LabelledMatrix all =
        new MofaProjection(mofa, NetworkTokens.molecular(patients))
            .viewFactors(patients.patients());
    for (MofaModel.View view : mofa.views()) {
      for (String factor : mofa.factorNames().subList(0, Math.min(factors, mofa.factors()))) {
        columns.add(view.name(), factor, all.row(all.featureIndex(view.name() + ":" + factor)));
      }
    }
  }

  private static void add(
      Columns columns, String name, List<String> features, PatientData patients) {
    Modality modality = patients.modalities().get(name);
    for (String feature : features) {
      double[] values = new double[patients.patients().size()];
      int row = modality == null ? -1 : modality.values().featureIndex(feature);
      for (int i = 0; i < values.length; i++) {
        int column = row < 0 ? -1 : modality.values().sampleIndex(patients.patients().get(i));
        values[i] = column < 0 ? Double.NaN : modality.values().at(row, column);
      }
      columns.add(name, feature, values);
    }
  }

  /** The same with other biomarkers and number of factors. */
  MoaNetTokens with(NetworkBiomarkers biomarkers, int count) {
    return new MoaNetTokens(clinical, clinicalFeatures, mofa, count, biomarkers, summaries);
  }

  /** The groups whose values a model of the measurements themselves does not have. */
  Set<String> unseenByBackbone() {
    Set<String> groups = new LinkedHashSet<>(summaries.keySet());
    groups.remove(PanCancer.MODALITY);
    if (network != null) {
      groups.add(NETWORK);
    }
    return groups;
  }
}
