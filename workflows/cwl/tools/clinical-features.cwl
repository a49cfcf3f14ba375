#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: clinical_features
label: Turns clinical variables into a matrix of numbers.
doc: |-
  Turns clinical variables into a matrix of numbers.

  Version 2.

  A column is numeric where at least 90 % of the fit samples' values are numbers; else a
  tumour stage (`Stage IIA`, `iii`, `I/II NOS`: 0 to 4) or a grade (`G2`, `High Grade`:
  1 to 4) where 90 % read as one; all these become z-scores over the fit samples (divisor
  n - 1). Any other column is a category: a 0/1 feature `column=level` for each level but the most
  frequent (of equally frequent ones the first in the alphabet); levels of less than 5 % or 10 of the fit samples are `column=other`
  together, and have no feature where they are still that few.

  With `rich`, a numeric column of more than two values has a feature `column^2` too, the
  square of its z-score, and a stage column with sub-stages `column:substage` (IIIA, IIIB,
  IIIC: 3, 3 1/3, 3 2/3; III without a letter as IIIB; IIIC1, IIIC2: 3 6/9, 3 7/9), both
  as z-scores; levels are rare below 2 % or 5 of the fit samples. A fitted
  state keeps what it was fitted with, whatever `rich` says.

  Missing are empty values, remarks such as `[Discrepancy]`, `Stage X`, `GX`, `RX`, and values
  that a numeric, stage or grade column cannot read. A missing number counts as the mean
  (0, its second feature too), a missing category as the most frequent level; where more than 5 % of the fit
  samples lack a column, `column=missing` says so. A level that was not fitted gives all
  zeros, with a note. A fitted column that new data lack is missing in all samples.
  Columns that do not vary over the fit samples are left out. Nothing is missing in the
  result.

  With `encoding raw`, columns are told apart in the same way, but a number stays as it is, a
  stage or grade is its number (0 to 4), and a category is a 0/1 feature `column=level`
  for each of its levels, however rare. What is missing stays missing, in all features of
  a category; a level that was not fitted gives all zeros. A fitted state keeps its
  encoding, whatever `encoding` says.
baseCommand:
  - omicroutes
  - clinical-features
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
    ramMin: 2048
arguments: []
inputs:
  covariates:
    type: File
    doc: The columns `sample` and one per variable.
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
  rich:
    type: boolean?
    default: false
    doc: Squares of numeric columns and sub-stages as features too, and levels from 2 % of the fit samples
      on.
    inputBinding:
      prefix: --rich=
      separate: false
      valueFrom: '$(self ? "true" : "false")'
  encoding:
    type:
      - 'null'
      - type: enum
        symbols:
          - encoded
          - raw
    default: encoded
    doc: Scaled and filled numbers, or raw ones for a model that does both by itself.
    inputBinding:
      prefix: --encoding
  out_name:
    type: string
    default: clinical-features.tsv
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
    doc: Numbers, features × samples; nothing missing but in raw ones.
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
