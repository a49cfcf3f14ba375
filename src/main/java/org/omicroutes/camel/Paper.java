package org.omicroutes.camel;

import java.util.List;

/** The papers whose comparison {@code study} makes. */
enum Paper {
  /** Survival from several layers. */
  MOANET(Paper.MOANET_MODELS),

  /** Death by a horizon from gene expression and clinical variables. */
  MMFN(Paper.MMFN_MODELS);

  static final String MOANET_MODELS =
      "moanet,stacked,kernel-ensemble,ridge,block-ridge,late-fusion,cox,coxnet,rsf,"
          + "mofa-cox,netdx,snf-cox,gnn,transformer";
  static final String MMFN_MODELS =
      "mmfn,mmfn-small,mmfn-concat,mmfn-genomic,mmfn-clinical,random-forest,svm,logistic";

  private final List<String> models;

  Paper(String models) {
    this.models = List.of(models.split(","));
  }

  /** The models that it compares, in the order of print; the first is its own. */
  List<String> models() {
    return models;
  }
}
