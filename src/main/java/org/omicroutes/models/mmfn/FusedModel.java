package org.omicroutes.models.mmfn;

import java.util.List;
import org.omicroutes.models.PatientData;

/** A horizon model whose networks look at chosen genes and clinical variables. */
public interface FusedModel extends HorizonModel {

  /** What an input is. */
  enum Kind {
    GENE,
    CONTINUOUS,
    CATEGORY
  }

  /**
   * An input of the networks.
   *
   * @param feature of the modality; of a category, its column
   */
  record InputFeature(String modality, String feature, Kind kind) {}

  /** The prepared inputs: genes first, then continuous clinical variables, then categories. */
  List<InputFeature> inputFeatures();

  /**
   * The share of attention that the tokens of each branch get, the mean over networks.
   *
   * @return patients × {genomic, clinical}; empty rows without attention
   */
  double[][] branchAttention(PatientData patients);

  /**
   * How the log odds change with the prepared inputs, the mean over networks.
   *
   * @return patients × (genes, then continuous variables), per z-score unit
   */
  double[][] gradient(PatientData patients);

  /**
   * The prepared inputs: z-scores, and level codes of categories.
   *
   * @return patients × {@link #inputFeatures}
   */
  double[][] prepared(PatientData patients);
}
