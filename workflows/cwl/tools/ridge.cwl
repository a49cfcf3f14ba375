#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: ridge
label: Fits a ridge-penalised Cox model on one or more layers and predicts survival.
doc: |-
  Fits a ridge-penalised Cox model on one or more layers and predicts survival.

  Version 1.

  Features are standardised by the training samples; each layer's kernel is `XX'/p`, so
  that layers have equal weight however many features they have, and the kernels are
  added. The model is fitted in its dual form (Breslow ties), which makes more features
  than samples no matter. The penalty is the one with the largest cross-validated
  partial likelihood (Verweij and van Houwelingen 1993) over `inner-folds` seeded folds
  stratified by event.

  Risks are calibrated: the scores of the training samples from the inner folds that did
  not see them (out-of-fold) give a slope (one-parameter Cox model, 0 where they do not
  predict) and the baseline hazard; a risk is slope × score. The predictions and scores
  of training samples are the out-of-fold ones, so that they can be used to train
  another model; those of other samples, and of all samples with a given `state`, are
  the full model's.

  A missing value, a layer that a sample lacks and, with a `state`, a feature or layer
  that the data lack, count as the training mean. Constant features take no part. No
  event among the training samples is an error.
baseCommand:
  - omicroutes
  - ridge
requirements:
  InlineJavascriptRequirement: {}
  NetworkAccess:
    networkAccess: false
  EnvVarRequirement:
    envDef:
      OMICROUTES_MEMORY: $(Math.floor(runtime.ram * 0.8))m
hints:
  SoftwareRequirement:
    packages:
      omicroutes:
        version:
          - 0.1.0
  DockerRequirement:
    dockerPull: omicroutes:0.1.0
  ResourceRequirement:
    coresMin: 1
    ramMin: 5120
arguments:
  - prefix: --features
    valueFrom: |-
      ${
        var files = inputs.features || [], names = inputs.features_names || [];
        if (files.length != names.length) {
          throw "features: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
inputs:
  features:
    type: File[]
    doc: Layers by name, each features × samples.
    format:
      - edam:format_3475
      - edam:format_3752
  features_names:
    type: string[]
    doc: A name for each of features
  survival:
    type: File?
    doc: Columns sample, time (days), event; for fitting.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --survival
  fit_samples:
    type: File?
    doc: Ids to fit on; without it all with survival.
    format: edam:format_2330
    inputBinding:
      prefix: --fit-samples
  state:
    type: File?
    doc: A model fitted before; nothing is fitted then.
    format: edam:format_3464
    inputBinding:
      prefix: --state
  lambdas:
    type: string[]?
    default:
      - '100'
      - '30'
      - '10'
      - '3'
      - '1'
    doc: 'Penalties to choose from. Range: > 0, descending.'
    inputBinding:
      prefix: --lambdas
      itemSeparator: ','
  inner_folds:
    type: int?
    default: 5
    doc: 'Folds of the inner cross-validation. Range: >= 2.'
    inputBinding:
      prefix: --inner-folds
  seed:
    type: long?
    default: 1
    doc: Seed of the inner folds.
    inputBinding:
      prefix: --seed
  horizons:
    type: string[]?
    default:
      - '12'
      - '24'
      - '36'
      - '48'
      - '60'
    doc: 'Times of the predicted survival probabilities. Unit: months. Range: > 0, ascending.'
    inputBinding:
      prefix: --horizons
      itemSeparator: ','
  out_name:
    type: string?
    doc: The name of the output out, which is made when it is named.
    inputBinding:
      prefix: --out
  out_predictions_name:
    type: string?
    doc: The name of the output out_predictions, which is made when it is named.
    inputBinding:
      prefix: --out-predictions
  out_scores_name:
    type: string?
    doc: The name of the output out_scores, which is made when it is named.
    inputBinding:
      prefix: --out-scores
  out_state_name:
    type: string?
    doc: The name of the output out_state, which is made when it is named.
    inputBinding:
      prefix: --out-state
  provenance_name:
    type: string?
    doc: The name of the output provenance, which is made when it is named.
    inputBinding:
      prefix: --provenance
outputs:
  out:
    type: File?
    doc: Columns layer, feature, coef (per standard deviation).
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_name || [])
  out_predictions:
    type: File?
    doc: Columns sample, risk, survival_12m …
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_predictions_name || [])
  out_scores:
    type: File?
    doc: 'The score: one feature, ridge, × samples.'
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_scores_name || [])
  out_state:
    type: File?
    doc: The fitted model.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.out_state_name || [])
  provenance:
    type: File?
    doc: What the execution tells of itself, for the crate of the run.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.provenance_name || [])
$namespaces:
  edam: http://edamontology.org/
