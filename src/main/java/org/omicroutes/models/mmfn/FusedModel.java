package org.omicroutes.models.mmfn;

import java.util.List;
import org.omicroutes.models.PatientData;

/** A horizon model whose networks look at chosen genes and clinical variables. */
public interface FusedModel extends HorizonModel {

  /** The prepared inputs: genes first, then continuous clinical variables, then categories. */
  List<InputFeature> inputFeatures();

  /** Patients × branches (genomic, clinical): the share of attention each branch's tokens get. */
  double[][] branchAttention(PatientData patients);

  /** The derivative of the log odds by each prepared gene and continuous variable. */
  double[][] gradient(PatientData patients);

  /** Patients × {@link #inputFeatures}: z-scores, and the codes of categories. */
  double[][] prepared(PatientData patients);
}
