#!/usr/bin/env cwl-runner
# Makes the modalities of one fold, with everything fitted on its training patients.
cwlVersion: v1.2
class: Workflow
requirements:
  SubworkflowFeatureRequirement: {}
  ScatterFeatureRequirement: {}
  MultipleInputFeatureRequirement: {}

inputs:
  fold: {type: int, doc: "0 holds out none."}
  folds: File
  covariates: File
  rich_covariates: File
  batches: File
  several_batches: boolean
  layer_names: string[]
  layer_kinds: string[]
  matrices: File[]
  features: int

steps:
  training_samples:
    run: tools/training-samples.cwl
    in:
      folds: folds
      fold: fold
      out_name: {default: train.txt}
      out_test_name: {default: test.txt}
      provenance_name: {default: provenance.json}
    out: [out, out_test, provenance]

  clinical_features:
    run: tools/clinical-features.cwl
    in:
      covariates: covariates
      fit_samples: training_samples/out
      out_name: {default: clinical.tsv}
      out_state_name: {default: clinical-features.json}
      provenance_name: {default: provenance.json}
    out: [out, out_state, provenance]

  clinical_rich_features:
    run: tools/clinical-features.cwl
    in:
      covariates: rich_covariates
      fit_samples: training_samples/out
      rich: {default: true}
      out_name: {default: clinical-rich.tsv}
      out_state_name: {default: clinical-rich-features.json}
      provenance_name: {default: provenance.json}
    out: [out, out_state, provenance]

  layer:
    run: layer.cwl
    scatter: [name, kind, matrix]
    scatterMethod: dotproduct
    in:
      name: layer_names
      kind: layer_kinds
      matrix: matrices
      train: training_samples/out
      batches: batches
      several_batches: several_batches
      features: features
    out:
      - continuous
      - binary
      - imputed
      - before
      - after
      - vst_state
      - quantile_state
      - combat_state
      - impute_state
      - select_state
      - rank_normal_state
      - provenance

outputs:
  provenance:
    doc: What each step told of itself; of the layers one list each.
    type: Any
    outputSource:
      - training_samples/provenance
      - clinical_features/provenance
      - clinical_rich_features/provenance
      - layer/provenance
    linkMerge: merge_flattened
  train: {type: File, outputSource: training_samples/out}
  test: {type: File, outputSource: training_samples/out_test}
  clinical: {type: File, outputSource: clinical_features/out}
  clinical_rich: {type: File, outputSource: clinical_rich_features/out}
  clinical_state: {type: File, outputSource: clinical_features/out_state}
  clinical_rich_state: {type: File, outputSource: clinical_rich_features/out_state}
  continuous: {type: 'File[]', outputSource: layer/continuous, pickValue: all_non_null}
  binary: {type: 'File[]', outputSource: layer/binary, pickValue: all_non_null}
  imputed: {type: 'File[]', outputSource: layer/imputed, pickValue: all_non_null}
  before: {type: 'File[]', outputSource: layer/before, pickValue: all_non_null}
  after: {type: 'File[]', outputSource: layer/after, pickValue: all_non_null}
  # One a layer, null where the layer has none.
  vst_states: {type: Any, outputSource: layer/vst_state}
  quantile_states: {type: Any, outputSource: layer/quantile_state}
  combat_states: {type: Any, outputSource: layer/combat_state}
  impute_states: {type: Any, outputSource: layer/impute_state}
  select_states: {type: Any, outputSource: layer/select_state}
  rank_normal_states: {type: Any, outputSource: layer/rank_normal_state}
