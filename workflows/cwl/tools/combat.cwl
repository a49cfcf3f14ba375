#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: combat
label: Removes batch effects by ComBat's empirical Bayes.
doc: |-
  Removes batch effects by ComBat's empirical Bayes.

  Version 1.

  A linear model of batch and covariates is fitted to every feature; what a batch does
  to mean and variance is shrunk towards what it does to all features, and taken out.
  Fitted on all samples, the result agrees with sva's `ComBat`, also with covariates,
  reference batch, mean only and non-parametric priors. Everything is learned on the fit
  samples; other samples of the fitted batches are adjusted with what was learned.

  Covariates keep their effects. A column in which every value is a number is numeric,
  any other a factor. A sample with a covariate missing, of a level that was not fitted
  or not in the table counts as average in it, in fitting and afterwards. A covariate
  that is confounded with batch is an error that names it.

  Missing values are left out feature by feature and stay missing. Features that are
  constant within a batch or over all, or have fewer than 2 values in one, are left as
  they are, with a note. All fit samples of one batch: the matrix is returned as it is,
  with a note. A fitted feature that new data lack is missing there; features that were
  not fitted are left out.

  A batch with a single fit sample is an error that names both. `small-batches
  mean-only` adjusts that batch in mean and the others in mean and scale; sva turns to
  `mean-only` for all of them then.

  Johnson W.E., Li C., Rabinovic A., *Adjusting batch effects in microarray expression
  data using empirical Bayes methods*, Biostatistics 2007,
  doi:10.1093/biostatistics/kxj037.
baseCommand:
  - omicroutes
  - combat
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
arguments: []
inputs:
  matrix:
    type: File
    doc: Normalised values, features × samples.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --matrix
  batches:
    type: File
    doc: The columns `sample` and `batch`.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --batches
  covariates:
    type: File?
    doc: 'Effects to keep: `sample` and a column for each.'
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --covariates
  fit_samples:
    type: File?
    doc: Ids of the samples to fit on, one a line; all samples without it. The result is applied to every
      sample.
    format: edam:format_2330
    inputBinding:
      prefix: --fit-samples
  state:
    type: File?
    doc: 'A fitted state from `out-state`: it is applied, nothing is fitted.'
    format: edam:format_3464
    inputBinding:
      prefix: --state
  reference:
    type: string?
    doc: The batch that the others are brought to and that itself is left as it is.
    inputBinding:
      prefix: --reference
  mean_only:
    type: boolean?
    default: false
    doc: Adjust the means of batches and leave their scales alone.
    inputBinding:
      prefix: --mean-only=
      separate: false
      valueFrom: '$(self ? "true" : "false")'
  non_parametric:
    type: boolean?
    default: false
    doc: Take the empirical distribution of the batch effects as prior (time grows with the square of
      the number of features).
    inputBinding:
      prefix: --non-parametric=
      separate: false
      valueFrom: '$(self ? "true" : "false")'
  small_batches:
    type:
      - 'null'
      - type: enum
        symbols:
          - error
          - mean-only
    default: error
    doc: 'A batch with one fit sample: `error`, or `mean-only`, which adjusts that batch in mean.'
    inputBinding:
      prefix: --small-batches
  unknown_batches:
    type:
      - 'null'
      - type: enum
        symbols:
          - error
          - unadjusted
    default: error
    doc: 'Samples without a batch, or of one that was not fitted: `error`, or `unadjusted`, which leaves
      them as they are.'
    inputBinding:
      prefix: --unknown-batches
  out_name:
    type: string
    default: combat.tsv
    doc: The name of the output out.
    inputBinding:
      prefix: --out
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
    type: File
    doc: The adjusted matrix, features × samples.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_name)
  out_state:
    type: File?
    doc: The fitted state, for samples that come later.
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
