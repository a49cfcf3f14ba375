package org.omicroutes.models.mmfn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.omicroutes.cohort.DataException;
import org.omicroutes.models.Modality.Kind;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.Roles;
import org.omicroutes.models.mmfn.GenePreprocessing.Choice;
import org.omicroutes.neural.fusion.FusionInputs;

/**
 * From what is known of patients to what the networks are told, learned from training patients
 * alone.
 *
 * @param genes null where the model does not look at genes
 * @param clinical null where the model does not look at clinical variables
 */
public record MmfnPreprocessing(GenePreprocessing genes, ClinicalPreprocessing clinical) {

  /**
   * @param looks at genes, clinical variables or both
   * @param labels 1, 0 or NaN, of the training patients
   * @param mostGenes how many genes to keep
   * @param choice which ones
   * @throws DataException where a modality is missing that is looked at, or tells nothing
   */
  static MmfnPreprocessing fit(
      PatientData training, Arm looks, double[] labels, int mostGenes, Choice choice) {
    GenePreprocessing genes = null;
    ClinicalPreprocessing clinical = null;
    if (looks.atGenes()) {
      String rna = Roles.required(Roles.of(training).rna(), "continuous", training);
      genes = GenePreprocessing.fit(rna, training, labels, mostGenes, choice);
    }
    if (looks.atClinical()) {
      String name = Roles.required(clinicalName(training), "clinical", training);
      clinical = ClinicalPreprocessing.fit(name, training);
      if (clinical.isEmpty()) {
        throw DataException.of(
            "no variable of " + name + " that varies among the training patients", "at least one");
      }
    }
    return new MmfnPreprocessing(genes, clinical);
  }

  /** Never the rich one, whose columns say when a patient was diagnosed; null if there is none. */
  private static String clinicalName(PatientData training) {
    Set<String> names = new TreeSet<>(training.of(Kind.CLINICAL).keySet());
    names.remove("clinical-rich");
    return Roles.among(names, "clinical");
  }

  /** What the networks are told of patients; nothing is missing. */
  FusionInputs inputs(PatientData patients) {
    int n = patients.patients().size();
    return new FusionInputs(
        genes == null ? new double[n][0] : genes.of(patients),
        clinical == null ? new double[n][0] : clinical.numbers(patients),
        clinical == null ? new int[n][0] : clinical.codes(patients));
  }

  /** The same patients' inputs by position. */
  static FusionInputs select(FusionInputs inputs, int[] positions) {
    return new FusionInputs(
        Arrays.stream(positions).mapToObj(i -> inputs.genes()[i]).toArray(double[][]::new),
        Arrays.stream(positions).mapToObj(i -> inputs.continuous()[i]).toArray(double[][]::new),
        Arrays.stream(positions).mapToObj(i -> inputs.categories()[i]).toArray(int[][]::new));
  }

  /** How many genes. */
  int geneCount() {
    return genes == null ? 0 : genes.genes().size();
  }

  /** How many continuous clinical variables. */
  int continuousCount() {
    return clinical == null ? 0 : clinical.continuous().size();
  }

  /** How many codes each category has, with 0. */
  List<Integer> levels() {
    return clinical == null
        ? List.of()
        : clinical.categories().stream().map(CategoryCodes::levels).toList();
  }

  /** Genes, then continuous variables, then categories. */
  List<InputFeature> features() {
    List<InputFeature> features = new ArrayList<>();
    if (genes != null) {
      genes.genes().forEach(g -> features.add(input(genes.modality(), g, InputFeature.Kind.GENE)));
    }
    if (clinical != null) {
      String name = clinical.modality();
      clinical
          .continuous()
          .forEach(c -> features.add(input(name, c, InputFeature.Kind.CONTINUOUS)));
      clinical
          .categories()
          .forEach(c -> features.add(input(name, c.column(), InputFeature.Kind.CATEGORY)));
    }
    return features;
  }

  private static InputFeature input(String modality, String feature, InputFeature.Kind kind) {
    return new InputFeature(modality, feature, kind);
  }

  /**
   * As one table.
   *
   * @return patients × {@link #features}
   */
  double[][] table(PatientData patients) {
    FusionInputs inputs = inputs(patients);
    double[][] table = new double[patients.patients().size()][];
    int width = features().size();
    for (int i = 0; i < table.length; i++) {
      double[] row = Arrays.copyOf(inputs.genes()[i], width);
      int at = geneCount();
      System.arraycopy(inputs.continuous()[i], 0, row, at, continuousCount());
      at += continuousCount();
      for (int code : inputs.categories()[i]) {
        row[at++] = code;
      }
      table[i] = row;
    }
    return table;
  }
}
