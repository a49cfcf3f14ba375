#!/usr/bin/env cwl-runner
# Trains every model on the training patients of one fold and predicts for all others.
cwlVersion: v1.2
class: Workflow
requirements:
  InlineJavascriptRequirement: {}
  StepInputExpressionRequirement: {}
  SubworkflowFeatureRequirement: {}
  ScatterFeatureRequirement: {}
  MultipleInputFeatureRequirement: {}

inputs:
  fold: int
  folds: File
  survival: File
  patients: File
  covariates: File
  rich_covariates: File
  batches: File
  several_batches: boolean
  layer_names: string[]
  layer_kinds: string[]
  continuous_names: string[]
  binary_names: string[]
  matrices: File[]
  burdens: File[]
  network: File
  models: string[]
  seed: long
  features: int

steps:
  modalities:
    run: modalities.cwl
    in:
      fold: fold
      folds: folds
      covariates: covariates
      rich_covariates: rich_covariates
      batches: batches
      several_batches: several_batches
      layer_names: layer_names
      layer_kinds: layer_kinds
      matrices: matrices
      features: features
    out: [train, test, clinical, clinical_rich, continuous, binary, provenance]

  kaplan_meier:
    run: tools/kaplan-meier.cwl
    in:
      survival: survival
      patients: patients
      fit_samples: modalities/train
      out_predictions_name: {default: kaplan-meier.tsv}
      out_state_name: {default: kaplan-meier.json}
      provenance_name: {default: provenance.json}
    out: [out_predictions, provenance]

  train:
    run: tools/train.cwl
    scatter: model
    in:
      model: models
      clinical:
        source: [modalities/clinical, modalities/clinical_rich]
        linkMerge: merge_flattened
      clinical_names: {default: [clinical, clinical-rich]}
      continuous: modalities/continuous
      continuous_names: continuous_names
      binary: modalities/binary
      binary_names: binary_names
      summary: burdens
      summary_names:
        source: binary_names
        valueFrom: '$(self.map(function (n) { return "burden-" + n; }))'
      survival: survival
      fit_samples: modalities/train
      patients: modalities/test
      network:
        source: network
        valueFrom: '$(["gnn", "moanet", "netdx", "stacked"].indexOf(inputs.model) >= 0 ? self : null)'
      seed: seed
      out_predictions_name: {default: predictions.tsv}
      provenance_name: {default: provenance.json}
    out: [out_predictions, provenance]

outputs:
  provenance:
    doc: What each step told of itself; of the layers one list each.
    type: Any
    outputSource: [modalities/provenance, kaplan_meier/provenance, train/provenance]
    linkMerge: merge_flattened
  predictions:
    doc: Of kaplan-meier and of each model.
    type: File[]
    outputSource: [kaplan_meier/out_predictions, train/out_predictions]
    linkMerge: merge_flattened
    pickValue: all_non_null
