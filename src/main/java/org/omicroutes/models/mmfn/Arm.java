package org.omicroutes.models.mmfn;

import org.omicroutes.neural.fusion.FusionConfig;

/** What a network looks at, and how it brings that together. */
enum Arm {
  /** Genes and clinical variables, by attention. */
  FUSION,
  /** Genes and clinical variables, put side by side. */
  CONCATENATION,
  /** Genes alone. */
  GENOMIC,
  /** Clinical variables alone. */
  CLINICAL;

  boolean atGenes() {
    return this != CLINICAL;
  }

  boolean atClinical() {
    return this != GENOMIC;
  }

  /** This arm of a network of both. */
  FusionConfig of(FusionConfig both) {
    return switch (this) {
      case FUSION -> both;
      case CONCATENATION -> both.withoutAttention();
      case GENOMIC -> both.genomicOnly();
      case CLINICAL -> both.clinicalOnly();
    };
  }
}
