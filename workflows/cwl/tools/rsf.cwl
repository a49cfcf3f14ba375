#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: rsf
label: Grows a random survival forest and predicts survival.
doc: |-
  Grows a random survival forest and predicts survival.

  Version 1.

  Random survival forest (Ishwaran et al. 2008): log-rank splits at the middle between
  two values, Nelson-Aalen cumulative hazards in the leaves, their mean over the trees.
  Rules and defaults are those of R's `ranger`, with which the out-of-bag concordance
  and Brier score agree; a node is split only into children of at least `min-node-size`
  samples.

  The risk is the mortality: the cumulative hazard summed over the event times of the
  training samples (`ranger` sums over all times). Survival is exp(-cumulative hazard).
  Predictions of training samples are out-of-bag, by the trees that did not draw them;
  those of other samples, and of all samples with a given `state`, are by all trees. A
  sample that every tree drew gets the prediction of all trees, and this is noted.

  A missing value takes part as such (missingness incorporated in attributes): each
  split is tried with the missing values on either side, and missing against known.
  Where a node saw no missing value, one goes to the larger child. With a given `state`,
  a feature that the matrix lacks counts as missing, and this is noted.

  Importance is the fall of Harrell's C of a tree's out-of-bag samples when the feature
  is permuted among them, the mean over the trees; a constant feature has 0. Out-of-bag
  performance: `c_index` (Harrell's), `integrated_brier` (trapezoid rule over 100 times
  from 0 to `integrated_brier_days`, the last time at which a tenth of the training
  samples is at risk), and `samples` that they rest on. Samples without survival are
  predicted only. No event among the training samples is an error. The seed alone
  decides what is drawn.
baseCommand:
  - omicroutes
  - rsf
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
    coresMin: 2
    ramMin: 8192
arguments: []
inputs:
  features:
    type: File
    doc: Features × samples; missing values allowed.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --features
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
    doc: A forest grown before; nothing is fitted then.
    format: edam:format_3464
    inputBinding:
      prefix: --state
  trees:
    type: int?
    default: 500
    doc: 'Trees of the forest. Range: >= 1.'
    inputBinding:
      prefix: --trees
  mtry:
    type: int?
    default: 0
    doc: 'Features drawn at each node; 0: the square root of their number, rounded up. Range: >= 0.'
    inputBinding:
      prefix: --mtry
  min_node_size:
    type: int?
    default: 3
    doc: 'Fewest samples of a node, counted as often as they were drawn. Unit: samples. Range: >= 1.'
    inputBinding:
      prefix: --min-node-size
  sampling:
    type:
      - 'null'
      - type: enum
        symbols:
          - bootstrap
          - subsample
    default: bootstrap
    doc: 'How a tree draws its samples: with replacement, or without.'
    inputBinding:
      prefix: --sampling
  sample_fraction:
    type: double?
    default: 0.0
    doc: 'Share of the samples that a tree draws; 0: 1 for bootstrap, 0.632 for subsample. Range: 0 to
      1.'
    inputBinding:
      prefix: --sample-fraction
  nsplit:
    type: int?
    default: 0
    doc: 'Split points tried for each feature, drawn at random; 0: all. Range: >= 0.'
    inputBinding:
      prefix: --nsplit
  importance:
    type:
      - 'null'
      - type: enum
        symbols:
          - permutation
          - none
    default: permutation
    doc: 'The importance of features: by permutation, or none (NA).'
    inputBinding:
      prefix: --importance
  seed:
    type: long?
    default: 1
    doc: Seed of all that is drawn.
    inputBinding:
      prefix: --seed
  threads:
    type: int?
    default: 0
    doc: 'Threads; 0: as many as there are processors. They do not change the result. Range: >= 0.'
    inputBinding:
      prefix: --threads
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
  out_oob_name:
    type: string?
    doc: The name of the output out_oob, which is made when it is named.
    inputBinding:
      prefix: --out-oob
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
    doc: Columns feature, importance, se; by importance.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_name || [])
  out_predictions:
    type: File?
    doc: Columns sample, risk (mortality), survival_12m …, all samples.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_predictions_name || [])
  out_oob:
    type: File?
    doc: 'Columns metric, value: out-of-bag performance.'
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_oob_name || [])
  out_state:
    type: File?
    doc: The fitted forest.
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
