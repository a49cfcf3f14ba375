package org.omicroutes.models.mmfn;

import java.util.List;
import org.omicroutes.models.PatientData;

/** A horizon model whose networks look at chosen genes and clinical variables. */
public interface FusedModel extends HorizonModel {

  /** The prepared inputs: genes first, then continuous clinical variables, then categories. */
  List<InputFeature> inputFeatures();

  /**
   * The share of attention that each branch's tokens get, mean over networks.
   *
   * @return patients × {genomic, clinical}, each row summing to 1; empty rows without attention
   */
  double[][] branchAttention(PatientData patients);

  /**
   * How the log odds change with each prepared input, mean over networks.
   *
   * @return patients × (genes, continuous variables), per unit of a z-score
   */
  double[][] gradient(PatientData patients);

  /**
   * What the networks are told.
   *
   * @return patients × {@link #inputFeatures}: z-scores within ±5, codes of levels
   */
  double[][] prepared(PatientData patients);
}
